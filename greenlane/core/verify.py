"""Walk every stream and name the first bad place; compare rows with their events.

Found inside the database: every edited, deleted or inserted event, subject, head, and
every row whose event is missing. A cut tail, a recomputed chain or a removed unit shows
only against signed checkpoints that were kept outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from greenlane.core import checkpoint, witnesses
from greenlane.core.links import Hashers, links
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
    heads = {unit.pk: _head(unit) for unit in units.values()}
    hashers = Hashers({pk: max(0, head[0]) for pk, head in heads.items()})
    try:
        unsaid = list(witnesses.unsaid(units))  # meanwhile they hash
        for unit in units.values():
            walked = _Walk(unit, marks.of(unit.pk), heads[unit.pk])
            findings.extend(walked.run(hashers))
            events += walked.size
    finally:
        hashers.close()
    findings.extend(
        Finding(code, seq, what, detail) for code, seq, what, detail in unsaid
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

    def __init__(
        self, unit: Unit, marks: dict[int, str], head: tuple[int, str]
    ) -> None:
        self.unit, self.marks, self.head = unit, marks, head
        self.size, self.last = 0, ""
        self.frontier = Frontier()

    def run(self, hashers: Hashers) -> Iterator[Finding]:
        """Everything after the first bad place rests on it: the walk ends there."""
        for good in hashers.whole(self.unit.pk):
            if bad := self._go_on(good):
                yield bad
                return
        rest = links(self.unit.pk, size=self.size, last=self.last, upto=self.head[0])
        for good, stop in rest:
            if bad := self._go_on(good):
                yield bad
                return
            if stop:
                yield self._found(stop.seq, stop.what)
                return
        yield from self._at_the_end()

    def _go_on(self, good: list[str]) -> Finding | None:
        """These links hold; do they agree with what was carried away?"""
        if not self.marks:
            self.size += len(good)
            self.last = good[-1] if good else self.last
            return None
        for digest in good:
            self.size, self.last = self.size + 1, digest
            self.frontier.add(bytes.fromhex(digest))
            root = self.marks.pop(self.size, None)
            if root is not None and root != self.frontier.root():
                return self._found(self.size, "differs-from-checkpoint")
        return None

    def _at_the_end(self) -> Iterator[Finding]:
        if self.head != (self.size, self.last):
            yield self._found(self.size, "head-differs")
        rows = EventSubject.objects.filter(unit=self.unit, seq__gt=self.size)
        left = rows.order_by("seq").values_list("seq", flat=True).first()
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
