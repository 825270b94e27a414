"""The cast with a phone each: a story over HTTP, on the unit's own clock.

The clock runs as on the wall and is moved on by hand: what comes later is later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from greenlane.core import clock, guard
from greenlane.core.door import unit_scene
from greenlane.core.models import Unit
from greenlane.drills.wire import Hand, Refusal, releases_of
from tests.cast import PIN, Cast
from tests.client_wire import ClientWire

PHASES = ("L1", "L2", "L3")


@dataclass
class Phones:
    """One order of the cast's site, played by hand. `minutes` moves the clock on."""

    cast: Cast
    hands: dict[str, Hand] = field(default_factory=dict)
    order: str = ""
    number: str = ""
    _releases: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, cast: Cast) -> Phones:
        """The unit gets a clock of its own."""
        with guard.lifted():
            Unit.objects.filter(pk=cast.unit.pk).update(is_drill=True)
        story = cls(cast)
        story._releases = releases_of(story.hand("root").read("/api/v1/openapi.json"))
        story.minutes(60)
        return story

    def hand(self, who: str) -> Hand:
        if who not in self.hands:
            self.hands[who] = Hand(who, f"pass-{who}", PIN, ClientWire())
        self.hands[who].releases = self._releases
        return self.hands[who]

    def minutes(self, many: int) -> None:
        with clock.of(unit_scene(self.cast.unit.pk)):
            later = clock.now() + timedelta(minutes=many)
        self.do("root", "core.set_clock", start=later.isoformat(), speed=1)

    def id(self, who: str) -> str:
        return self.cast.id(who)

    def do(self, who: str, verb: str, /, **data: Any) -> dict[str, Any]:
        return self.hand(who).do(verb, **data)

    def about(self, who: str, verb: str, /, **data: Any) -> dict[str, Any]:
        """The same, on the order that is being played."""
        return self.do(who, verb, order=self.order, **data)

    def sign(self, who: str, kind: str, key: str, role: str) -> None:
        self.do(who, "safety.sign", kind=kind, id=key, role=role)

    def no(self, who: str, verb: str, /, **data: Any) -> Refusal:
        """It must be refused. What for, is on the answer."""
        try:
            self.do(who, verb, **data)
        except Refusal as no:
            return no
        raise AssertionError(f"this was let pass: {verb}")

    def held(self, who: str, verb: str, /, **data: Any) -> set[tuple[str, str]]:
        """It must be held by gates: which, and for what."""
        no = self.no(who, verb, **data)
        assert no.code == "gate-held", no
        return {(each["gate"], each["what"]) for each in no.problem["missing"]}

    def code(self, who: str, verb: str, /, **data: Any) -> str:
        return self.no(who, verb, **data).code

    def read(self, what: str) -> Any:
        return self.hand("root").read(f"/api/v1/orders/{self.number}/{what}")[what]

    # what people do in every story

    def requested(self, playbook: str, **other: Any) -> None:
        facts = {
            "site": str(self.cast.site.pk), "authority": "县指挥部",
            "requested_by": "刘", "requester_phone": "0396-1", "may_go_dark": "yes",
            "playbook": playbook, **other,
        }  # fmt: skip
        done = self.do("wang", "connections.request", **facts)
        self.order, self.number = done["order"], done["number"]

    def surveyed(self, ways: list[dict[str, str]], **other: Any) -> None:
        facts = {
            "source": str(self.cast.source.pk), "route_m": 40, "buried_services": "no",
            "live_parts": "-", "alternatives": "-", "method": "generator",
            "infeeds": ways, "loads": [{"name": "-", "kw": 60, "basis": "declared"}],
            **other,
        }  # fmt: skip
        key = self.about("chen", "connections.record_survey", **facts)["survey"]
        self.sign("chen", "survey", key, "survey_leader")
        self.do(
            "chen", "connections.give_verdict", survey=key, verdict="ok", why="208 kVA"
        )

    def told(self, **other: Any) -> dict[str, Any]:
        row = {"who": "3号楼", "told": "yes", "life_support": "no"}
        people = [{**row, "own_generator": "no", **other}]
        return self.about("wang", "safety.tell_people", people=people)

    def briefed(self, *names: str) -> None:
        heads = [{"person": self.id(name)} for name in names]
        done = self.about("liu", "safety.brief", hazards="盘内带电", heads=heads)
        for name in names:
            self.sign(name, "evidence", done["evidence"], "head")

    def ordered(self, act: str, target: str, *, guard: str = "gao") -> str:
        """Zhao orders it, He reads it back, the guard signs for the very act."""
        words = "照令执行"
        given = self.about(
            "zhao", "safety.give_instruction", act=act, target=target, text=words
        )["instruction"]
        self.do("he", "safety.read_back", instruction=given, text=words)
        if act == "isolate":
            self.sign(guard, "instruction", given, "guard")
        else:
            self.sign(guard, "energisestep", target, "guard")
        return str(given)

    def way(self, section: str, kind: str, name: str, number: str) -> str:
        """A way in for volts that belongs to one section."""
        facts = {"site": str(self.cast.site.pk), "kind": kind, "isolation": section}
        done = self.do("he", "safety.record_infeed", name=name, number=number, **facts)
        return str(done["infeed"])

    def point(self, section: str, infeed: str, lock: str) -> dict[str, Any]:
        """What it takes to open, lock and tag this way."""
        return {
            "isolation": section, "infeed": infeed, "lock_number": lock,
            "device": str(self.cast.source.pk), "visible_break": "yes",
            "tag_number": lock.replace("L", "T"), "guarded_by": self.id("gao"),
        }  # fmt: skip

    def dead(self, section: str, **other: Any) -> dict[str, Any]:
        rows = [{"phase": p, "volts": "0.2", "lit": "no"} for p in PHASES]
        facts = {
            "phases": "three", "place": "盘内端子", "tester": "VT-2",
            "proved_before": "yes", "proved_after": "yes", "readings": rows, **other,
        }  # fmt: skip
        return self.do("he", "safety.prove_dead", isolation=section, **facts)

    def earthed(self, section: str, number: str) -> str:
        facts = {"number": number, "place": "盘内", "placed_with": self.id("gao")}
        done = self.do("he", "safety.place_earth", isolation=section, **facts)
        self.sign("gao", "earthset", done["earth"], "guard")
        return str(done["earth"])

    def unlocking(self, lock: str) -> dict[str, str]:
        return {"point": lock, "guarded_by": self.id("gao")}

    def unlocked(self, lock: str) -> None:
        self.sign("gao", "point", lock, "unlock_guard")
        self.do("he", "safety.unlock_point", **self.unlocking(lock))

    def proved(self, area: str) -> None:
        """Tested dead and accepted: nobody works there from now on."""
        figure = {"kind": "insulation_lv", "value": 120, "unit_of_measure": "MΩ"}
        rows = [
            figure,
            *({"kind": k, "answer": "yes"} for k in ("polarity", "continuity")),
        ]
        fence = {"fenced": "yes", "everybody_out": "yes", "watcher": "高峰"}
        self.about("qian", "safety.close_area", area=area, **fence)
        facts = {"area": area, "instrument": "Y-7", "readings": rows}
        self.about("qian", "safety.record_test", **facts)
        checks = [{"what": "接线", "ok": "yes"}]
        self.about("wu", "safety.accept_works", area=area, checks=checks)

    def user_side(self, area: str, **other: Any) -> None:
        facts = {
            "area": area, "electrician": self.id("tang"), "warned": "yes",
            "points": [{"what": "总开关", "open": "yes", **other}],
        }  # fmt: skip
        done = self.about("wu", "safety.prove_user_side_open", **facts)
        self.sign("tang", "evidence", done["evidence"], "site_electrician")

    def interlock(self, area: str, **other: str) -> dict[str, Any]:
        facts = {"interlock_proved": "yes", "break_before_make": "yes", **other}
        return self.about("he", "safety.prove_interlock", area=area, **facts)

    def turns(self, area: str, old: str, new: str, how: str = "clockwise") -> None:
        self.about(
            "he", "safety.compare_rotation", area=area, old_source=old,
            old_rotation="clockwise", new_source=new, new_rotation=how,
            instrument="P-4",
        )  # fmt: skip

    def laid_out(self, *rows: dict[str, str]) -> list[str]:
        done = self.about("he", "connections.plan_steps", steps=list(rows))
        return [str(key) for key in done["steps"]]

    def closing(self, step: str, **other: str) -> dict[str, str]:
        return {"step": step, "guard": self.id("gao"), **other}

    def seen(self, step: str, **other: Any) -> dict[str, Any]:
        """What is read of a step that went well."""
        figures = {"volts": "231/230/232", "rotation": "right", "normal": "yes"}
        return {"step": step, **figures, **other}

    def closed(self, act: str, step: str, **reading: Any) -> None:
        """Ordered, guarded, closed and read."""
        self.ordered(act, step)
        self.do("he", "connections.energise_step", **self.closing(step))
        self.do("he", "connections.read_step", **self.seen(step, **reading))

    def live_check(self, area: str, authority: str) -> dict[str, Any]:
        rows = [
            {"kind": "voltage_three_phase", "value": 0.5, "unit_of_measure": "%"},
            {"kind": "rcd_trip_1x", "value": 180, "unit_of_measure": "ms"},
            {"kind": "load_against_rating", "value": 46, "unit_of_measure": "%"},
        ]
        return {
            "order": self.order, "area": area, "authority": self.id(authority),
            "instrument": "M-3", "readings": rows,
        }  # fmt: skip

    def checked(self, area: str) -> None:
        """Read live, and signed by the guard who was there."""
        done = self.do(
            "qian", "safety.record_live_check", **self.live_check(area, "gao")
        )
        self.sign("gao", "evidence", done["evidence"], "authority")

    def sheet(self) -> dict[str, str]:
        """The handover sheet, signed; what it takes to hand over."""
        words = {"load_cap_kw": 120, "do_not": "不得自行启动发电车"}
        key = self.about("wu", "connections.prepare_handover", **words)["connection"]
        self.sign("tang", "connection", key, "receiver")
        people = {"receiver": self.id("tang"), "watcher": self.id("gao")}
        return {"order": self.order, **people}
