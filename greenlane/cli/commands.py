"""What can be done here: every command with its kind and the role word it needs."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli.saying import Said, Wrong, columns
from greenlane.core.command import Command, commands

SAYS = gettext_lazy("List every command with its kind and what it needs.")


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument("name", nargs="?", help=_("one command, with its fields"))


def run(asked: argparse.Namespace) -> Said:
    if asked.name is None:
        listed = list(commands().values())
        data = {"commands": [_as_dict(each) for each in listed]}
        return Said(data, columns([_row(each) for each in listed]))
    found = commands().get(asked.name)
    if found is None:
        raise Wrong(_("There is no command %(name)s.") % {"name": asked.name})
    fields = _fields(found)
    rows = [
        (each["name"], _("required") if each["required"] else "", each["label"])
        for each in fields
    ]
    lines = ["  ".join(_row(found)), *(f"  {line}" for line in columns(rows))]
    return Said({**_as_dict(found), "fields": fields}, lines)


def _row(command: Command) -> tuple[str, str, str, str]:
    return command.name, command.kind.name, command.needs or "–", str(command.title)


def _as_dict(command: Command) -> dict[str, Any]:
    return {
        "name": command.name,
        "kind": command.kind.name,
        "needs": command.needs,
        "title": str(command.title),
        "queued": command.kind.queued,
        "proof": command.kind.proof,
    }


def _fields(command: Command) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "required": bool(field.required),
            "label": str(field.label or name),
        }
        for name, field in command.takes.base_fields.items()
    ]
