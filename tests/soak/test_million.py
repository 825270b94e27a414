"""`greenlane verify` walks a million events in ten seconds."""

import time

import pytest

from greenlane.core import checkpoint, follow
from greenlane.core.verify import verify
from tests.soak.million import build

FEW, MANY, AT_MOST_SECONDS = 3_000, 1_000_000, 10.0


@pytest.fixture
def place(settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path / "carried away"
    return settings.CHECKPOINT_DIR / checkpoint.FILE


def test_a_long_stream_is_whole_and_agrees_with_its_checkpoints(live_cast, place):
    build(live_cast.unit, FEW)
    while follow.turn(checkpoint.reader(), live_cast.unit):
        pass
    report = verify(place)
    assert report.whole, report.findings[:5]
    assert (report.events, report.checkpoints > 1) == (FEW, True)


@pytest.mark.soak
def test_a_million_events_are_walked_in_ten_seconds(live_cast, figures):
    build(live_cast.unit, MANY)
    began = time.perf_counter()
    report = verify()
    seconds = time.perf_counter() - began
    figures(f"verify: {report.events:,} events in {seconds:.1f} s")
    assert report.whole, report.findings[:5]
    assert report.events == MANY
    assert seconds <= AT_MOST_SECONDS
