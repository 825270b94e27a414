"""A plan for a problem in a file, with the yardstick beside it; without a database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli.saying import Said, Wrong, columns
from greenlane.planning.build import CannotBuild
from greenlane.planning.files import read
from greenlane.planning.problem import BadProblem, Problem
from greenlane.planning.solve import Budget, Result, solve

SAYS = gettext_lazy("Plan the problem of a file: JSON, PSPLIB, multi-skill data.")
SHOWN = 20  # faults of a file that are named; more help nobody


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument("file", type=Path, help=_(".json, .sm, .rcp or .dzn"))
    own.add_argument("--seconds", type=_above_zero, default=10.0, help=_("to plan in"))
    own.add_argument(
        "--iterations",
        type=_count,
        help=_("plans to build, instead of seconds: the same plan on every machine"),
    )
    own.add_argument("--seed", type=int, default=1, help=_("of its dice"))
    own.add_argument("--workers", type=_count, default=2, help=_("of the exact solver"))
    own.add_argument("--out", type=Path, help=_("write the plan there, as JSON"))


def run(asked: argparse.Namespace) -> Said:
    problem = _read(asked.file)
    budget = Budget(asked.seconds, asked.iterations, asked.seed, asked.workers)
    try:
        result = solve(problem, budget)
    except CannotBuild as held:
        raise Wrong(
            _("Task %(task)s can be done at no time: shifts, equipment or material.")
            % {"task": held.task},
            _("Look at what it needs, and whether a shift is as long as it is."),
        ) from held
    told = {"file": asked.file.name, **result.as_dict(problem)}
    if asked.out:
        _write(asked.out, {**told, **result.plan.as_dict(problem)})
    return Said(told, _lines(problem, result))


def _read(path: Path) -> Problem:
    try:
        return read(path)
    except OSError as error:
        raise Wrong(
            _("%(file)s cannot be read: %(why)s")
            % {"file": path, "why": error.strerror or error}
        ) from error
    except BadProblem as bad:
        raise Wrong(
            _("%(file)s cannot be planned: %(why)s")
            % {"file": path.name, "why": "; ".join(bad.reasons[:SHOWN])},
            _("Mend the rows that are named."),
        ) from bad


def _write(path: Path, told: dict[str, object]) -> None:
    try:
        text = json.dumps(told, ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise Wrong(
            _("%(file)s cannot be written: %(why)s")
            % {"file": path, "why": error.strerror or error}
        ) from error


def _lines(problem: Problem, result: Result) -> list[str]:
    proof = _("proven best") if result.proven else _("not proven")
    rows = [
        (_("objective"), str(result.objective), proof),
        (_("bound"), str(result.bound), _("no plan is below it")),
        (_("greedy"), str(result.greedy), _("the dispatcher's rule")),
        (_("tasks"), str(len(problem.tasks)), ""),
        (_("seconds"), f"{result.seconds:.2f}", _("%d plans built") % result.builds),
    ]
    if not result.exact:
        rows.append((_("solver"), "–", _("the exact solver took no part")))
    return columns(rows)


def _above_zero(text: str) -> float:
    value = float(text)
    if not 0 < value < 86_400:
        raise argparse.ArgumentTypeError(_("between 0 and 86400"))
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(_("1 or more"))
    return value
