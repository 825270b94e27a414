"""A short stream, alone and with the checkpoints that were carried away."""

import pytest

from greenlane.core import checkpoint, follow


@pytest.fixture
def told(cast):
    """Six facts in the unit's stream, one of another unit."""
    for number in range(6):
        site = {"code": f"S{number}", "name_zh": "体育馆"}
        cast.do("places.add_site", site, by="wang")
    return cast


@pytest.fixture
def place(settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path / "carried away"
    return settings.CHECKPOINT_DIR / checkpoint.FILE


@pytest.fixture
def carried(told, place):
    """The same, with signed checkpoints after the third and the sixth event."""
    for _n in range(2):
        follow.BATCH, plain = 3, follow.BATCH
        try:
            follow.turn(checkpoint.reader(), told.unit)
        finally:
            follow.BATCH = plain
    return told
