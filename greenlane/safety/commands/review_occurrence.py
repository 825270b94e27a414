"""What was reported has been looked at; the order may go on from where it really is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.facts_evidence import OccurrenceReviewed
from greenlane.safety.models import Occurrence
from greenlane.workforce.queries import person_of


class ReviewOccurrence(ReleaseForm):
    occurrence = Id("occurrence", label=_("What was reported"))
    review = Text(max_length=600, lines=True, label=_("What was found, what follows"))


@command(
    "safety.review_occurrence",
    title=_("Review what was reported"),
    takes=ReviewOccurrence,
    needs="safety",
    kind=RELEASE,
    relies_on=("safety.occurrence",),
)
def review_occurrence(form: ReviewOccurrence, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    named = find(Occurrence, given["occurrence"])
    [_site, row] = take(named.site, named)
    if row.reviewed_at:
        raise Refused("already-reviewed", next_step="look-again")
    if row.raised_by is not None and row.raised_by == by.account:
        raise Refused("reporter-may-not-review", next_step="ask-another-supervisor")
    row.reviewed_at, row.reviewed_by, row.review = at, person, given["review"]
    row.save(update_fields=["reviewed_at", "reviewed_by", "review"])
    orders = [("order", key) for key in named.site.orders.values_list("pk", flat=True)]
    subjects = (("site", row.site_id), ("occurrence", row.pk), *orders)
    say(OccurrenceReviewed(row.pk, person.pk), subjects=subjects, unit=row.unit_id)
    return answer("occurrence-reviewed", occurrence=row.pk)
