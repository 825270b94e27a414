"""One sentence says what holds the site dark, in both languages, for every cause."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils.translation import override

from greenlane.work import ledger
from greenlane.work.causes import CAUSES, LABELS
from greenlane.work.ledger import Holding
from greenlane.work.ledger.sentence import WAITS, age, sentence

SINCE = datetime(2022, 3, 29, 2, 5, tzinfo=UTC)
NOW = SINCE + timedelta(minutes=47)
NAMES = {"A10a": "敷设电缆", "person:sun": "孙立军"}
GAPS = ("work.accept_handoff", "work.assign", "work.start_field_work", "")


def held(kind="gap", cause="", next_step="", item="A10a", holder="person:sun"):
    return Holding(item, kind, cause, holder, SINCE, next_step)


EVERY = [
    *(held("wait", cause) for cause in CAUSES),
    held("work"),
    *(held(next_step=step) for step in (*GAPS, "work.take_order")),
]


def test_every_cause_has_its_sentence():
    assert set(WAITS) == set(CAUSES)


@pytest.mark.parametrize("holding", EVERY, ids=lambda h: h.cause or h.next_step)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_names_the_holder_the_age_and_the_next_step(holding, language):
    with override(language):
        said = sentence(holding, NAMES, NOW)
    assert "孙立军" in said
    assert ("47\u00a0分" if language == "zh-hans" else "47\u00a0min") in said
    assert ("下一步：" if language == "zh-hans" else "next: ") in said
    assert said.endswith("。" if language == "zh-hans" else ".")


def test_all_of_it_is_said_in_chinese():
    with override("en"):
        english = [sentence(each, NAMES, NOW) for each in EVERY]
        labels = [str(label) for label in LABELS.values()]
    with override("zh-hans"):
        chinese = [sentence(each, NAMES, NOW) for each in EVERY]
        labelled = [str(label) for label in LABELS.values()]
    assert not set(english) & set(chinese)
    assert not set(labels) & set(labelled)
    assert len(set(chinese)) == len(EVERY)


def test_an_unaccepted_offer_reads_like_this():
    offer = held(next_step="work.accept_handoff")
    with override("zh-hans"):
        assert sentence(offer, NAMES, NOW) == (
            "敷设电缆已交给孙立军，还没接，47\u00a0分；下一步：接下，或改交别人。"
        )
    with override("en"):
        assert sentence(offer, {"A10a": "cable to block 1"}, NOW) == (
            "person:sun was offered cable to block 1 and has not accepted, 47\u00a0min;"
            " next: accept, or offer it to somebody else."
        )


def test_without_a_task_or_a_holder_it_still_is_a_sentence():
    with override("en"):
        said = sentence(held("wait", "weather", item=None, holder=""), {}, NOW)
    assert said.startswith(
        "no name given: the weather stops the whole order, 47\u00a0min"
    )


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-1, "0\u00a0min"),
        (59, "59\u00a0min"),
        (60, "1\u00a0h\u00a00\u00a0min"),
        (1100, "18\u00a0h\u00a020\u00a0min"),
        (2880, "2\u00a0d\u00a00\u00a0h"),
        (4400, "3\u00a0d\u00a01\u00a0h"),
    ],
)
def test_an_age_is_as_coarse_as_it_is_long(minutes, said):
    with override("en"):
        assert age(timedelta(minutes=minutes)) == said


def test_only_the_sentence_knows_django():
    for path in Path(ledger.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and path.stem != "sentence":
                assert not (node.module or "").startswith("django"), path
