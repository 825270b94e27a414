"""One word for one thing: every code has a name in both languages, in the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from greenlane import docs, labels, roles, texts
from greenlane.board.verbs import SIGNS
from greenlane.core import kinds
from greenlane.core.gatewalk import guards
from greenlane.core.keeping import ClaimLeftOpen
from greenlane.core.texts import sentence
from greenlane.gates import GATES
from greenlane.safety import acts, signers
from greenlane.work.playbook import catalogue
from greenlane.work.playbook.model import SKILLS, STAGES, Playbook

Row = tuple[str, str, str]


@cache
def sections() -> dict[str, list[Row]]:
    """Title of a section → (Chinese, English, code), of every table below it."""
    found: dict[str, list[Row]] = {}
    title = ""
    for line in (docs.FOLDER / "glossary.md").read_text("utf-8").splitlines():
        if line.startswith("#"):
            title = line.lstrip("# ").lower()
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            found.setdefault(title, []).append((*cells, "", "")[:3])  # type: ignore[arg-type]
    return found


def said(names: Mapping[str, Any], language: str) -> dict[str, str]:
    with translation.override(language):
        return {code: str(name) for code, name in names.items()}


def playbooks() -> Iterator[Playbook]:
    for name in catalogue.names():
        yield catalogue.find(name, guards=guards())


@pytest.mark.parametrize("title", sorted(labels.LISTS))
def test_every_code_stands_in_the_glossary_with_both_names(title: str) -> None:
    names = labels.LISTS[title]
    english, chinese = said(names, "en"), said(names, "zh-hans")
    wanted = [(chinese[code], english[code], f"`{code}`") for code in names]
    assert sections()[title][2:] == wanted, "run `make docs`"
    bare = [code for code, name in chinese.items() if not re.search("[一-鿿]", name)]
    assert not bare, "say these in Chinese"


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("acts", set(acts.ACTS)),
        ("command kinds", {kind.name for kind in kinds.KINDS}),
        ("roles", set(roles.ROLES) - {"system"}),
        ("gates", {gate.NAME for gate in GATES}),
        ("stages of a playbook", set(STAGES)),
        ("skills", set(SKILLS) - {"all"}),
    ],
)
def test_a_list_of_names_is_complete(title: str, codes: set[str]) -> None:
    assert set(labels.LISTS[title]) == codes


def test_every_area_of_a_playbook_and_role_on_a_document_has_a_name() -> None:
    areas = {area for book in playbooks() for step in book.steps for area in step.areas}
    assert areas <= set(labels.LABELS["area"])
    signs = {role for _kind, role in (*signers.RULES, *SIGNS.values())}
    assert signs <= set(labels.LABELS["role"])


def test_what_may_not_be_found_has_a_name() -> None:
    named = {
        model._meta.model_name for model in apps.get_models() if hasattr(model, "NAMED")
    }
    assert named <= set(labels.ROWS)


def test_one_name_of_a_fact_never_gives_a_code_two_meanings() -> None:
    lists = [labels.ROWS, *(labels.LISTS[title] for title in labels.KIND)]
    english = [said(names, "en") for names in lists]
    for code in labels.LABELS["kind"]:
        meant = {names[code].lower() for names in english if code in names}
        assert len(meant) == 1, code


def test_a_code_says_one_thing_whichever_room_refuses() -> None:
    rooms = [each for name, each in vars(texts).items() if name.isupper()]
    for code, text in texts.TEXTS.items():
        told = {str(room[code].says) for room in rooms if code in room}
        assert told == {str(text.says)}, code


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Dead tests: not recorded yet (low-voltage part)."),
        ("zh-hans", "低压部分还没有停电试验记录。"),
    ],
)
def test_a_refusal_names_what_it_means_and_not_its_code(
    language: str, says: str
) -> None:
    with translation.override(language):
        found = sentence("evidence-missing", {"kind": "dead_test", "covers": "lv"})
    assert found[0] == says


def test_a_code_that_nobody_named_is_shown_as_it_stands() -> None:
    with translation.override("en"):
        found = sentence("evidence-missing", {"kind": "dead_test", "covers": "quay"})
    assert found[0] == "Dead tests: not recorded yet (quay)."


def test_what_the_glossary_calls_by_its_class_exists() -> None:
    classes = {model.__name__ for model in apps.get_models()}
    known = classes | set(labels.LABELS["role"])
    for _zh, _en, code in sections()["words, chinese and english"]:
        for name in re.findall(r"`(\w+)`", code):
            assert name in known, name


def test_a_late_message_is_told_by_the_name_of_its_verb_and_its_reason() -> None:
    fact = ClaimLeftOpen("work.take_order", "order-held")
    with translation.override("en"):
        told = fact.sentence({})
    assert "Take on the order" in told
    assert "on hold" in told


def test_a_missing_role_is_named_by_those_who_hold_it() -> None:
    with translation.override("en"):
        says, _step = sentence("role-missing", {"needs": "permit"})
    assert "(Permitter)" in says
