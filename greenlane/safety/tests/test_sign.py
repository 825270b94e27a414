"""Signatures: one's own, in one's own role, over the document as it stands."""

import pytest

from greenlane.core.door import perform
from greenlane.core.refusals import NotAllowed, NotFound, Refused, Stale
from greenlane.safety.models import Signature
from greenlane.safety.signing import digest_of, signed
from tests import stages


def ticket_of(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, stages.section(cast, of))
    cast.do("safety.receive_ticket", {"ticket": str(ticket.pk)}, by="liu")
    ticket.refresh_from_db()
    return ticket


def test_a_signature_stands_under_the_digest(cast):
    ticket = ticket_of(cast)
    stages.sign(cast, ticket, "leader", by="liu")
    assert signed(ticket, "leader").digest == digest_of(ticket)


def test_twice_is_once(cast):
    ticket = ticket_of(cast)
    for _time in range(2):
        stages.sign(cast, ticket, "leader", by="liu")
    assert Signature.objects.filter(role="leader").count() == 1


@pytest.mark.parametrize(
    ("role", "by", "code"),
    [
        ("leader", "ma", "not-your-signature"),
        ("permitter", "liu", "not-your-signature"),
        ("permitter", "zhou", "not-your-signature"),
        ("director", "liu", "role-not-on-document"),
    ],
)
def test_nobody_signs_for_another(cast, role, by, code):
    with pytest.raises(Refused, match=code):
        stages.sign(cast, ticket_of(cast), role, by=by)


def test_a_document_that_was_shown_otherwise_is_not_signed(cast):
    ticket = ticket_of(cast)
    data = {
        "kind": "ticket",
        "id": str(ticket.pk),
        "role": "leader",
        "digest": "0" * 64,
    }
    with pytest.raises(Stale):
        cast.do("safety.sign", data, by="liu")


def test_an_earth_more_and_the_ticket_is_signed_anew(cast):
    ticket = stages.ready(cast, stages.order(cast))
    stages.earth(cast, ticket.isolation, "E2")
    assert signed(ticket, "leader") is None


def test_what_is_no_document_is_not_found(cast):
    data = {"kind": "site", "id": str(cast.site.pk), "role": "leader"}
    with pytest.raises(NotFound):
        cast.do("safety.sign", data, by="liu")


def test_a_machine_never_signs(cast):
    ticket = ticket_of(cast)
    data = {"kind": "ticket", "id": str(ticket.pk), "role": "leader"}
    actor = cast.actor("liu", via="cli")
    proof = cast.proof("safety.sign", data, by=cast.actor("liu"))
    with pytest.raises(NotAllowed, match="release-needs-a-person"):
        perform("safety.sign", {**data, **proof}, by=actor)


def test_what_changed_after_it_was_shown_is_not_signed(cast):
    """An earth more: the ticket is another one, though no event names it."""
    of = stages.order(cast)
    ticket = stages.issue(cast, of, stages.earthed(cast, of))
    cast.do("safety.receive_ticket", {"ticket": str(ticket.pk)}, by="liu")
    data = {"kind": "ticket", "id": str(ticket.pk), "role": "leader"}
    leader = cast.actor("liu")
    shown = cast.proof("safety.sign", data, by=leader)
    stages.earth(cast, ticket.isolation, "E2")
    with pytest.raises(Stale, match="changed-since-shown"):
        perform("safety.sign", {**data, **shown}, by=leader)
    cast.do("safety.sign", data, by="liu")
