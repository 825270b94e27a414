"""What is said in English and not in Chinese is found before anybody reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from greenlane import messages

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Open"
msgstr "开"

msgid "Site %(name)s is dark"
msgstr "%(name)s 无电"

msgid "Nobody is %(word)s here"
msgstr "这里没有人"
"""
PAGE = """{% load i18n %}<p>
  {% translate "Open" %}
    {% blocktranslate trimmed with name=site.name %}
  Site {{ name }} is dark
{% endblocktranslate %}</p>
"""
CODE = 'from x import gettext_lazy as _\n_("Nobody is %(word)s here")\n'


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    house = tmp_path / "house"
    folder = house / "room" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")
    (house / "room" / "page.html").write_text(PAGE, encoding="utf-8")
    (house / "room" / "code.py").write_text(CODE, encoding="utf-8")
    monkeypatch.setattr(messages, "HOUSE", house)
    messages.compile_all()
    return house


def po(house: Path) -> Path:
    return next(house.rglob("django.po"))


def test_a_complete_house_has_no_faults(house: Path) -> None:
    assert messages.faults() == []


def test_a_text_that_is_not_said_in_chinese_is_found(house: Path) -> None:
    (house / "room" / "more.py").write_text('_("Shut")\n')
    [fault] = messages.faults()
    assert 'msgid "Shut"' in fault


def test_a_text_that_nobody_says_any_more_is_found(house: Path) -> None:
    (house / "room" / "code.py").unlink()
    [fault] = messages.faults()
    assert fault.endswith("nobody says it: 'Nobody is %(word)s here'")
    assert fault.startswith("house/room/locale/zh_Hans/LC_MESSAGES/django.po:")


def test_a_text_in_a_page_is_found(house: Path) -> None:
    (house / "room" / "more.html").write_text('{% load i18n %}{% translate "Shut" %}')
    [fault] = messages.faults()
    assert 'msgid "Shut"' in fault


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('msgstr "开"', 'msgstr ""', "not translated"),
        ("%(name)s 无电", "%(nam)s 无电", "placeholder"),
        ('msgstr "开"', 'msgstr "打开"', "changed since it was compiled"),
    ],
)
def test_a_faulty_entry_is_found(
    house: Path, before: str, after: str, says: str
) -> None:
    path = po(house)
    path.write_text(path.read_text("utf-8").replace(before, after), encoding="utf-8")
    assert any(says in fault for fault in messages.faults())


def test_two_rooms_that_say_one_thing_differently_are_found(house: Path) -> None:
    other = house / "shed" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    other.parent.mkdir(parents=True)
    other.write_text(PO.replace("开", "打开"), encoding="utf-8")
    messages.compile_all()
    [fault] = messages.faults()
    assert "said otherwise" in fault


def test_the_same_words_are_compiled_to_the_same_bytes(house: Path) -> None:
    compiled = po(house).with_suffix(".mo")
    before = compiled.read_bytes()
    messages.compile_all()
    assert compiled.read_bytes() == before
    assert b"Creation-Date: 2022" in before
