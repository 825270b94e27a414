"""What happens when the temporary term ends: extend, convert, or remove."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_supply import TermDecided
from greenlane.connections.models import Term
from greenlane.connections.terms import call_off_removal, extend
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Instant
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.locks import take
from greenlane.core.refusals import FieldError, Malformed, Refused
from greenlane.core.rows import find

DECISIONS = [
    ("extend", _("Extend")),
    ("convert", _("Convert to permanent supply")),
    ("remove", _("Remove")),
]


class DecideTerm(CommandForm):
    term = Id("term", label=_("Term"))
    decision = forms.ChoiceField(choices=DECISIONS, label=_("Decision"))
    ends_at = Instant(label=_("New end (when extended)"), required=False)


@command(
    "connections.decide_term",
    title=_("Decide about the term"),
    takes=DecideTerm,
    needs="paper",
    kind=DESK,
)
def decide_term(form: DecideTerm, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    named = find(Term, given["term"])
    removal = [named.removal] if named.removal else []
    order, *removal, term = take(named.order, *removal, named)
    _must_be_longer(term, given, now=at)
    if term.decided_at:
        raise Refused("term-decided-already", next_step="look-again")
    term.decision, term.decided_at = given["decision"], at
    term.save(update_fields=["decision", "decided_at"])
    longer: tuple[Term, ...] = ()
    if given["decision"] == "extend":
        longer = (extend(term, until=given["ends_at"]),)
    if given["decision"] == "convert":
        call_off_removal(term, at=at)
    say(
        TermDecided(term.pk, term.decision),
        subjects=(order, *removal, term),
        unit=order.unit_id,
        stamps=longer,
    )
    return answer("term-decided", term=term.pk, decision=term.decision)


def _must_be_longer(term: Term, given: dict, *, now: datetime) -> None:
    """An extension names its end; that lies after the old one, and is not over yet."""
    until = given["ends_at"]
    if given["decision"] != "extend":
        return
    if until is None or until <= term.ends_at:
        raise Malformed([FieldError("ends_at", "after-the-old-end")])
    if until <= now:
        raise Malformed([FieldError("ends_at", "time-passed")])
