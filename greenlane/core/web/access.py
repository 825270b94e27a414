"""Who may come to an address: one rule on every route, one check under all of them.

A route without a rule fails the tests. The rule says who comes in at all; which rows
are seen then is `core/scope.py` alone, and a foreign row looks like none (404).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from greenlane.core.actors import DUE, LINK, Actor
from greenlane.core.refusals import NotAllowed, Refused

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """`who` says what is asked for; `need` is the permission word, if it is a role."""

    who: str
    need: str = ""


OPEN = Rule("open")  # nothing of any unit is said there
OWN_MEANS = Rule("own means")  # a password, or a key that is no login, is asked for
PERSON = Rule("logged in")  # what is shown is this person's own
BY_LINK = Rule("link")  # to one order: that order, and what may be told there
STATUS = Rule("status page")  # how far one order is, and nothing of anybody
OF_ITS_COMMAND = Rule("of its command")  # the door asks for what the command needs
LABELS = {
    OPEN.who: "everybody; nothing of any unit is said there",
    OWN_MEANS.who: "whoever shows a means of its own (a password, the watcher's key)",
    PERSON.who: "whoever is logged in; what is shown is the own",
    BY_LINK.who: "whoever came in with a link to one order; that order alone",
    STATUS.who: "whoever has the address; how far that order is, nothing of anybody",
    OF_ITS_COMMAND.who: "whoever may do the command; the door asks",
}


class LogInFirst(Refused):
    """Nobody is logged in."""

    status = 401
    kept = False


class ProofDue(NotAllowed):
    """The person has to give an own proof first: a password, or a second one."""

    kept = False

    def __init__(self, due: str) -> None:
        super().__init__(due, next_step=DUE[due])


def needs(need: str) -> Rule:
    """Whoever holds a role that gives this need, in some unit."""
    return Rule("role", need)


def ruled(rule: Rule, *methods: str) -> Callable[[V], V]:
    """Write the rule on a view. Who calls `admit` with it is the view's own wrapper."""

    def made(view: V) -> V:
        view.rule = rule  # type: ignore[attr-defined]
        view.methods = methods  # type: ignore[attr-defined]
        return view

    return made


def admit(actor: Actor | None, rule: Rule) -> Actor:
    """The actor, if the rule lets him in.

    Raises LogInFirst (401), NotAllowed or ProofDue (403).
    """
    if actor is None or (actor.via != LINK and rule == BY_LINK):
        raise LogInFirst("log-in-first")
    if actor.via == LINK and rule != BY_LINK:
        raise NotAllowed("link-stops-and-reports", next_step="call-the-foreman")
    if rule.need and actor.due:
        raise ProofDue(actor.due)
    if rule.need and not actor.may(rule.need):
        raise NotAllowed("role-missing", needs=rule.need)
    return actor
