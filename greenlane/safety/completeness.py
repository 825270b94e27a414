"""A test passes only when it contains what the pack wants of it: one good reading of
something easy is no test of the section."""

from __future__ import annotations

from collections.abc import Sequence

from greenlane.core.packs import Pack
from greenlane.core.refusals import Refused
from greenlane.safety.recording import Line


def must_be_whole(pack: Pack, kind: str, area: str, lines: Sequence[Line]) -> None:
    """Refused test-incomplete while a wanted reading is lacking and none has failed.

    What failed is recorded as it is: nobody goes on measuring a damp cable.
    """
    if not all(line.ok for line in lines):
        return
    done = {line.what for line in lines}
    lacking = [each for each in wanted(pack, kind, area) if not done & set(each)]
    if lacking:
        raise Refused(
            "test-incomplete", area=area, lacks=" ".join(each[0] for each in lacking)
        )


def wanted(pack: Pack, kind: str, area: str) -> list[tuple[str, ...]]:
    """Kinds of reading, each with those that may stand for it. [] in an older pack."""
    for place in (area, "any"):
        key = f"needs.{kind}.{place}.readings"
        if key in pack.values:
            found = pack.value(key).value
            assert isinstance(found, tuple)
            return [tuple(str(each).split("|")) for each in found]
    return []
