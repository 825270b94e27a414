"""The house is packed while many write to it; elsewhere all that was answered stands.

What was answered before the backup began has to be in it. What came later may be, but
then whole: the stream ends at one place, with every command before that place.
"""

import shutil
import time
from pathlib import Path

import pytest
from django.conf import settings

from greenlane.core import checkpoint, follow
from greenlane.core.models import Unit
from greenlane.readers import readers
from tests.elsewhere import Elsewhere, elsewhere
from tests.soak.processes import Server, database_url, token
from tests.soak.test_power_cut import Writers

DRILLS, SOAKED_DRILLS = 1, 10
ENOUGH = 25  # commands that are answered before each backup
ASKS = """
import json, sys, django
django.setup()
from greenlane.core.models import Receipt
print(json.dumps([str(key) for key in Receipt.objects.values_list("pk", flat=True)]))
"""


@pytest.fixture
def house(live_cast, settings, tmp_path):
    """The cast's house with checkpoints outside its data, and a server on it."""
    settings.CHECKPOINT_DIR = tmp_path / "checkpoints"
    server = Server()
    yield live_cast, server
    server.kill()


def signed_outside(tmp_path, number):
    """What the follower signed so far, carried away."""
    for unit in Unit.objects.order_by("pk"):
        for reader in readers():
            while follow.turn(reader, unit):
                pass
    follow.release()
    away = tmp_path / f"away-{number}"
    shutil.copytree(checkpoint.folder(), away)
    (away / "signing.key").unlink()
    return away / checkpoint.FILE


def drill(house, tmp_path, number):
    """One backup under load and one restore. Gives commands before, and seconds."""
    cast, server = house
    server.start()
    writers = Writers(server.port, token(cast))
    threads = writers.write(cut_after=ENOUGH)
    writers.wait_for_enough()
    outside = signed_outside(tmp_path, number)
    before = dict(writers.answered)
    here = Elsewhere(Path(settings.DATA_DIR), database_url(), checkpoint.folder())
    made = here.run("backup", str(tmp_path / f"out-{number}"))
    assert made.code == 0, made.data
    assert len(writers.answered) > len(before), "nobody wrote meanwhile"
    server.kill()
    for each in threads:
        each.join()
    began = time.monotonic()
    with elsewhere(tmp_path / f"there-{number}") as there:
        there.data.mkdir()
        said = there.run("restore", made.data["file"], "--checkpoints", str(outside))
        assert (said.code, said.data["findings"]) == (0, [])
        assert said.data["whole"]
        assert said.data["compared_outside"]
        kept = set(there.ask(ASKS))
    assert set(before) <= kept, "what was answered before is not in the backup"
    told = {each["unit"]: each["seq"] for each in said.data["units"]}
    later = {
        key
        for key, position in writers.answered.items()
        if int(position.split(".")[1]) <= told["BY"]
    }
    assert later <= kept
    return len(before), len(later), time.monotonic() - began


@pytest.mark.soak
def test_a_house_at_work_is_the_same_elsewhere(house, tmp_path):
    for number in range(DRILLS):
        drill(house, tmp_path, number)


@pytest.mark.soak
def test_a_house_at_work_is_the_same_elsewhere_many_times(house, tmp_path, figures):
    done = [drill(house, tmp_path, number) for number in range(SOAKED_DRILLS)]
    before, later = (sum(each[n] for each in done) for n in (0, 1))
    slowest = max(each[2] for each in done)
    figures(
        f"restore drill: {SOAKED_DRILLS} backups under load, {before} commands answered"
        f" before them and {later} up to their end, none lost; slowest restore"
        f" {slowest:.0f} s"
    )
