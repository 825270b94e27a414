"""A playbook is read and refused at birth when its own gates could not be passed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenlane.work.playbook.faults import FLAGS, LISTS, TEXTS, faults
from greenlane.work.playbook.model import AMOUNTS, MISSION, MISSIONS, Playbook, Step
from greenlane.work.playbook.order import cycle
from greenlane.work.playbook.rules import broken_rules

_HEAD = {
    "schema", "name", "version", "title_en", "title_zh", "mission", "draft",
    "verified", "source", "step", "note",
}  # fmt: skip


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
        for reason in faults(row):
            self.wrong(key, reason)
        if len(self.problems) > before:
            return None
        low, likely, high = row["minutes"]
        rest: dict[str, Any] = {
            **{word: row.get(word, "") for word in TEXTS},
            **{word: tuple(row.get(word, ())) for word in LISTS},
            **{word: row.get(word, False) for word in FLAGS},
            **{word: tuple(sorted(row.get(word, {}).items())) for word in AMOUNTS},
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
