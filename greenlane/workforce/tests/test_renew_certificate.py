"""A renewed certificate keeps its number and is good for longer."""

from datetime import timedelta

import pytest

from greenlane.core import clock
from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.workforce.models import Certificate


def card(cast, who="liu"):
    return Certificate.objects.get(person=cast.people[who])


def renew(cast, row, days, *, by="root"):
    until = (clock.wall() + timedelta(days=days)).isoformat()
    asked = {"certificate": str(row.pk), "expires_at": until}
    return cast.do("workforce.renew_certificate", asked, by=by)


def test_a_certificate_is_good_for_longer(cast):
    row = card(cast)
    renew(cast, row, 5000)
    assert card(cast).expires_at > row.expires_at


def test_it_is_never_good_for_less(cast):
    with pytest.raises(Refused, match="certificate-not-longer"):
        renew(cast, card(cast), 30)
    with pytest.raises(Refused, match="certificate-over-already"):
        renew(cast, card(cast), -1)


def test_a_revoked_one_and_a_foreign_one_stay_as_they_are(cast):
    with pytest.raises(NotFound):
        renew(cast, card(cast, "foreign_leader"), 5000)
    with pytest.raises(NotAllowed):
        renew(cast, card(cast), 5000, by="zhao")
    revoked = {"certificate": str(card(cast).pk)}
    cast.do("workforce.revoke_certificate", revoked, by="root")
    with pytest.raises(Refused, match="certificate-revoked-already"):
        renew(cast, card(cast), 5000)
