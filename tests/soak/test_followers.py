"""A follower is killed in the middle of its work: another goes on, misses nothing."""

import time
from itertools import pairwise

import pytest

from greenlane.core import checkpoint, follow
from greenlane.core.models import Cursor, Head
from greenlane.core.verify import verify
from tests.soak.million import build
from tests.soak.processes import kill, start

# Reads slowly and writes down every number before it is done with the batch.
READS = """
import sys, time, threading, django
django.setup()
from datetime import timedelta
from greenlane.core import follow
follow.LEASE, follow.BATCH = timedelta(seconds=1), 10
out = open(sys.argv[1], "a", buffering=1)
def take(unit, events):
    for event in events:
        print(event.seq, file=out)
        time.sleep(0.005)
follow.run((follow.Reader("book", take),), stop=threading.Event(), pause_seconds=0.05)
"""
EVENTS, SOAKED_EVENTS = 120, 2000
PATIENCE_SECONDS = 300


def seen(file):
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def until(happened):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if happened():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def read_and_killed(cast, tmp_path, events, every):
    """Followers, each killed after this many; the numbers that all of them read."""
    build(cast.unit, events)
    books = []
    while not _done(events):
        books.append(tmp_path / f"book-{len(books)}")
        follower = start(READS, str(books[-1]))
        try:
            until(lambda: len(seen(books[-1])) >= every or _done(events))
        finally:
            kill(follower)
    return books


def _done(events):
    return Cursor.objects.filter(reader="book", seq=events).exists()


def nothing_was_missed(books, events):
    numbers = [seen(book) for book in books]
    assert sorted({each for book in numbers for each in book}) == [
        *range(1, events + 1)
    ]
    for book in numbers:
        assert book == sorted(set(book)), "one follower reads in order, nothing twice"
    for before, after in pairwise(numbers):
        # What was read again is the batch in which the one before was killed.
        again = set(before) & set(after)
        assert len(again) <= 10
    return sum(map(len, numbers)) - events


def test_a_killed_follower_is_followed_by_another(live_cast, tmp_path):
    books = read_and_killed(live_cast, tmp_path, EVENTS, every=45)
    nothing_was_missed(books, EVENTS)
    assert len(books) > 1


@pytest.mark.soak
def test_followers_that_are_killed_all_the_time_miss_nothing(
    live_cast, tmp_path, figures
):
    books = read_and_killed(live_cast, tmp_path, SOAKED_EVENTS, every=95)
    twice = nothing_was_missed(books, SOAKED_EVENTS)
    figures(
        f"followers: {SOAKED_EVENTS} events read by {len(books)} followers killed in"
        f" turn, none missed, {twice} read again after a kill"
    )


def test_the_follower_of_the_house_signs_what_was_told(live_cast, settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path
    build(live_cast.unit, 20)
    program = "import sys; from greenlane.cli import main; sys.exit(main(sys.argv[1:]))"
    assert start(program, "follow", "--once").wait(PATIENCE_SECONDS) == 0
    [line] = checkpoint.read(tmp_path / checkpoint.FILE)
    assert line["size"] == Head.objects.get(unit=live_cast.unit).seq == 20
    assert verify(tmp_path / checkpoint.FILE).whole
    assert follow.turn(checkpoint.reader(), live_cast.unit) == 0
