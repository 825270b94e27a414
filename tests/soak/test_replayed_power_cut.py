"""The power fails at any moment: what was answered is there, and nothing half done.

The same harness has to find losses where the disk is not waited for. If it finds none
there, it is the harness that is broken.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.elsewhere import Elsewhere
from tests.soak import power
from tests.soak.processes import kill

ANSWERS, CUTS, SOAKED_ANSWERS, SOAKED_CUTS = 60, 20, 400, 200
# One holiday after another, through the door, until it is killed.
WORKS = """
import sys
from datetime import date, timedelta
from uuid import uuid4
import django
from django.conf import settings
options = settings.DATABASES["default"]["OPTIONS"]
options["init_command"] = options["init_command"].replace("=FULL", "=" + sys.argv[1])
django.setup()
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Unit
from tests.soak.power import answered
unit, day = Unit.objects.get(), date(2030, 1, 1)
while True:
    day, key = day + timedelta(days=1), uuid4()
    data = {"day": str(day), "works": "no", "name": "Rest"}
    perform("core.set_holiday", data, by=system(unit), id=key)
    answered(key.hex)
"""
FIRST = "init --code BY --name-zh 泌阳 --name-en Biyang --timezone Asia/Shanghai"
PEOPLE = "--pack cn-sgcc --admin root --security yan"

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite" or not power.compiler() or sys.platform != "linux",
    reason="SQLite alone, on Linux, with a C compiler",
)


@pytest.fixture
def base(tmp_path):
    """A house that was founded and rests."""
    folder = tmp_path / "base"
    folder.mkdir()
    there = Elsewhere(folder, f"sqlite:///{folder / 'greenlane.sqlite3'}")
    assert there.run(*FIRST.split(), *PEOPLE.split()).code == 0
    with closing(sqlite3.connect(folder / "greenlane.sqlite3")) as house:
        house.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def record(base, folder, *, synchronous, answers):
    """A worker on a copy of the house, killed after so many answers: its book."""
    folder.mkdir()
    work, book = folder / "work", folder / "book"
    shutil.copytree(base, work)
    environment = dict(
        os.environ,
        LD_PRELOAD=str(power.recorder(folder)),
        CUT_MATCH=str(work / "greenlane.sqlite3"),
        CUT_BOOK=str(book),
        GREENLANE_DATA=str(work),
        DATABASE_URL=f"sqlite:///{work / 'greenlane.sqlite3'}",
        DJANGO_SETTINGS_MODULE="greenlane.settings",
        PYTHONPATH=str(Path(__file__).parents[2]),
    )
    environment.pop("GREENLANE_CHECKPOINTS", None)
    command = [sys.executable, "-c", WORKS, synchronous]
    worker = subprocess.Popen(command, env=environment, start_new_session=True)
    until = time.monotonic() + 300
    try:
        while time.monotonic() < until and worker.poll() is None:
            lines = power.read(book)
            if sum(each.kind == power.ANSWERED for each in lines) >= answers:
                break
            time.sleep(0.2)
    finally:
        kill(worker)
    lines = power.read(book)
    kinds = {each.kind for each in lines}
    assert power.ANSWERED in kinds
    assert power.WRITE in kinds, "the recorder sees nothing"
    return lines


def look(folder):
    """Commands that are there, after asking whether anything is half done."""
    with closing(sqlite3.connect(folder / "greenlane.sqlite3")) as house:
        [(said,)] = house.execute("PRAGMA integrity_check").fetchall()
        assert said == "ok"
        kept = {key for (key,) in house.execute("SELECT id FROM core_receipt")}
        told = house.execute("SELECT command, seq FROM core_event").fetchall()
        [(head,)] = house.execute("SELECT seq FROM core_head").fetchall()
        [(days,)] = house.execute("SELECT count(*) FROM core_holiday").fetchall()
    assert {command for command, _seq in told} == kept, "half done"
    assert sorted(seq for _command, seq in told) == [*range(1, head + 1)]
    assert days == len(told) - 7, "half done"  # the founding told seven
    return kept


def lost(lines, base, folder, *, cuts, keep):
    """Answers that are gone after the power failed at so many places."""
    chance, gone = random.Random(11), 0
    first = next(n for n, each in enumerate(lines) if each.kind == power.ANSWERED)
    for number in range(cuts):
        upto = lines[: chance.randint(first + 1, len(lines))]
        after = folder / f"cut-{keep}-{number}"
        power.after_cut(upto, base, after, keep=keep, chance=chance)
        answered = {each.path for each in upto if each.kind == power.ANSWERED}
        gone += len(answered - look(after))
        if number:
            shutil.rmtree(after)
    return gone


def cut_the_power(base, tmp_path, *, answers, cuts):
    """Losses with the shipped setting; losses of the one that does not wait."""
    full = record(base, tmp_path / "full", synchronous="FULL", answers=answers)
    gone = sum(
        lost(full, base, tmp_path / "full", cuts=cuts, keep=keep) for keep in (0, 0.5)
    )
    after = tmp_path / "full" / "cut-0-0"
    there = Elsewhere(after, f"sqlite:///{after / 'greenlane.sqlite3'}")
    assert there.run("verify").data["whole"]
    hasty = record(base, tmp_path / "hasty", synchronous="NORMAL", answers=answers)
    return gone, lost(hasty, base, tmp_path / "hasty", cuts=5, keep=0)


@pytest.mark.soak
def test_what_was_answered_outlives_the_power(base, tmp_path):
    gone, gone_without_waiting = cut_the_power(
        base, tmp_path, answers=ANSWERS, cuts=CUTS
    )
    assert gone_without_waiting, "the harness finds no loss where there must be some"
    assert gone == 0


@pytest.mark.soak
def test_what_was_answered_outlives_many_power_cuts(base, tmp_path, figures):
    gone, hasty = cut_the_power(
        base, tmp_path, answers=SOAKED_ANSWERS, cuts=SOAKED_CUTS
    )
    assert hasty
    assert gone == 0
    figures(
        f"replayed power cut: {2 * SOAKED_CUTS} cuts, no answered command lost, none"
        f" half done; with synchronous=NORMAL {hasty} lost in 5 cuts"
    )
