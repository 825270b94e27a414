"""An order that is this far: surveyed, isolated, earthed, ticket issued, permitted.

Rows of the request and the survey are put there; everything of safety goes through the
door, as on site. `cast.do` adds each person's own proof.
"""

from __future__ import annotations

from typing import Any

from greenlane.connections.models import Survey, SurveyInfeed
from greenlane.core import clock, guard
from greenlane.core.models import Unit
from greenlane.network.models import Device
from greenlane.places.models import Site
from greenlane.safety.models import (
    EarthSet,
    Infeed,
    Instruction,
    Isolation,
    Point,
    Signature,
    Ticket,
)
from greenlane.safety.signing import digest_of
from greenlane.work.models import Order, Task
from tests.cast import Cast
from tests.replay import replayed


@replayed
def order(
    cast: Cast,
    number: str = "BY-1",
    *,
    site: Site | None = None,
    unit: Unit | None = None,
    mission: str = "connections",
) -> Order:
    """An open order with its tasks at the source end, and nothing else."""
    unit = unit or cast.unit
    with guard.lifted():
        made = Order.objects.create(
            unit=unit, number=number, mission=mission, site=site or cast.site,
            requested_at=clock.now(), pack=unit.pack,
        )  # fmt: skip
        for place, (key, areas, on, live) in enumerate(TASKS, 1):
            Task.objects.create(
                unit=unit, order=made, key=key, place=place, title_zh=key, title_en=key,
                stage="build", skill="joint", heads=2, low=5, likely=10, high=20,
                areas=areas, on=on, live=live,
            )  # fmt: skip
    return made


TASKS = (
    ("T1", "lv", "", False),
    ("T2", "src", "isolated", False),
    ("T3", "tee", "", True),
)


@replayed
def surveyed(cast: Cast, of: Order, *, leader: str = "chen") -> Survey:
    """The survey stands, signed, with every infeed of the site and a verdict of yes."""
    person = cast.people[leader]
    with guard.lifted():
        survey = Survey.objects.create(
            unit=of.unit, order=of, version=1 + of.surveys.count(), leader=person,
            source=cast.source, route_m=120, buried_services="no", live_parts="-",
            alternatives="-", method="outage", at=clock.now(), recorded_at=clock.now(),
            verdict="yes", verdict_by=person, verdict_at=clock.now(),
        )  # fmt: skip
        for infeed in Infeed.objects.filter(site=of.site, gone_at__isnull=True):
            SurveyInfeed.objects.create(unit=of.unit, survey=survey, infeed=infeed)
        Signature.objects.create(
            unit=of.unit, document="survey", document_id=survey.pk, person=person,
            digest=digest_of(survey), role="survey_leader", proof="pin", at=clock.now(),
        )  # fmt: skip
    return survey


@replayed
def section(cast: Cast, of: Order, *, by: str = "chen") -> Isolation:
    """A section of the order with its one infeed, on the cast's transformer."""
    data = {
        "order": str(of.pk),
        "source": str(cast.source.pk),
        "name": "出线1",
        "area": "src",
    }
    made = cast.do("safety.add_isolation", data, by=by)
    isolation = Isolation.objects.get(pk=made.facts["isolation"])
    with guard.lifted():
        Infeed.objects.create(
            unit=of.unit, site=of.site, isolation=isolation, device=cast.source,
            kind="grid", name="公变出线", found_at=clock.now(),
        )  # fmt: skip
    return isolation


@replayed
def told(cast: Cast, of: Order) -> None:
    """Everybody affected was told and asked."""
    one = {"who": "3号楼", "told": "yes", "life_support": "no", "own_generator": "no"}
    cast.do("safety.tell_people", {"order": str(of.pk), "people": [one]}, by="wang")


def ordered(
    cast: Cast, of: Order, infeed: Infeed, *, guard_by: str | None = "gao"
) -> str:
    """The dispatcher's order to isolate: read back, and signed by the guard."""
    data = {
        "order": str(of.pk), "act": "isolate", "target": str(infeed.pk), "text": "拉开",
    }  # fmt: skip
    done = cast.do("safety.give_instruction", data, by="zhao")
    given = str(done.facts["instruction"])
    cast.do("safety.read_back", {"instruction": given, "text": "拉开"}, by="he")
    if guard_by:
        sign(cast, Instruction.objects.get(pk=given), "guard", by=guard_by)
    return given


def sign(cast: Cast, row: Any, role: str, *, by: str) -> None:
    kind = row._meta.model_name
    cast.do("safety.sign", {"kind": kind, "id": str(row.pk), "role": role}, by=by)


def isolate(cast: Cast, isolation: Isolation, infeed: Infeed, **other: Any) -> Point:
    """He opens the infeed, Gao guards; people told and the order read back before."""
    data = {
        "isolation": str(isolation.pk), "infeed": str(infeed.pk),
        "device": str(cast.source.pk), "visible_break": "yes", "lock_number": "L7",
        "tag_number": "T7", "guarded_by": cast.id("gao"), **other,
    }  # fmt: skip
    done = cast.do("safety.isolate_point", data, by="he")
    return Point.objects.get(pk=done.facts["point"])


@replayed
def isolated(cast: Cast, of: Order) -> Isolation:
    """Every infeed of the order's section is open, locked and tagged."""
    isolation = section(cast, of)
    told(cast, of)
    for infeed in isolation.infeeds.all():
        ordered(cast, of, infeed)
        isolate(cast, isolation, infeed)
    return isolation


def proof(isolation: Isolation, **other: Any) -> dict[str, Any]:
    """What is written down when the section is dead."""
    rows = [{"phase": p, "volts": "0.4", "lit": "no"} for p in ("L1", "L2", "L3")]
    return {
        "isolation": str(isolation.pk), "phases": "three", "place": "出线1杆",
        "tester": "Y-12", "proved_before": "yes", "proved_after": "yes",
        "readings": rows, **other,
    }  # fmt: skip


@replayed
def dead(cast: Cast, of: Order) -> Isolation:
    isolation = isolated(cast, of)
    cast.do("safety.prove_dead", proof(isolation), by="he")
    return isolation


def earth(cast: Cast, isolation: Isolation, number: str = "E1") -> EarthSet:
    """An earth set that both have signed for."""
    data = {
        "isolation": str(isolation.pk), "number": number, "place": "出线1杆",
        "placed_with": cast.id("gao"),
    }  # fmt: skip
    done = cast.do("safety.place_earth", data, by="he")
    placed = EarthSet.objects.get(pk=done.facts["earth"])
    sign(cast, placed, "guard", by="gao")
    return placed


@replayed
def earthed(cast: Cast, of: Order) -> Isolation:
    isolation = dead(cast, of)
    earth(cast, isolation)
    return isolation


def issue(cast: Cast, of: Order, isolation: Isolation | None, **other: Any) -> Ticket:
    """Sun issues a low-voltage ticket to Liu; the survey stands."""
    surveyed(cast, of)
    data = {
        "order": str(of.pk), "kind": "lv", "scope": "源端接入", "areas": "src",
        "leader": cast.id("liu"), "customer_owned": "no", **other,
    }  # fmt: skip
    if isolation:
        data["isolation"] = str(isolation.pk)
    done = cast.do("safety.issue_ticket", data, by="sun")
    return Ticket.objects.get(pk=done.facts["ticket"])


@replayed
def received(cast: Cast, ticket: Ticket, *, leader: str = "liu") -> Ticket:
    """The leader has taken the ticket and signed it as it stands."""
    cast.do("safety.receive_ticket", {"ticket": str(ticket.pk)}, by=leader)
    sign(cast, ticket, "leader", by=leader)
    ticket.refresh_from_db()
    return ticket


def permit(cast: Cast, ticket: Ticket, *, by: str = "li") -> Ticket:
    cast.do("safety.permit", {"ticket": str(ticket.pk), "channel": "site"}, by=by)
    ticket.refresh_from_db()
    return ticket


@replayed
def ready(cast: Cast, of: Order) -> Ticket:
    """Isolated, dead, earthed; ticket issued, received and signed."""
    return received(cast, issue(cast, of, earthed(cast, of)))


@replayed
def permitted(cast: Cast, of: Order) -> Ticket:
    return permit(cast, ready(cast, of))


@replayed
def shared_pole(cast: Cast, *, unit: Unit | None = None) -> Order:
    """A second order at another site, of any unit, fed from the same pole."""
    unit = unit or cast.unit
    with guard.lifted():
        site = Site.objects.create(unit=unit, code=f"S{unit.pk}", name_zh="体育馆")
        made = order(cast, f"{unit.code}-2", site=site, unit=unit)
        Isolation.objects.create(
            unit=unit, order=made, site=site, name="出线2",
            source=Device.objects.get(pk=cast.source.pk),
        )  # fmt: skip
    return made
