"""The count at the end of a ticket: who and what is not back, all said at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenlane.core.refusals import Missing, Refused
from greenlane.safety.both_sides import received_back
from greenlane.safety.models import Signature, Ticket
from greenlane.safety.signing import signatures
from greenlane.safety.stood import stood
from greenlane.safety.ticket_queries import (
    earths_counted,
    heads_in,
    others_on_section,
    still_in,
)


class NotAllBack(Refused):
    """Somebody or something is not back; every item is said at once."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            "not-all-back",
            next_step=self.missing[0].next_step,
            missing=[each.as_dict() for each in self.missing],
        )


@dataclass(frozen=True)
class Count:
    """What the leader counted on the ground."""

    heads_out: int
    earths_out: int
    tags_off: bool
    tools_out: bool


def must_be_back(ticket: Ticket, count: Count) -> Signature:
    """The permitter's signature under the ticket as it is now; or NotAllBack."""
    held = [*_people(ticket, count), *_earths(ticket, count), *_things(ticket, count)]
    received = _received_back(ticket)
    if received is None:
        held.append(_missing("permitter-unsigned", ticket, "safety.sign"))
    if not received_back(ticket):  # let in by both, received by both
        held.append(_missing("second-permitter-unsigned", ticket, "safety.sign"))
    if held or received is None:
        raise NotAllBack(held)
    return received


def _missing(code: str, ticket: Ticket, next_step: str, **facts: object) -> Missing:
    holders = {
        "permitter-unsigned": ticket.permitter_id,
        "second-permitter-unsigned": ticket.second_permitter_id,
    }
    return Missing(
        "",
        code,
        holder=f"person:{holders.get(code, ticket.leader_id)}",
        since=ticket.permitted_at,
        next_step=next_step,
        evidence=(str(ticket.pk),),
        facts={"ticket": ticket.number, **facts},
    )


def _people(ticket: Ticket, count: Count) -> list[Missing]:
    held = []
    if inside := still_in(ticket):
        held.append(_missing("people-still-in", ticket, "work.end_stint", heads=inside))
    went_in = heads_in(ticket)
    if count.heads_out != went_in:
        held.append(
            _missing(
                "heads-differ", ticket, "count-again", went_in=went_in,
                came_out=count.heads_out,
            )
        )  # fmt: skip
    return held


def _earths(ticket: Ticket, count: Count) -> list[Missing]:
    """A set stays on only where another permitted ticket of the section needs it."""
    sets = earths_counted(ticket)
    held = []
    hanging = [each.number for each in sets if each.removed_at is None]
    if hanging and not others_on_section(ticket):
        held.append(
            _missing(
                "earth-still-on", ticket, "safety.remove_earth",
                earth=" ".join(hanging),
            )
        )  # fmt: skip
    if count.earths_out != len(sets):
        held.append(
            _missing(
                "earths-differ", ticket, "count-again", went_on=len(sets),
                came_off=count.earths_out,
            )
        )  # fmt: skip
    return held


def _things(ticket: Ticket, count: Count) -> list[Missing]:
    held = []
    if not count.tags_off:
        held.append(_missing("tags-still-on", ticket, "take-the-tags-off"))
    if not count.tools_out:
        held.append(_missing("tools-left-behind", ticket, "fetch-the-tools"))
    return held


def _received_back(ticket: Ticket) -> Signature | None:
    """A permitter signs it back as it stands: one who never led or issued it."""
    before = stood(ticket)
    taken = before.leaders | before.issuers | before.theirs
    mine = [
        each
        for each in signatures(ticket)
        if each.role == "permitter" and each.person_id not in taken
    ]
    return mine[-1] if mine else None
