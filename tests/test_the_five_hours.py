"""29 March 2022, Biyang: two rental blocks get light in five hours, past no gate.

The case is played over HTTP, on the unit's own clock, by the people who had to do it.
Its minutes are assumed, between low and likely; nothing here is tuned to hit 5:00.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import translation

from greenlane.core.calendar import WorkingDays
from greenlane.core.verify import verify
from greenlane.drills import county
from greenlane.drills.roster import everybody
from greenlane.drills.story import NotAtRequest, play_case
from greenlane.drills.telling import ZONE, Outcome, ends, told_lines
from greenlane.drills.wire import Hand, Refusal
from greenlane.work.models import Task
from tests.client_wire import ClientWire

pytestmark = pytest.mark.django_db
NUMBER = "BY-220329-1"
# Code of the refusal, and the reasons that must be among those it gives.
REFUSED = [
    ("repair-form-for-new-work", set()),
    ("gate-held", {"evidence-failed", "no-order-given", "step-before-open"}),
    ("gate-held", {"infeed-not-isolated", "evidence-missing", "no-earth-on"}),
    ("gate-held", {"leader-unsigned"}),
    ("not-all-back", {"earth-still-on", "earths-differ"}),
    ("gate-held", {"step-before-unread"}),
    ("gate-held", {"handover-unsigned"}),
]
LISTS = ("infeeds", "isolations", "tickets", "instructions", "evidence", "surveys")
LISTS += ("steps", "papers", "tasks")
REGISTERS = ("people", "devices", "sites")
STAGES = [
    "received",
    "surveyed",
    "feasible",
    "built",
    "tested",
    "works_accepted",
    "permitted",
    "tested",
    "works_accepted",
    "ready",
    "energising",
    "live",
    "handed_over",
]


@pytest.fixture(scope="module")
def outcome(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Outcome]:
    """The county and its story, once for all that is asked about it here."""
    speaking = translation.override("zh-hans")
    with speaking, django_db_blocker.unblock(), transaction.atomic():
        county.build_still()
        yield play_case(ClientWire, say=lambda line: None)
        transaction.set_rollback(True)


def test_the_two_blocks_are_lit_and_handed_over_within_two_working_days(outcome):
    usual = WorkingDays("CN").due(outcome.requested, 2, unit="WD", zone=ZONE)
    assert outcome.requested < outcome.lit < outcome.over < usual
    assert outcome.over.date() == outcome.requested.date()
    assert outcome.heads > 40


def test_no_minute_is_tuned(outcome):
    """It takes as long as the longest chain, every task between low and likely."""
    took = outcome.over - outcome.requested
    assert _longest(1, 0) < took < _longest(0, 1)
    assert took == _longest(0.5, 0.5)


def test_what_must_not_be_is_refused_on_the_way(outcome):
    told = [(no.code, set(no.missing)) for no in outcome.refusals]
    assert [code for code, _why in told] == [code for code, _why in REFUSED]
    for (_code, why), (_same, wanted) in zip(told, REFUSED, strict=True):
        assert wanted <= why


def test_the_order_goes_from_received_to_handed_over(outcome):
    assert [code for _at, code in outcome.reached] == STAGES


@pytest.mark.parametrize("place", [0, 1])
def test_every_second_of_a_block_is_work_wait_or_gap(outcome, place):
    ledger = outcome.ledgers[place]
    pieces = [_piece(each) for each in ledger["pieces"]]
    assert pieces[0][0] == outcome.requested
    for before, after in pairwise(pieces):
        assert before[1] == after[0]
    spent = sum((end - start for start, end in pieces), timedelta())
    assert spent == ends(ledger) - outcome.requested
    assert spent == timedelta(minutes=ledger["elapsed_minutes"])
    parts = ("work_minutes", "wait_minutes", "gap_minutes")
    assert sum(ledger[part] for part in parts) == ledger["elapsed_minutes"]


def test_the_crews_are_chained_and_only_the_damp_joint_makes_them_wait(outcome):
    for ledger in outcome.ledgers:
        assert ledger["gap_minutes"] == 0
        assert ledger["by_cause"] == {"safety_test": 10}


def test_the_record_is_whole_afterwards(outcome):
    report = verify()
    assert report.whole, report.findings
    assert report.events > 500


def test_a_story_that_was_told_is_not_played_over_it(outcome):
    with pytest.raises(NotAtRequest):
        play_case(ClientWire, say=lambda line: None)


@pytest.mark.parametrize("what", [*LISTS, *REGISTERS])
def test_whoever_walks_the_order_by_hand_finds_every_key(outcome, what):
    order = "" if what in REGISTERS else f"/orders/{outcome.number}"
    found = _phone("root").read(f"/api/v1{order}/{what}")[what]
    assert found
    assert all(UUID(each["id"]) for each in found)


@pytest.mark.parametrize("act", ["permit", "resume", "remove_earth"])
def test_a_checklist_is_about_a_row_that_is_there(outcome, act):
    """All tickets are over, all earths off: there is nothing more to let in here."""
    with pytest.raises(Refusal) as no:
        _phone("root").read(f"/api/v1/orders/{outcome.number}/gates?act={act}")
    assert no.value.status == 404


def test_it_is_told_in_the_language_of_the_terminal(outcome):
    with translation.override("en"):
        english = "\n".join(told_lines(outcome))
    with translation.override("zh-hans"):
        chinese = "\n".join(told_lines(outcome))
    assert "4:38:30 = 4:28:30 work + 0:10:00 waits + 0:00:00 gap" in english
    assert "wait for safety test: 0:10:00" in english
    assert "2 working days" in english
    assert "None was tuned" in english
    assert "4:38:30＝作业4:28:30＋等待0:10:00＋空档0:00:00" in chinese
    assert "2个工作日" in chinese
    assert "13:06  已移交" in chinese


def _phone(username: str) -> Hand:
    member = next(each for each in everybody() if each.username == username)
    return Hand(username, member.password, member.pin, ClientWire())


def _piece(piece: dict[str, Any]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(piece["start"]), datetime.fromisoformat(piece["end"])


def _longest(low: float, likely: float) -> timedelta:
    """The longest chain of the order's tasks, with so much of low and of likely."""
    tasks = {task.key: task for task in Task.objects.filter(order__number=NUMBER)}

    @cache
    def until(key: str) -> float:
        task = tasks[key]
        before = max(map(until, task.list_of("after")), default=0)
        return before + low * task.low + likely * task.likely

    return timedelta(minutes=max(map(until, tasks)))
