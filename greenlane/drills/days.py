"""The days before: a dozen orders of the county, each left where it stood.

They are played like the case itself, by the same people, task by task on the county's
clock. Whoever is at work when an order is left goes home; what has a name waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from greenlane.drills.agenda import play
from greenlane.drills.biyang.script import LEADS, SCRIPT
from greenlane.drills.inside import InsideHand, InsideWire
from greenlane.drills.playing import Play, Script
from greenlane.drills.roster import crew, everybody
from greenlane.drills.sites import PLACES, Place
from greenlane.drills.story import in_order

BEGINS = datetime.fromisoformat("2022-03-26T06:00:00+08:00")
AWAY = timedelta(minutes=25)  # until the next call comes in
# Half of the hands rest: there are enough for two cables, and fewer to be briefed.
REST = frozenset(each.username for each in crew()[10:])
Then = Callable[[Play], None]


class Past(Play):
    """A play that nobody watches: nobody asks in between how far it is."""

    def look(self) -> None:
        """Nothing is noted."""


@dataclass(frozen=True)
class Day:
    """An order: its site, the last task that was finished, and what came then."""

    place: Place
    until: str = ""
    then: Then | None = None
    leader: str = "liu"
    priority: int = 3
    playbook: str = "a-lv-existing-transformer"

    @property
    def kit(self) -> str:
        """What is on its locks, tags and earths."""
        return self.place.plate[-2:]


def waits(cause: str, holder: str) -> Then:
    """The whole order waits for something, by name."""

    def then(stage: Play) -> None:
        about = {"order": stage.order, "cause": cause, "holder": holder}
        stage.hand("zhao").do("work.open_wait", **about)

    return then


def stop(stage: Play) -> None:
    words = _("A digger has touched a cable at the kerb; nobody goes on")
    stage.hand("w01").do("work.stop_work", order=stage.order, reason=words)


def cancel(stage: Play) -> None:
    words = _("The site is not used after all; the people were taken elsewhere")
    stage.hand("feng").do("work.cancel_order", order=stage.order, reason=words)


def hold(stage: Play) -> None:
    words = _("Waits for the county's decision which building is used first")
    stage.hand("feng").do("work.hold_order", order=stage.order, reason=words)


def _days() -> tuple[Day, ...]:
    """From the one that is finished to the one that has just come in."""
    at = {each.code: each for each in PLACES}
    return (
        Day(at["RMY"], "", None, "liu", 1),
        Day(at["JKY"], "A18b", None, "liu", 2),
        Day(at["FLY"], "A18", None, "liu", 1),
        Day(at["SYZ"], "A17", None, "liu", 2),
        Day(at["HZZ"], "A09", None, "ma", 2),
        Day(at["XQJ"], "A08b", None, "cai", 3),
        Day(at["SCB"], "A15", waits("weather", _("Weather office")), "shen", 2),
        Day(at["GSJ"], "A12", stop, "shen", 3),
        Day(at["DSC"], "A04", waits("material", "role:stores"), "liu", 4),
        Day(at["WZC"], "A04", hold, "liu", 4),
        Day(at["ZJX"], "A03", cancel, "liu", 4),
        Day(at["TLC"], "A01", None, "liu", 5, "b-10kv-live-tee"),
    )


def live(points: dict[str, list[str]], sites: dict[str, str]) -> datetime:
    """Play them all, one after the other; when the last was left.

    `sites` are keys by code, `points` the keys of their points.
    """
    wire = InsideWire()
    people = {
        m.username: InsideHand(m.username, m.password, m.pin, wire) for m in everybody()
    }
    now = BEGINS
    for day in _days():
        now = _play(day, people, sites[day.place.code], points[day.place.code], now)
    return now


def _play(
    day: Day, people: dict[str, InsideHand], site: str, points: list[str], now: datetime
) -> datetime:
    stage = _stage(day, people, now)
    stage.at(now)
    stage.notes |= {"points": points, "requested": now}
    stage.order, stage.number = _request(day, people["wang"], site, points)
    if day.until != "A01":
        play(stage, _script(day), until=day.until)
    if day.then:
        day.then(stage)
    return stage.now + AWAY


def _request(
    day: Day, caller: InsideHand, site: str, points: list[str]
) -> tuple[str, str]:
    """(key, number) of the order."""
    done = caller.do(
        "connections.request",
        site=site,
        points=[{"point": each} for each in points],
        authority=_("Epidemic command of Biyang county"),
        requested_by=_("Duty office"),
        requester_phone="0396 555 0100",
        purpose=day.place.name,
        load_kw=264,
        may_go_dark="yes",
        payer=_("County government"),
        playbook=day.playbook,
        priority=day.priority,
    )
    return str(done["order"]), str(done["number"])


def _script(day: Day) -> Script:
    """The same day's work, under this leader; nothing fails twice."""
    hands = tuple(name for name in LEADS["A02"] if name not in REST)
    leads = {**LEADS, "A02": hands, "A07": (day.leader,), "A17": (day.leader,)}
    return replace(SCRIPT, leads=leads, pauses={})


def _stage(day: Day, people: dict[str, InsideHand], now: datetime) -> Play:
    clock = people["root"]
    read = clock.read("/api/v1/people")["people"]
    mine = set(people) - REST
    ours = in_order(p for p in read if p["username"] in mine)
    devices = clock.read("/api/v1/devices")["devices"]
    return Past(
        people=people,
        ids={p["username"]: p["id"] for p in ours},
        skills={
            p["username"]: frozenset(p["skills"]) for p in ours if p["pool"] == "field"
        },
        clock=clock,
        now=now,
        told=_silent,
        notes={
            "source": next(d["id"] for d in devices if d["number"] == day.place.plate),
            "plate": day.place.plate,
            "leader": day.leader,
            "kit": day.kit,
            "crew": list(_present(day, ours)),
        },
    )


def _present(day: Day, people: list[dict[str, object]]) -> Iterator[str]:
    """Who is briefed: the leader, the hands, and whoever tests, switches and meters."""
    yield day.leader
    for each in people:
        name = str(each["username"])
        if each["pool"] == "field" and name != day.leader:
            yield name


def _silent(line: str) -> None:
    """These days are over; nobody is told."""
