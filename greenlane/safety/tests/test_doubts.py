"""What of the rules nobody has confirmed is marked wherever it is shown."""

from __future__ import annotations

from dataclasses import replace

from django.utils import translation

from greenlane.connections.choices import paper_kinds
from greenlane.core import guard, packs
from greenlane.core.choices import flat
from greenlane.core.models import PackVersion
from greenlane.safety import doubts
from greenlane.safety.reading_choices import reading_kinds
from greenlane.safety.ticket_choices import forms_of_ticket
from tests import evidence, stages

NOT = "(not confirmed)"


def confirmed(of):
    """The order under a pack of which somebody has read every source."""
    found = packs.find("cn-sgcc")
    values = {key: replace(each, verified=True) for key, each in found.values.items()}
    pack = replace(found, version="read", values=values)
    with guard.lifted():
        of.pack = PackVersion.objects.create(
            name=pack.name, version="read", digest=pack.digest, text=pack.to_text()
        )
        of.save(update_fields=["pack"])


def shown(cast, of):
    """Every label of the lists that a form is filled in from."""
    lists = (forms_of_ticket, reading_kinds, paper_kinds)
    found = [list(flat(each(cast.actor("sun"), of))) for each in lists]
    return [str(label) for options in found for _value, label in options]


def test_the_lists_mark_forms_readings_and_papers(cast):
    of = stages.order(cast)
    with translation.override("en"):
        marked = [label for label in shown(cast, of) if NOT in label]
        assert any("Low-voltage ticket" in label for label in marked)
        assert any("Fees" in label for label in marked)
        plain = [label for label in shown(cast, of) if NOT not in label]
        assert any("MΩ" in label for label in plain), "1 MΩ was read in a source"
        confirmed(of)
        assert not [label for label in shown(cast, of) if NOT in label]


def test_whoever_signs_reads_it_too(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, stages.section(cast, of))
    row = of.evidence.get(pk=evidence.dead_test(cast, of, "lv"))
    with translation.override("en"):
        form, rules = doubts.notes(ticket)
        assert "not confirmed: ask your utility" in form
        assert "cn-sgcc" in rules
        [limits] = doubts.notes(row)
        assert limits.startswith("Limits not confirmed")
        confirmed(of)
        ticket.order.refresh_from_db()
        row.order.refresh_from_db()
        assert doubts.notes(row) == ()
        assert doubts.notes(ticket)[1].endswith("every value confirmed")
