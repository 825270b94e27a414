"""Readers of the journal: one at a time, at least once, none holds up another."""

import os
import threading
from datetime import timedelta

import pytest

from greenlane.core import checkpoint, clock, follow
from greenlane.core.follow import Reader, release, run, turn
from greenlane.core.models import Cursor, Event


@pytest.fixture
def told(cast):
    """Three sites were added: three events in the unit's stream."""
    for number in range(3):
        site = {"code": f"S{number}", "name_zh": "体育馆"}
        cast.do("places.add_site", site, by="wang")
    return cast


class Notebook:
    """Remembers what it was given; fails as often as it is told to."""

    def __init__(self, failures=0):
        self.seen, self.failures = [], failures

    def take(self, unit, events):
        if self.failures:
            self.failures -= 1
            raise ValueError("not today")
        self.seen.extend(event.seq for event in events)


def let_pass(**length):
    """Waiting, told from the other side: the cursor's times move into the past."""
    back = timedelta(**length)
    for cursor in Cursor.objects.all():
        for name in ("held_until", "retry_at"):
            if at := getattr(cursor, name):
                setattr(cursor, name, at - back)
        cursor.save()


def test_every_event_comes_once_and_in_order(told):
    book = Notebook()
    reader = Reader("book", book.take)
    assert [turn(reader, told.unit), turn(reader, told.unit)] == [3, 0]
    assert book.seen == [1, 2, 3]


def test_two_readers_do_not_share_a_cursor(told):
    one, two = Notebook(), Notebook()
    turn(Reader("one", one.take), told.unit)
    turn(Reader("two", two.take), told.unit)
    assert one.seen == two.seen == [1, 2, 3]


def test_a_large_backlog_comes_in_batches(told, monkeypatch):
    monkeypatch.setattr(follow, "BATCH", 2)
    book = Notebook()
    reader = Reader("book", book.take)
    assert [turn(reader, told.unit) for _n in range(3)] == [2, 1, 0]
    assert book.seen == [1, 2, 3]


def test_while_one_follower_holds_the_lease_no_other_reads(told):
    book = Notebook()
    reader = Reader("book", book.take)
    turn(reader, told.unit, holder="first")
    told.do("places.add_site", {"code": "S9", "name_zh": "学校"}, by="wang")
    assert turn(reader, told.unit, holder="second") == 0
    assert turn(reader, told.unit, holder="first") == 1


def test_a_killed_follower_is_followed_from_its_cursor(told):
    reader = Reader("book", Notebook().take)
    turn(reader, told.unit, holder="killed")
    told.do("places.add_site", {"code": "S9", "name_zh": "学校"}, by="wang")
    let_pass(seconds=61)
    book = Notebook()
    assert turn(Reader("book", book.take), told.unit, holder="next") == 1
    assert book.seen == [4]


def test_a_follower_killed_in_the_middle_has_its_batch_read_again(told):
    def killed(unit, events):
        raise SystemExit

    with pytest.raises(SystemExit):
        turn(Reader("book", killed), told.unit, holder="killed")
    let_pass(seconds=61)
    book = Notebook()
    turn(Reader("book", book.take), told.unit, holder="next")
    assert book.seen == [1, 2, 3]


def test_who_lost_the_lease_meanwhile_moves_nothing(told):
    def slow(unit, events):
        let_pass(seconds=61)
        turn(Reader("book", Notebook().take), told.unit, holder="quick")
        Cursor.objects.filter(reader="book").update(seq=1)

    turn(Reader("book", slow), told.unit, holder="slow")
    assert Cursor.objects.get(reader="book").seq == 1


def test_a_lease_given_back_is_free_at_once(told):
    turn(Reader("book", Notebook().take), told.unit, holder="first")
    told.do("places.add_site", {"code": "S9", "name_zh": "学校"}, by="wang")
    release("first")
    assert turn(Reader("book", Notebook().take), told.unit, holder="second") == 1


def test_a_failing_reader_backs_off_longer_each_time_and_loses_nothing(told):
    book = Notebook(failures=2)
    reader = Reader("book", book.take)
    pauses = []
    for _n in range(2):
        assert turn(reader, told.unit) == 0
        cursor = Cursor.objects.get(reader="book")
        pauses.append(round((cursor.retry_at - clock.wall()).total_seconds()))
        assert turn(reader, told.unit) == 0  # not asked again yet
        let_pass(seconds=pauses[-1] + 1)
    assert pauses == list(follow.BACK_OFF_SECONDS[:2])
    assert turn(reader, told.unit) == 3
    assert Cursor.objects.get(reader="book").failures == 0


def test_a_failing_reader_holds_up_no_other(told):
    book = Notebook()
    for reader in (Reader("bad", Notebook(failures=9).take), Reader("good", book.take)):
        turn(reader, told.unit)
    assert book.seen == [1, 2, 3]


def test_an_idle_reader_that_is_well_again_forgets_its_failures(told):
    book = Notebook()
    reader = Reader("book", book.take, also_idle=True)
    turn(reader, told.unit)
    book.failures = 1
    turn(reader, told.unit)
    let_pass(seconds=2)
    turn(reader, told.unit)
    assert Cursor.objects.get(reader="book", unit=told.unit).failures == 0


def test_run_reads_every_unit_and_gives_its_leases_back(told):
    stop, book = threading.Event(), Notebook()

    def take(unit, events):
        book.take(unit, events)
        if len(book.seen) == Event.objects.count():
            stop.set()

    run((Reader("book", take),), stop=stop, pause_seconds=0.01)
    assert len(book.seen) == Event.objects.count()
    assert not Cursor.objects.filter(held_until__isnull=False).exists()


class Rests:
    """A stop that counts how often it is waited for, and comes after some rounds."""

    def __init__(self, rounds):
        self.rounds, self.rests = rounds, 0

    def is_set(self):
        self.rounds -= 1
        return self.rounds < 0

    def wait(self, _seconds):
        self.rests += 1


def test_a_round_is_followed_by_a_rest_though_there_is_news(told, monkeypatch):
    monkeypatch.setattr(follow, "BATCH", 2)
    book, stop = Notebook(), Rests(rounds=3)
    run((Reader("book", book.take),), stop=stop)
    assert book.seen == [1, 2, 3]
    assert stop.rests == 2, "a full batch alone is followed at once"


def test_only_what_stands_behind_is_read(told):
    reader = Reader("book", Notebook().take)
    assert [unit for _reader, unit in follow.with_news([reader])] == [
        told.city,
        told.unit,
        told.foreign,
    ]
    for unit in (told.city, told.unit, told.foreign):
        turn(reader, unit)
    assert told.unit not in {unit for _reader, unit in follow.with_news([reader])}
    always = Reader("book", Notebook().take, also_idle=True)
    assert len(follow.with_news([always])) == 3


@pytest.fixture
def signed(told, settings, tmp_path):
    """The three events, read and signed."""
    settings.CHECKPOINT_DIR = tmp_path
    turn(checkpoint.reader(), told.unit)
    return told


def test_what_was_signed_is_never_late_however_quiet_the_night(signed):
    assert not checkpoint.late()
    assert all_later(hours=9) and not checkpoint.late()


def test_what_nobody_reads_on_is_late(signed):
    all_later(hours=9)
    signed.do("places.add_site", {"code": "S9", "name_zh": "学校"}, by="wang")
    assert checkpoint.late()
    turn(checkpoint.reader(), signed.unit)
    assert not checkpoint.late()


def test_what_was_read_and_never_signed_is_late(told, settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path
    turn(Reader(checkpoint.READER, Notebook().take), told.unit)
    assert not checkpoint.late()
    assert all_later(minutes=5) and checkpoint.late()


def test_a_house_in_which_nothing_was_told_is_not_late(cast, settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path
    assert not checkpoint.late()


def all_later(**length):
    """The same, so much later: cursors and the file move into the past."""
    let_pass(**length)
    back = timedelta(**length)
    for cursor in Cursor.objects.all():
        Cursor.objects.filter(pk=cursor.pk).update(moved_at=cursor.moved_at - back)
    file = checkpoint.folder() / checkpoint.FILE
    if file.exists():
        at = file.stat().st_mtime - back.total_seconds()
        os.utime(file, (at, at))
    return True
