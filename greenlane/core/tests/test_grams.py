"""An order is found by two characters, by pinyin initials, by part of its number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.core.grams import grams, query_grams

NAME = "泌阳县公租房隔离点 Rental Blocks BY-220329-1"


def finds(query: str, text: str = NAME) -> bool:
    wanted = query_grams(query)
    return bool(wanted) and wanted <= grams(text)


@pytest.mark.parametrize(
    "query",
    [
        "泌阳",
        "公租",
        "房",
        "byx",
        "BYX",
        "gzf",
        "gzfgld",
        "by",
        "b",
        "rental",
        "ental",
        "BY-220329-1",
        "by-220329",
        "220329",
        "by220329",
        "by2203291",
        "ＢＹ－２２０３２９",
    ],
)
def test_it_is_found(query):
    assert finds(query)


@pytest.mark.parametrize(
    "query",
    ["确山", "阳公", "xby", "zzz", "220330", "BY-220330-1", "泌阳 zzz", "rentals"],
)
def test_it_is_not_found(query):
    assert not finds(query)


def test_several_words_are_all_wanted():
    assert finds("泌阳 gzf")
    assert finds("rental 公租房 BY-220329-1")
    assert not finds("确山 gzf")


def test_every_reading_of_a_character_counts():
    assert finds("cqs", "重庆市")
    assert finds("zqs", "重庆市")


@pytest.mark.parametrize("query", ["", "  ", "😀", "\ud800", "\x00", "—，。", "\u200b"])
def test_nothing_typed_is_no_gram(query):
    assert query_grams(query) == frozenset()


def test_rare_characters_are_found_by_themselves():
    assert finds("𠮷野", "𠮷野家😀")
    assert finds("㐀", "㐀村")
    assert finds("ñandú", "Ñandú")
    assert finds("straße", "STRASSE")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_finds_itself_and_no_gram_is_long(text):
    assert query_grams(text) <= grams(text)
    assert all(1 <= len(each) <= 8 for each in grams(text))
    assert all(each.encode() for each in grams(text))


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_broken_text_never_crashes(text):
    grams(text)
    query_grams(text)
