"""Who may enter a closed zone is said by name, and taken back by name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from greenlane.core import clock, guard
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.workforce.models import ZoneClearance
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def said(cast: Cast, *, zone: str = "lockdown", hours: int = 12) -> dict[str, str]:
    now = clock.now()
    return {
        "person": cast.id("zhou"),
        "zone": zone,
        "starts_at": now.isoformat(),
        "ends_at": (now + timedelta(hours=hours)).isoformat(),
    }


def test_somebody_is_cleared_and_the_clearance_taken_back(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        cast.do("workforce.clear_for_zone", said(cast), by="zhou")
    cast.do("workforce.clear_for_zone", said(cast), by="zhao")
    row = ZoneClearance.objects.get()
    assert (row.zone, row.withdrawn_at) == ("lockdown", None) and row.recorded_seq
    off = {"clearance": str(row.pk)}
    cast.do("workforce.withdraw_zone_clearance", off, by="zhao")
    row.refresh_from_db()
    assert row.withdrawn_at and row.ended_seq
    with pytest.raises(Refused, match="zone-clearance-withdrawn-already"):
        cast.do("workforce.withdraw_zone_clearance", off, by="zhao")


def test_nobody_is_cleared_for_what_is_open_or_over(cast: Cast) -> None:
    for wrong in (said(cast, zone="open"), said(cast, hours=-1)):
        with pytest.raises(Malformed):
            cast.do("workforce.clear_for_zone", wrong, by="zhao")
    past = said(cast)
    past["starts_at"] = (clock.now() - timedelta(hours=9)).isoformat()
    past["ends_at"] = (clock.now() - timedelta(hours=1)).isoformat()
    with pytest.raises(Refused, match="zone-clearance-over-already"):
        cast.do("workforce.clear_for_zone", past, by="zhao")
    with guard.lifted(), pytest.raises(IntegrityError), transaction.atomic():
        now = clock.now()
        ZoneClearance.objects.create(
            unit=cast.unit, person=cast.people["zhou"], zone="open",
            starts_at=now, ends_at=now + timedelta(hours=1),
        )  # fmt: skip
