"""An order under another country's rule pack: from request to live, through the API.

Playbook A over HTTP, by the people who have to do it; what that country's forms and
limits refuse on the way is asserted. The pack is pinned as its administrator does it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from greenlane.board.tests.looking import text
from greenlane.core import guard, packs
from greenlane.core.command import commands
from greenlane.drills.wire import Hand, Refusal
from greenlane.network.models import Device
from greenlane.places.queries import states_now
from greenlane.safety.models import Ticket
from greenlane.work.models import Order
from tests import endings, stages, supply_stages
from tests.cast import PIN, Cast
from tests.client_wire import ClientWire

LOAD = {"kind": "load_against_rating", "value": 46, "unit_of_measure": "%"}
COUNTRIES = {
    "us-osha-1910.269": {
        "form": "clearance_secondary",
        "high": "clearance",
        "repair": "trouble_order",
        "volts": (120.4, 108),  # one within the pack's limits, and one below them
        "trip": {"kind": "gfci_trips", "answer": "yes"},
        "papers": {"right_of_entry", "release_of_liability"},
        "words": ("Clearance, secondary (600 V or less)", "Designated employee"),
    },
    "uk-ptw": {
        "form": "permit_to_work_lv",
        "high": "permit_to_work",
        "repair": "fault_permit",
        "volts": (231, 210),
        "trip": {"kind": "rcd_trip_1x", "value": 180, "unit_of_measure": "ms"},
        "papers": {"wayleave", "installation_certificate"},
        "words": ("Permit to Work (low voltage)", "Senior Authorised Person"),
    },
}


class Phones:
    """The cast, each on a phone: the same deeds, asked over HTTP."""

    def __init__(self, cast: Cast) -> None:
        self._cast, self._hands = cast, dict[str, Hand]()
        proved = {each.name for each in commands().values() if each.kind.proof}
        self._releases = proved

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cast, name)

    def hand(self, by: str) -> Hand:
        if by not in self._hands:
            self._hands[by] = Hand(by, "pass-" + by, PIN, ClientWire())
            self._hands[by].releases = self._releases
        return self._hands[by]

    def do(self, verb: str, data: dict[str, Any], *, by: str) -> Any:
        return SimpleNamespace(facts=self.hand(by).do(verb, **data))


def plain(stage: Callable[..., Any]) -> Callable[..., Any]:
    """A stage as it is played, not as its rows are written again."""
    return stage.__wrapped__  # type: ignore[attr-defined]


def refused(deed: Callable[[], Any]) -> tuple[str, set[str]]:
    with pytest.raises(Refusal) as no:
        deed()
    return no.value.code, set(no.value.missing)


@pytest.fixture(params=COUNTRIES)
def country(request: Any, cast: Cast) -> tuple[Phones, dict[str, Any]]:
    phones = Phones(cast)
    phones.do("core.pin_pack", {"pack": request.param}, by="root")
    return phones, {"pack": request.param, **COUNTRIES[request.param]}


def requested(phones: Phones) -> Order:
    done = supply_stages.request(phones, playbook="a-lv-existing-transformer")
    return Order.objects.get(pk=done.facts["order"])


def surveyed(phones: Phones) -> Order:
    of = requested(phones)
    supply_stages.verdict(phones, supply_stages.survey(phones, of))
    return of


def issued(phones: Phones, of: Order, **form: Any) -> Ticket:
    told = {"order": str(of.pk), "scope": "-", "areas": "src"}
    told |= {"customer_owned": "no", **form}
    told.setdefault("leader", phones.id("liu"))
    done = phones.do("safety.issue_ticket", told, by="sun")
    return Ticket.objects.get(pk=done.facts["ticket"])


def section(phones: Phones, of: Order) -> Any:
    at = {"source": str(phones.source.pk), "name": "Way 3", "area": "src"}
    data = {"order": str(of.pk), **at}
    made = phones.do("safety.add_isolation", data, by="chen")
    return of.isolations.get(pk=made.facts["isolation"])


def opened(phones: Phones, of: Order, where: Any) -> None:
    infeed = of.site.infeeds.get()
    plain(stages.told)(phones, of)
    stages.ordered(phones, of, infeed)
    stages.isolate(phones, where, infeed)
    phones.do("safety.prove_dead", stages.proof(where), by="he")
    stages.earth(phones, where)


def test_it_goes_from_request_to_live(country):
    phones, of_country = country
    of = surveyed(phones)
    assert of.pack.name == of_country["pack"]
    assert of_country["papers"] <= set(of.papers.values_list("kind", flat=True))
    where = section(phones, of)
    here = {"isolation": str(where.pk)}
    for form, code in (
        ("lv", "ticket-kind-unknown"),  # another country's form
        (of_country["repair"], "repair-form-for-new-work"),
    ):
        ask = {"kind": form, **here}
        assert refused(lambda ask=ask: issued(phones, of, **ask))[0] == code
    empty = {"kind": of_country["high"], "no_infeeds": "yes"}
    assert refused(lambda: issued(phones, of, **empty))[0] == "form-needs-section"
    ticket = issued(phones, of, kind=of_country["form"], **here)
    plain(stages.received)(phones, ticket)
    code, why = refused(lambda: stages.permit(phones, ticket))
    assert code == "gate-held"
    assert {"infeed-not-isolated", "evidence-missing", "no-earth-on"} <= why
    opened(phones, of, where)
    assert refused(lambda: stages.permit(phones, ticket))[1] == {"leader-unsigned"}
    stages.sign(phones, ticket, "leader", by="liu")
    stages.permit(phones, ticket)
    on_paper(phones, ticket, of_country)
    endings.unearth(phones, where.earths.get())
    endings.end(phones, ticket, heads=1, earths=1)
    endings.unlock(phones, where.points.get())
    lit(phones, of, of_country)


def test_what_is_high_there_goes_by_a_switching_order(country):
    """Its packs say so, unconfirmed; the way in hangs on ten thousand volts here."""
    phones, _of_country = country
    of = surveyed(phones)
    where = section(phones, of)
    with guard.lifted():
        Device.objects.filter(pk=phones.source.pk).update(volts=10000)
    plain(stages.told)(phones, of)
    stages.ordered(phones, of, of.site.infeeds.get())
    opening = partial(stages.isolate, phones, where, of.site.infeeds.get())
    assert refused(opening)[1] == {"no-switching-order"}


def on_paper(phones: Phones, ticket: Ticket, of_country: dict[str, Any]) -> None:
    """In that country's words, in both languages, with what nobody has confirmed."""
    path = f"/orders/{ticket.order.number}/tickets/{ticket.pk}/print"
    english = text(phones, path, by="liu", language="en")
    for said in (*of_country["words"], "not confirmed: ask your utility"):
        assert said in english
    chinese = text(phones, path, by="liu", language="zh-hans")
    assert "未确认：请问本单位" in chinese
    assert of_country["pack"] in chinese


def lit(phones: Phones, of: Order, of_country: dict[str, Any]) -> None:
    steps = supply_stages.lay_out(phones, of)
    supply_stages.ordered(phones, steps[0])
    stages.sign(phones, steps[0], "guard", by="gao")
    why = refused(lambda: supply_stages.try_to_close(phones, steps[0]))[1]
    assert "evidence-missing" in why
    plain(supply_stages.proved)(phones, of)
    supply_stages.try_to_close(phones, steps[0])
    supply_stages.read(phones, steps[0])
    plain(supply_stages.closed)(phones, steps[1:])
    good, low = of_country["volts"]
    assert not checked(phones, of, low, of_country["trip"])["passed"]
    assert checked(phones, of, good, of_country["trip"])["passed"]
    supply_stages.sheet(phones, of)
    supply_stages.hand_over(phones, of)
    for block in (phones.block1, phones.block2):
        assert states_now([block])[block.pk] == supply_stages.FED


def checked(phones: Phones, of: Order, volts: float, trip: Any) -> dict[str, Any]:
    figure = {"kind": "voltage_phase", "phase": "L1", "value": volts}
    data = {
        "area": "lv", "authority": phones.id("gao"), "instrument": "M-3",
        "readings": [{**figure, "unit_of_measure": "V"}, trip, LOAD],
    }  # fmt: skip
    done = phones.do(
        "safety.record_live_check", {"order": str(of.pk), **data}, by="qian"
    )
    key = done.facts["evidence"]
    signing = {"kind": "evidence", "id": key, "role": "authority"}
    phones.do("safety.sign", signing, by="gao")
    read = phones.hand("qian").read(f"/api/v1/orders/{of.number}/evidence")["evidence"]
    return next(each for each in read if each["id"] == str(key))


def test_its_forms_are_proposed_in_its_own_words(country):
    phones, of_country = country
    of = surveyed(phones)
    read = phones.hand("sun").read(f"/api/v1/orders/{of.number}/ticket-forms")["forms"]
    assert read[0]["kind"] == of_country["form"]
    assert read[0]["proposed_for"]
    assert of_country["repair"] not in {each["kind"] for each in read}


def test_a_code_means_one_thing_in_every_pack():
    """Sentences name a form, a paper and a reading by its code alone."""
    said: dict[str, str] = {}
    for name in packs.names():
        pack = packs.find(name)
        for prefix in ("tickets", "papers", "readings"):
            for code in pack.under(prefix):
                for word in ("title_zh", "title_en"):
                    key = f"{prefix}.{code}.{word}"
                    if key in pack.values:
                        words = str(pack.value(key).value)
                        assert said.setdefault(key, words) == words
