"""A playbook is read and refused at birth when its own gates could not be passed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenlane.work.playbook.model import (
    BESIDE,
    MISSION,
    MISSIONS,
    STAGES,
    Playbook,
    Step,
)
from greenlane.work.playbook.order import cycle
from greenlane.work.playbook.rules import broken_rules

_HEAD = {
    "schema", "name", "version", "title_en", "title_zh", "mission", "draft",
    "verified", "source", "step", "note",
}  # fmt: skip
_LISTS = ("after", "gives", "acts", "areas", "beside")
_FLAGS = ("exclusive", "live", "no_infeeds", "paper")
_TEXTS = ("title_en", "title_zh", "stage", "skill", "on", "authority", "note")
_ROW = {"key", "class", "heads", "minutes", *_LISTS, *_FLAGS, *_TEXTS}


@dataclass(frozen=True)
class Problem:
    """What is wrong, and in which line."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BadPlaybook(ValueError):
    """The playbook is refused; `problems` holds every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def load(
    source: Path | str,
    *,
    guards: Mapping[str, frozenset[str]],
    skills: frozenset[str],
    name: str = "",
) -> Playbook:
    """Read a file (Path) or its text (str).

    `guards` maps an act to the gates that guard it; `skills` are the known ones.
    Raises BadPlaybook with file, line and reason of everything that is wrong.
    """
    text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
    file = source.name if isinstance(source, Path) else name or "playbook"
    reading = _Reading(file, text)
    playbook = reading.playbook()
    known = {"acts": frozenset(guards), "skills": skills}
    known["gates"] = frozenset().union(*guards.values()) | {"G3", "G4", "G12", "G17"}
    reading.check(playbook, guards, known)
    if reading.problems:
        raise BadPlaybook(reading.problems)
    return playbook


class _Reading:
    """One file being read: its lines and what was found wrong so far."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.problems: list[Problem] = []
        self.lines = {
            found[1]: number
            for number, line in enumerate(text.splitlines(), 1)
            if (found := re.match(r'key\s*=\s*"([^"]*)"', line.strip()))
        }

    def wrong(self, key: str, reason: str) -> None:
        where = self.lines.get(key, 1)
        self.problems.append(
            Problem(self.file, where, f"{key}: {reason}" if key else reason)
        )

    def playbook(self) -> Playbook:
        data = self._parsed()
        for word in sorted(set(data) - _HEAD):
            self.wrong("", f"unknown key {word!r}")
        rows = data.get("step") or []
        if not rows:
            self.wrong("", "there is no step")
        for word in ("name", "version", "title_en", "title_zh", "source"):
            if not isinstance(data.get(word), str) or not data[word]:
                self.wrong("", f"{word} is missing")
        if data.get("mission", MISSION) not in MISSIONS:
            self.wrong("", f"unknown mission {data['mission']!r}")
        steps = tuple(step for row in rows if (step := self._step(row)) is not None)
        if self.problems:
            raise BadPlaybook(self.problems)
        return Playbook(
            name=data["name"], version=data["version"], title_en=data["title_en"],
            mission=data.get("mission", MISSION),
            title_zh=data["title_zh"], draft=bool(data.get("draft", False)),
            verified=bool(data.get("verified", False)), source=data["source"],
            steps=steps,
        )  # fmt: skip

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else len(self.text.splitlines()) or 1
            raise BadPlaybook([Problem(self.file, line, str(error))]) from None

    def _step(self, row: dict[str, Any]) -> Step | None:
        key = str(row.get("key", ""))
        before = len(self.problems)
        for reason in _faults(row):
            self.wrong(key, reason)
        if len(self.problems) > before:
            return None
        low, likely, high = row["minutes"]
        rest: dict[str, Any] = {
            **{word: row.get(word, "") for word in _TEXTS},
            **{word: tuple(row.get(word, ())) for word in _LISTS},
            **{word: row.get(word, False) for word in _FLAGS},
        }
        return Step(
            key=key, heads=row["heads"], low=low, likely=likely, high=high,
            gate_class=row.get("class", ""), **rest,
        )  # fmt: skip

    def check(
        self,
        playbook: Playbook,
        guards: Mapping[str, frozenset[str]],
        known: Mapping[str, frozenset[str]],
    ) -> None:
        steps = playbook.steps
        for key, reason in _names(steps, known):
            self.wrong(key, reason)
        if circle := cycle(steps):
            self.wrong(circle[0], "steps wait for each other: " + " > ".join(circle))
        # A draft may be shown; it is held to the rules once a unit has filled it.
        if not self.problems and playbook.usable:
            for key, reason in broken_rules(steps, guards):
                self.wrong(key, reason)


def _faults(row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one row by itself."""
    yield from _bad_texts(row)
    yield from _bad_words(row)
    yield from _bad_lists(row)
    yield from _bad_minutes(row.get("minutes"))


def _bad_texts(row: dict[str, Any]) -> Iterator[str]:
    if not isinstance(row.get("key"), str) or not row["key"]:
        yield "a step has no key"
    for word in sorted(set(row) - _ROW):
        yield f"unknown key {word!r}"
    for word in ("title_en", "title_zh", "stage", "skill"):
        if not isinstance(row.get(word), str) or not row[word]:
            yield f"{word} is missing"


def _bad_words(row: dict[str, Any]) -> Iterator[str]:
    """Words out of a short list, and the number of people."""
    if row.get("stage") not in STAGES:
        yield f"unknown stage {row.get('stage')!r}"
    if row.get("class", "") not in {"", "S", "C", "R"}:
        yield f"unknown class {row.get('class')!r}"
    if row.get("on", "") not in {"", "isolated"}:
        yield f"unknown state to work on {row.get('on')!r}"
    if type(row.get("heads")) is not int or row["heads"] < 0:
        yield "heads is not a number from 0"


def _bad_lists(row: dict[str, Any]) -> Iterator[str]:
    for word in _LISTS:
        items = row.get(word, [])
        if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
            yield f"{word} is not a list of codes"
        elif word == "beside" and (odd := sorted(set(items) - BESIDE)):
            yield f"unknown form beside the ticket {odd[0]!r}"
    for word in _FLAGS:
        if not isinstance(row.get(word, False), bool):
            yield f"{word} is neither true nor false"


def _bad_minutes(minutes: Any) -> Iterator[str]:
    three = isinstance(minutes, list) and len(minutes) == 3
    if not three or not all(type(each) is int for each in minutes):
        yield "minutes are three whole numbers: low, likely, high"
    elif min(minutes) < 0:
        yield "a duration is negative"
    elif sorted(minutes) != minutes:
        yield "durations are reversed: low, likely, high"


def _names(
    steps: Sequence[Step], known: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """Names that nobody knows, and names given twice."""
    seen: set[str] = set()
    keys = {step.key for step in steps}
    for step in steps:
        if step.key in seen:
            yield step.key, "the key is used twice"
        seen.add(step.key)
        if step.skill not in known["skills"]:
            yield step.key, f"unknown skill {step.skill!r}"
        for act in sorted(set(step.acts) - known["acts"]):
            yield step.key, f"unknown act {act!r}"
        for gate in sorted(set(step.gives) - known["gates"]):
            yield step.key, f"unknown gate {gate!r}"
        for other in step.after:
            if other == step.key:
                yield step.key, "it waits for itself"
            elif other not in keys:
                yield step.key, f"unknown predecessor {other!r}"
        if step.authority and step.authority not in keys:
            yield step.key, f"its authority stands in no row: {step.authority!r}"
