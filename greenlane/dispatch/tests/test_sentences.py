"""Every code of the engine is a sentence in both languages, with names and figures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from greenlane.core.templatetags.times import moment
from greenlane.dispatch import sentences, words
from greenlane.dispatch.known import known as known_of
from greenlane.dispatch.models import Line, LineChange, OrderPlan
from greenlane.dispatch.sheet import Sheet, SheetLine
from greenlane.dispatch.tests import stage
from greenlane.planning import explain, unable
from greenlane.work.models import Task

AT = datetime(2022, 3, 29, 4, 0, tzinfo=UTC)


def test_every_code_of_the_engine_has_its_sentence() -> None:
    codes = {*explain.KINDS, explain.RUNS}
    assert codes == set(words.WHY)
    assert set(words.WHY_PLAIN) == codes - {explain.RUNS}
    assert set(unable.RULES) | {"held", "stopped"} == set(words.RULES)


@pytest.mark.parametrize("table", ["WHY", "WHY_PLAIN", "RULES"])
def test_each_is_said_in_chinese_with_the_same_names(table: str) -> None:
    for code, text in getattr(words, table).items():
        with translation.override("en"):
            english = str(text)
        with translation.override("zh-hans"):
            chinese = str(text)
        assert re.search("[一-鿿]", chinese), code
        names = [sorted(re.findall(r"%\(\w+\)s", x)) for x in (english, chinese)]
        assert names[0] == names[1], code


@pytest.mark.django_db
def test_a_crew_that_comes_from_elsewhere_is_told_with_its_way(cast) -> None:
    stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    first, second = list(Line.objects.order_by("start_at"))[:2]
    second.why = "crew"
    second.about = f"person:{cast.id('chen')} {first.task_id}"
    with translation.override("en"):
        says = sentences.why(second, known_of([first, second]))
    assert says.startswith("Waits for Chen Li, coming from Rental blocks (done there")
    second.about = f"person:{cast.id('chen')}"
    with translation.override("en"):
        says = sentences.why(second, known_of([second]))
    assert says == "Waits for Chen Li to get there"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "now", "minutes", "says"),
    [
        ("chen", "chen", 25, "Moved 25\u00a0min later, to"),
        ("chen", "chen", -10, "Moved 10\u00a0min sooner, to"),
        ("chen", "zhou", 0, "Zhou Yong instead of Chen Li, from"),
        ("", "zhou", None, "New: Zhou Yong, from"),
        ("chen", "", None, "Not planned any more; it was to begin at"),
    ],
)
def test_a_change_says_what_is_otherwise(cast, before, now, minutes, says) -> None:
    order = stage.requested(cast)
    change = LineChange(
        task=Task.objects.get(order=order, key="A04"), order=order, at=AT, revision=1,
        crews_before=f"person:{cast.id(before)}" if before else "",
        crews=f"person:{cast.id(now)}" if now else "",
        start_before=AT if before else None,
        start_at=AT + timedelta(minutes=minutes or 0) if now else None,
    )  # fmt: skip
    with translation.override("en"):
        told = sentences.changed(change, known_of((), [change]))
    assert told.says.startswith(says)


def moved(sheet: Sheet, line: SheetLine, *, minutes: int, **other: str) -> Sheet:
    by = timedelta(minutes=minutes)
    begin, end = line.start_at + by, line.end_at + by
    new = replace(line, start_at=begin, end_at=end, leave_at=None, **other)
    lines = tuple(new if x.task == line.task else x for x in sheet.lines)
    return replace(sheet, lines=lines)


@pytest.mark.django_db
def test_an_old_change_is_explained_by_what_was_so_when_it_was_made(cast) -> None:
    """The task that it waited for has moved again since: its time is left out."""
    stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    stage.publish(cast, sheet)
    first, second = sheet.lines[:2]
    sheet = moved(sheet, second, minutes=30, why="task", about=str(first.task))
    stage.publish(cast, sheet)
    change = LineChange.objects.get(task=second.task, revision=2)

    def because() -> str:
        lines = list(Line.objects.all())
        with translation.override("en"):
            return sentences.changed(change, known_of(lines, [change])).why

    assert because().startswith("Waits for “")
    ends = moment(first.end_at)
    assert f"done about {ends}" in because()
    stage.publish(cast, moved(sheet, first, minutes=45))
    assert because() == "Waits for an earlier task"
    stage.publish(cast, moved(sheet, second, minutes=60))
    change.why = "release"
    assert because().startswith(f"Not before {moment(change.start_at)}:")


@pytest.mark.django_db
def test_a_rule_says_how_much_is_wanted_and_there(cast) -> None:
    order = stage.requested(cast)
    task = str(Task.objects.get(order=order, key="A04").pk)
    rows = [
        {"task": task, "rule": "too-few-heads", "skill": "cable", "wanted": 4,
         "there": 1, "what": "cable"},
        {"task": task, "rule": "waits-for-impossible", "what": task},
        {"task": task, "rule": "held-crew-unable", "skill": "cable", "wanted": 2,
         "there": 0, "what": f"person:{cast.id('chen')}, person:{cast.id('zhou')}"},
        {"task": task, "rule": "a-rule-of-tomorrow"},
        {"rule": "stopped"},
    ]  # fmt: skip
    plan = OrderPlan(order=order, unplanned=rows)
    with translation.override("en"):
        known = known_of(plans=[plan])
        says = [each.says for each in sentences.unplanned(plan, known)]
    assert says[0] == "Needs 4 × Laying cable; the unit has 1"
    assert says[1].startswith("Comes after “")
    assert "Chen Li, Zhou Yong" in says[2]
    assert says[3:] == ["a-rule-of-tomorrow", "The work is stopped"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "odd", [{}, {"why": "task"}, {"why": "x", "about": "team:"}, {"until": 5}]
)
def test_what_is_not_known_breaks_no_page(cast, odd) -> None:
    order = stage.requested(cast)
    plan = OrderPlan(order=order, holds=[odd], shorten=[odd], unplanned=[odd])
    known = known_of(plans=[plan])
    for tell in (sentences.holds, sentences.shorten, sentences.unplanned):
        assert len(tell(plan, known)) == 1


def test_causes_that_are_known_are_said_and_others_are_not() -> None:
    with translation.override("en"):
        assert words.caused("connections.requested") == "a new order came in"
        assert words.caused("nobody.knows") == ""
