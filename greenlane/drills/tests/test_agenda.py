"""Who leads another crew by now stays with it, and somebody else is taken."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from greenlane.drills.agenda import play
from greenlane.drills.playing import Play, Script
from greenlane.drills.wire import Hand, Refusal

START = datetime(2022, 3, 29, tzinfo=UTC)
TASK = {
    "id": "t", "key": "A17", "title_en": "Lead", "title_zh": "带队", "after": [],
    "skill": "leader", "heads": 2, "desk": False, "minutes": [5, 5, 5],
    "dropped_at": None,
}  # fmt: skip
SCRIPT = Script({"A17": ("liu",)}, {}, {}, {}, {})


class House:
    """Every hand of it; `away` lead a crew elsewhere."""

    def __init__(self, *away: str) -> None:
        self.away, self.begun = away, []

    def hand(self, name: str) -> Hand:
        found = Hand(name, "", "", self)  # type: ignore[arg-type]
        found._csrf = "t"
        return found

    def send(self, method: str, path: str, body: Any = None, **_headers: str) -> Any:
        if method == "GET":
            return 200, {"stage": "ready", "tasks": [TASK]}
        data = body["data"]
        if body["command"] != "work.start_field_work":
            return 200, {"facts": {"start": START.isoformat()}}
        crew = ["liu", *(each["person"].removeprefix("key-") for each in data["heads"])]
        missing = [
            {"what": "leader-leaves", "facts": {"person": f"key-{name}"}}
            for name in crew
            if name in self.away
        ]
        if missing:
            return 409, {"code": "gate-held", "missing": missing}
        self.begun.append(crew)
        return 200, {"facts": {"stint": "s"}}


def played(*names: str, away: tuple[str, ...]) -> list[list[str]]:
    house = House(*away)
    people = {name: house.hand(name) for name in (*names, "root")}
    play(
        Play(
            people=people,
            ids={name: f"key-{name}" for name in names},
            skills=dict.fromkeys(names, frozenset({"leader"})),
            clock=people["root"],
            now=START,
            told=lambda line: None,
        ),
        SCRIPT,
    )
    return house.begun


def test_another_one_is_taken_for_him() -> None:
    assert played("liu", "ma", "gu", away=("ma",)) == [["liu", "gu"]]


def test_where_everybody_leads_elsewhere_it_says_so() -> None:
    with pytest.raises(Refusal, match="leader-leaves"):
        played("liu", away=("liu",))
