"""A command goes through the one door, and its refusal comes back with every reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from greenlane.cli.saying import FOUND, Said
from greenlane.core.command import Answer
from greenlane.core.positions import write_position
from greenlane.core.refusals import Refused
from greenlane.core.web.problems import as_dict


def done(answer: Answer) -> Said:
    """What a command answered."""
    state = "open" if answer.code == "claim-left-open" else "done"
    data = {
        "state": state,
        "code": answer.code,
        "facts": answer.facts,
        "position": write_position(answer.positions),
        "replayed": answer.replayed,
    }
    facts = " ".join(f"{name}={value}" for name, value in answer.facts.items())
    again = " " + _("(done before)") if answer.replayed else ""
    return Said(data, (f"{answer.code} {facts}".rstrip() + again,))


def refused(refusal: Refused) -> Said:
    """Every reason, and the next step, in the reader's language."""
    problem = as_dict(refusal)
    lines = [f"{problem['title']} [{problem['code']}]"]
    lines += [_field(each) for each in problem.get("errors", ())]
    lines += [_held(each) for each in problem.get("missing", ())]
    if problem["next_step"]:
        lines.append(f"→ {problem['next_step']}")
    return Said({"state": "refused", **problem}, lines, FOUND)


def _field(error: Mapping[str, Any]) -> str:
    return f"  {error['field']}: {error['detail']} [{error['code']}]"


def _held(missing: Mapping[str, Any]) -> str:
    holder = f" ({missing['holder']})" if missing["holder"] else ""
    return f"  {missing['gate']}: {missing['says']} {missing['do']}{holder}"
