"""Who can mend a refusal: whoever has what is missing, whoever may do the next verb,
the administrator, or oneself; and if all else fails the duty officer. By telephone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import SimpleLazyObject

from greenlane.core.command import Command, commands
from greenlane.core.refusals import Missing, Refused
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.verbs import Asked, giving
from greenlane.workforce.reaching import Helper, holding, named

ADMINISTRATOR, SECURITY = "system_administrator", "security_administrator"
DUTY = "duty_officer"
# Nothing on the page mends these: the house has to be set right.
BY_CODE = {
    "error": ADMINISTRATOR,
    "no-gate-guards-this": ADMINISTRATOR,
    "gates-unloadable": ADMINISTRATOR,
    "against-the-rows-law": ADMINISTRATOR,
    "clock-went-back": ADMINISTRATOR,
    "pin-paused": SECURITY,
    "password-paused": SECURITY,
    "unit-has-no-pack": ADMINISTRATOR,
    "playbook-broken": ADMINISTRATOR,
    "playbook-draft": ADMINISTRATOR,
    "no-person": ADMINISTRATOR,
}
# What whoever is before the page has typed, or has waited for too long.
ONESELF = frozenset(
    {
        "bad-input", "pin-wrong", "password-wrong", "challenge-expired",
        "challenge-wrong", "changed-since-shown", "same-id-other-content", "busy",
        "need-before-request", "already-requested", "site-without-points",
        "point-without-state", "restore-lights-no-point", "upstream-comes-first",
        "reading-empty",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Mending:
    """`oneself`: the reader can. The others are called, the first of them first."""

    oneself: bool
    helpers: tuple[Helper, ...]


def of_refusal(refused: Refused, asked: Asked) -> Mending:
    """Who can mend a refusal that names no gate."""
    code = refused.code
    if role := BY_CODE.get(code):
        return Mending(False, holding([role], asked.unit))
    command = commands().get(refused.next_step)
    if command is not None:
        return _of_verb(command, asked)
    if needs := str(refused.facts.get("needs", "")):
        return Mending(False, holding(giving(needs), asked.unit))
    return Mending(code in ONESELF, holding([DUTY], asked.unit))


def of_missing(missing: Missing, asked: Asked) -> Mending:
    """Who has a missing piece: the person or role that the gate names."""
    kind, _colon, key = missing.holder.partition(":")
    if kind == "person" and key:
        return Mending(False, tuple(named([key]).values()))
    if kind == "role":
        return Mending(False, holding([key], asked.unit))
    if role := BY_CODE.get(missing.what):
        return Mending(False, holding([role], asked.unit))
    if command := commands().get(missing.next_step):
        return _of_verb(command, asked)
    return Mending(False, holding([DUTY], asked.unit))


def _of_verb(command: Command, asked: Asked) -> Mending:
    """Whoever may do it: the reader himself, if he is one of them."""
    if command.kind.anyone or not command.needs:
        return Mending(True, ())
    if asked.actor.may(command.needs, asked.unit.path):
        return Mending(True, ())
    return Mending(False, holding(giving(command.needs), asked.unit))


def of_roles(refused: Refused, request: ViewerRequest) -> tuple[Helper, ...]:
    """Whom to ask for a verb that one's own roles do not include, or for a page."""
    roles = refused.facts.get("roles") or [ADMINISTRATOR]
    if request.unit is None or not _is_known_there(request):
        return ()
    return holding(roles, request.unit)


def _is_known_there(request: Any) -> bool:
    """Names and numbers are told to those who hold some role in the unit."""
    actor, unit = getattr(request, "actor", None), getattr(request, "unit", None)
    return bool(actor and unit and actor.may("read", unit.path))


def context(request: Any) -> dict[str, Any]:
    """`administrators`: asked for only by a page that says no."""
    if not _is_known_there(request):
        return {}
    unit = request.unit
    return {"administrators": SimpleLazyObject(lambda: holding([ADMINISTRATOR], unit))}
