"""The founding case plays itself over HTTP, on the unit's own clock, in a minute."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from greenlane.drills.agenda import play
from greenlane.drills.biyang.script import SCRIPT
from greenlane.drills.places import FIRST, TRANSFORMER
from greenlane.drills.playing import NotRefused, Play
from greenlane.drills.roster import everybody
from greenlane.drills.telling import ZONE, Outcome, told_lines
from greenlane.drills.wire import Dial, Hand, HttpWire, Refusal, releases_of

# On site and at work under the ticket: whoever is to be in a field stint signs.
FIELD_SKILLS = frozenset(
    {"cable", "joint", "install", "meter", "test", "inspect", "switch", "permit"}
)
Say = Callable[[str], None]


class NotAtRequest(Exception):
    """The order of the case is not there, or somebody has begun it already."""


def main(url: str) -> int:
    """Play it at this address and tell it; 0 where it went through."""
    try:
        outcome = play_case(lambda: HttpWire(url), say=_print)
    except (NotAtRequest, NotRefused) as why:
        _print(str(why))
    except Refusal as no:
        _print(_("Broken off: %(why)s") % {"why": no.why})
    except OSError as error:
        about = {"url": url, "why": error}
        _print(_("Nobody answers at %(url)s: %(why)s") % about)
    else:
        for line in told_lines(outcome):
            _print(line)
        return 0
    return 1


def _print(line: str) -> None:
    print(line, flush=True)


def play_case(dial: Dial, *, say: Say) -> Outcome:
    """Play the order of the demo county to its end. Raises NotAtRequest."""
    stage = _stage(dial, say)
    say(_("Order %(number)s, requested %(at)s") % _when(stage))
    finished = play(stage, SCRIPT)
    ledgers = stage.clock.read(f"/api/v1/orders/{stage.number}/ledger")["points"]
    stage.leave()
    return Outcome(
        stage.number,
        stage.notes["requested"],
        finished,
        stage.reached,
        stage.refusals,
        ledgers,
        len(stage.hands),
    )


def _when(stage: Play) -> dict[str, str]:
    return {"number": stage.number, "at": f"{stage.now:%Y-%m-%d %H:%M}"}


def _stage(dial: Dial, say: Say) -> Play:
    _status, described = dial().send("GET", "/api/v1/openapi.json")
    proved = releases_of(described)
    phones = {
        m.username: Hand(m.username, m.password, m.pin, dial(), releases=proved)
        for m in everybody()
    }
    clock = phones["root"]
    read = clock.read("/api/v1/people")["people"]
    people = in_order(p for p in read if p["username"] in phones)
    field_people = [p for p in people if p["pool"] == "field"]
    order = _order(clock)
    requested = datetime.fromisoformat(order["requested_at"]).astimezone(ZONE)
    stage = Play(
        people=phones,
        ids={p["username"]: p["id"] for p in people},
        skills={p["username"]: frozenset(p["skills"]) for p in field_people},
        clock=clock,
        now=requested,
        number=order["number"],
        order=order["id"],
        told=say,
    )
    stage.notes = _notes(stage, order, requested)
    return stage


def in_order(people: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """As the roster lists them: who is asked first does not hang on their keys."""
    place = {member.username: number for number, member in enumerate(everybody())}
    return sorted(people, key=lambda each: place[each["username"]])


def _order(clock: Hand) -> dict[str, Any]:
    rows = clock.read("/api/v1/orders?ended=all&limit=200")["orders"]
    listed = {row["number"] for row in rows}
    if FIRST not in listed:
        raise NotAtRequest(_("There is no order here. Start an empty demo."))
    first = FIRST
    order: dict[str, Any] = clock.read(f"/api/v1/orders/{first}")
    tasks = clock.read(f"/api/v1/orders/{first}/tasks")["tasks"]
    if any(task["finished_at"] or task["at_work"] for task in tasks):
        raise NotAtRequest(
            _("Order %(number)s has begun already. Start an empty demo.")
            % {"number": first}
        )
    return order


def _notes(stage: Play, order: dict[str, Any], requested: datetime) -> dict[str, Any]:
    devices = stage.clock.read("/api/v1/devices")["devices"]
    source = next(d["id"] for d in devices if d["number"] == TRANSFORMER)
    briefed = [n for n, skills in stage.skills.items() if skills & FIELD_SKILLS]
    leaders = [n for n, skills in stage.skills.items() if "leader" in skills]
    return {
        "requested": requested,
        "points": [point["id"] for point in order["points"]],
        "source": source,
        "plate": TRANSFORMER,
        "leader": "liu",
        "kit": "21",
        "crew": list(dict.fromkeys([*leaders, *briefed])),
    }
