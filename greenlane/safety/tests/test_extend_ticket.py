"""A ticket has an end. Past it nobody works on; before it, it may be extended once."""

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Signature, Ticket, TicketExtension
from tests import endings, releases, stages
from tests.test_exclusions import able


def ask(cast, ticket, hours, *, by="liu", until=None):
    end = until or ticket.valid_until + timedelta(hours=hours)
    data = {"ticket": str(ticket.pk), "until": end.isoformat(), "why": "接头未完"}
    done = cast.do("safety.ask_extension", data, by=by)
    return TicketExtension.objects.get(pk=done.facts["extension"])


def extend(cast, asked, *, by="li"):
    return cast.do("safety.extend_ticket", {"extension": str(asked.pk)}, by=by)


def permitted(cast):
    return stages.permitted(cast, stages.order(cast))


def ends(ticket, *, ago=None):
    """Its time is over since so many minutes; without a number, it never had one."""
    over = None if ago is None else clock.now() - timedelta(minutes=ago)
    with guard.lifted():
        Ticket.objects.filter(pk=ticket.pk).update(valid_until=over)


def held(deed):
    with pytest.raises(GateHeld) as refused:
        deed()
    return {(each.gate, each.what) for each in refused.value.missing}


def test_every_ticket_has_an_end_by_its_form(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, stages.section(cast, of))
    assert ticket.valid_until - ticket.issued_at == timedelta(hours=24)
    live = stages.issue(cast, of, None, kind="live_work", areas="tee")
    assert live.valid_until - live.issued_at == timedelta(hours=12)


def test_the_issuer_states_one_within_the_rule_pack(cast):
    of = stages.order(cast)
    section = stages.section(cast, of)
    for hours, code in ((-1, "end-not-later"), (24 * 7 + 1, "end-too-late")):
        end = (clock.now() + timedelta(hours=hours)).isoformat()
        with pytest.raises(Refused, match=code):
            stages.issue(cast, of, section, valid_until=end)
    end = clock.now().replace(microsecond=0) + timedelta(hours=30)
    ticket = stages.issue(cast, of, section, valid_until=end.isoformat())
    assert ticket.valid_until == end


def test_leader_and_permitter_extend_it_once(cast):
    ticket = permitted(cast)
    end = ticket.valid_until
    asked = ask(cast, ticket, 6)
    ticket.refresh_from_db()
    assert ticket.valid_until == end  # nobody has agreed yet
    extend(cast, asked)
    ticket.refresh_from_db()
    assert ticket.valid_until == end + timedelta(hours=6)
    signed = Signature.objects.filter(document_id=asked.pk)
    assert set(signed.values_list("role", "person")) == {
        ("leader", cast.people["liu"].pk), ("permitter", cast.people["li"].pk),
    }  # fmt: skip
    with pytest.raises(Refused, match="extension-overtaken"):
        extend(cast, asked)
    with pytest.raises(Refused, match="extended-enough"):
        ask(cast, ticket, 1)


def test_not_by_another_not_to_an_earlier_end_and_not_too_far(cast):
    ticket = permitted(cast)
    with pytest.raises(Refused, match="not-your-ticket"):
        ask(cast, ticket, 6, by="ma")
    with pytest.raises(Refused, match="end-not-later"):
        ask(cast, ticket, -1)
    with pytest.raises(Refused, match="end-too-late"):
        ask(cast, ticket, 25)


def test_two_that_were_asked_for_count_once(cast):
    ticket = permitted(cast)
    first, second = ask(cast, ticket, 6), ask(cast, ticket, 8)
    extend(cast, second)
    with pytest.raises(Refused, match="extension-overtaken"):
        extend(cast, first)


def test_live_work_is_not_extended(cast):
    of = stages.order(cast)
    live = stages.issue(cast, of, None, kind="live_work", areas="tee")
    with pytest.raises(Refused, match="extended-enough"):
        ask(cast, live, 1)


@pytest.mark.parametrize("who", ["liu", "sun"])
def test_leader_and_issuer_do_not_agree_to_it(cast, who):
    asked = ask(cast, permitted(cast), 6)
    able(cast, who, "permitter", "permit")
    found = held(lambda: extend(cast, asked, by=who))
    assert ("G3", "permitter-is-on-the-ticket") in found


def test_a_stop_or_a_lost_certificate_holds_it(cast):
    ticket = permitted(cast)
    asked = ask(cast, ticket, 6)
    with guard.lifted():
        cast.people["li"].certificates.update(revoked_at=clock.now())
    assert ("G3", "certificate-missing") in held(lambda: extend(cast, asked))
    cast.do("work.stop_work", {"order": str(ticket.order_id), "reason": "-"}, by="xu")
    assert "G0" in {gate for gate, _what in held(lambda: extend(cast, asked))}


@pytest.mark.parametrize(
    ("ago", "code"), [(1, "ticket-expired"), (None, "ticket-end-unstated")]
)
def test_past_its_end_nobody_goes_in(cast, ago, code):
    verb, data, by = releases.work_isolated(cast)
    ends(Ticket.objects.get(), ago=ago)
    assert ("G8", code) in held(lambda: cast.do(verb, data, by=by))


@pytest.mark.parametrize(
    ("ago", "code"), [(1, "ticket-expired"), (None, "ticket-end-unstated")]
)
@pytest.mark.parametrize("scene", [releases.permit, releases.resume])
def test_past_its_end_nothing_is_permitted(cast, scene, ago, code):
    verb, data, by = scene(cast)
    ends(Ticket.objects.get(), ago=ago)
    assert ("G3", code) in held(lambda: cast.do(verb, data, by=by))


def test_what_has_expired_is_not_extended_it_is_ended(cast):
    ticket = permitted(cast)
    asked = ask(cast, ticket, 6)
    ends(ticket, ago=1)
    ticket.refresh_from_db()
    with pytest.raises(Refused, match="ticket-expired"):
        ask(cast, ticket, 8)
    assert ("G3", "ticket-expired") in held(lambda: extend(cast, asked))
    endings.unearth(cast, ticket.isolation.earths.get())
    endings.end(cast, ticket, heads=1, earths=1)


def test_an_older_ticket_is_given_its_first_end(cast):
    ticket = permitted(cast)
    ends(ticket)
    until = clock.now() + timedelta(hours=5)
    extend(cast, ask(cast, ticket, 0, until=until))
    ticket.refresh_from_db()
    assert ticket.valid_until == until
    ask(cast, ticket, 2)  # that was no extension


def test_past_its_end_whoever_is_in_comes_out_and_every_stop_passes(cast):
    verb, data, by = releases.work_isolated(cast)
    begun = cast.do(verb, data, by=by)
    ticket = Ticket.objects.get()
    ends(ticket, ago=1)
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", pause, by="xu")
    cast.do("work.end_stint", {"stint": str(begun.facts["stint"])}, by="zhou")
    cast.do("safety.revoke_ticket", {"ticket": str(ticket.pk), "why": "-"}, by="xu")
