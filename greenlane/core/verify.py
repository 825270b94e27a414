"""Walk every stream and name the first bad place; compare rows with their events.

Found inside the database: every edited, deleted or inserted event, subject, head, and
every row whose event is missing. A cut tail, a recomputed chain or a removed unit shows
only against signed checkpoints that were kept outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from greenlane.core import checkpoint, stream_rows, witnesses
from greenlane.core.journal import digest_of
from greenlane.core.merkle import Frontier
from greenlane.core.models import Event, EventSubject, Head, Unit


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was told: which unit, at which number, what."""

    unit: str
    seq: int | None
    what: str
    detail: str = ""

    def __str__(self) -> str:
        where = self.unit if self.seq is None else f"{self.unit} {self.seq}"
        return f"{where}: {self.what} {self.detail}".strip()


@dataclass
class Report:
    """What was walked, and everything that was found."""

    events: int
    units: int
    checkpoints: int
    findings: list[Finding]

    @property
    def whole(self) -> bool:
        return not self.findings


def verify(checkpoints: Path | None = None) -> Report:
    """Walk it all. With a checkpoint file, also against what was carried away."""
    marks, bad_lines = _marks(checkpoints)
    findings = list(bad_lines)
    events = 0
    units = {unit.pk: unit for unit in Unit.objects.order_by("pk")}
    for pk, code in marks.codes.items():
        if pk not in units:
            findings.append(Finding(code, None, "unit-removed"))
    for unit in units.values():
        walked = _Walk(unit, marks.of(unit.pk))
        findings.extend(walked.run())
        events += walked.size
    findings.extend(
        Finding(code, seq, what, detail)
        for code, seq, what, detail in witnesses.unsaid(units)
    )
    return Report(events, len(units), marks.count, findings)


@dataclass
class _Marks:
    """Roots by unit and size, as the checkpoints say."""

    roots: dict[int, dict[int, str]]
    codes: dict[int, str]
    count: int

    def of(self, unit: int) -> dict[int, str]:
        return dict(self.roots.get(unit, {}))


def _marks(path: Path | None) -> tuple[_Marks, list[Finding]]:
    found = _Marks({}, {}, 0)
    bad: list[Finding] = []
    if path is None:
        return found, bad
    keys = checkpoint.public_keys()
    for number, line in enumerate(checkpoint.read(path), 1):
        if not checkpoint.is_genuine(line, keys):
            bad.append(Finding("checkpoint", number, "signature-wrong"))
            continue
        unit, size = int(line["unit"]), int(line["size"])
        roots = found.roots.setdefault(unit, {})
        if roots.setdefault(size, str(line["root"])) != line["root"]:
            bad.append(Finding(str(line["code"]), size, "checkpoints-disagree"))
        found.codes[unit] = str(line["code"])
        found.count += 1
    return found, bad


class _Walk:
    """One unit's stream, from its first event to where its head was when we began.

    The house may be at work meanwhile: what is appended behind that is not looked at.
    """

    def __init__(self, unit: Unit, marks: dict[int, str]) -> None:
        self.unit, self.marks = unit, marks
        self.size, self.last = 0, ""
        self.frontier = Frontier()
        self.head = _head(unit)

    def run(self) -> Iterator[Finding]:
        subjects = _Subjects(self.unit.pk)
        for row in stream_rows.events(self.unit.pk):
            if row[1] > self.head[0]:
                break
            if bad := self._wrong(row) or subjects.wrong(row):
                yield self._found(row[1], bad)
                return  # everything after the first bad place rests on it
            self.size, self.last = row[1], row[-1]
            if self.marks:
                self._grow(row[-1])
                if bad := self._against_mark():
                    yield self._found(self.size, bad)
                    return
        yield from self._at_the_end(subjects)

    def _wrong(self, row: tuple[Any, ...]) -> str:
        if row[1] != self.size + 1:
            return "hole" if row[1] > self.size + 1 else "number-twice"
        if row[-2] != self.last:
            return "link-broken"
        # row: unit seq name v at recorded actor command alg subjects canonical …
        if digest_of((self.last, *row[:-2])) != row[-1]:
            return "event-changed"
        return ""

    def _grow(self, digest: str) -> None:
        self.frontier.add(bytes.fromhex(digest))

    def _against_mark(self) -> str:
        root = self.marks.pop(self.size, None)
        wrong = root is not None and root != self.frontier.root()
        return "differs-from-checkpoint" if wrong else ""

    def _at_the_end(self, subjects: _Subjects) -> Iterator[Finding]:
        if self.head != (self.size, self.last):
            yield self._found(self.size, "head-differs")
        left = subjects.left_over()
        if left is not None and left <= self.head[0]:
            yield self._found(left, "subject-of-no-event")
        yield from self._behind_the_head()
        if self.marks:
            yield self._found(self.size, "tail-cut", f"{max(self.marks)} expected")

    def _behind_the_head(self) -> Iterator[Finding]:
        """Events and subjects are read before the head: what is newer is forged."""
        newest = {
            "head-differs": Event.objects.filter(unit=self.unit),
            "subject-of-no-event": EventSubject.objects.filter(unit=self.unit),
        }
        ends = {
            what: rows.order_by("-seq").values_list("seq", flat=True).first() or 0
            for what, rows in newest.items()
        }
        now = _head(self.unit)[0]
        yield from (self._found(end, what) for what, end in ends.items() if end > now)

    def _found(self, seq: int, what: str, detail: str = "") -> Finding:
        return Finding(self.unit.code, seq, what, detail)


def _head(unit: Unit) -> tuple[int, str]:
    rows = Head.objects.filter(unit=unit).values_list("seq", "digest")
    return rows.first() or (-1, "no head")


class _Subjects:
    """The subject rows of a unit, read alongside its events."""

    def __init__(self, unit: int) -> None:
        rows = stream_rows.subjects(unit)
        self._groups = groupby(rows, key=lambda row: row[0])
        self._next = self._step()

    def _step(self) -> tuple[int, list[tuple[str, str]]] | None:
        for seq, rows in self._groups:
            return seq, [(f"{kind}:{key}", name) for _seq, kind, key, name in rows]
        return None

    def wrong(self, row: tuple[Any, ...]) -> str:
        """Whether the rows of this event are exactly those its digest covers."""
        seq, name, said = row[1], row[2], row[9]
        if self._next is not None and self._next[0] < seq:
            return "subject-of-no-event"
        found: list[tuple[str, str]] = []
        if self._next is not None and self._next[0] == seq:
            found = self._next[1]
            self._next = self._step()
        wanted = sorted((each, name) for each in said.replace("-", "").split())
        return "" if sorted(found) == wanted else "subjects-changed"

    def left_over(self) -> int | None:
        return self._next[0] if self._next else None
