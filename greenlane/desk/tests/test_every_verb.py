"""Every verb has its page, in both languages, for those who may and for nobody else."""

from __future__ import annotations

from functools import cache

import pytest

from greenlane.commands import COMMANDS
from greenlane.core.choices import chooser
from greenlane.core.fields import Id, Rows
from greenlane.desk.tests.pages import Form, Hand, address, who_may, who_may_not
from greenlane.desk.verbs import by_slug, giving
from tests import stages

ROOMS = sorted({each.room for each in COMMANDS})


def verbs_of(room):
    """Without those that the house alone may do: nobody is offered a page of them."""
    mine = (each for each in COMMANDS if each.room == room)
    return [each for each in mine if not each.needs or giving(each.needs)]


def asked_for(command):
    """The names under which the page has to ask, row by row."""
    for name, field in command.takes.base_fields.items():
        if name in command.takes.PROOF or name == "digest":
            continue
        if isinstance(field, Rows):
            yield from (f"{name}.0.{inner}" for inner in field.row_form.base_fields)
        else:
            yield name


@pytest.fixture
def hands(cast):
    """Somebody of the cast, logged in once."""
    stages.order(cast)
    return cache(Hand)


@pytest.mark.parametrize("room", ROOMS)
def test_the_page_of_a_verb_asks_for_all_it_takes(hands, room):
    for command in verbs_of(room):
        client = hands(who_may(command)).client
        for language, number in (("en", "BY-1"), ("zh-hans", "")):
            client.cookies["django_language"] = language
            place = address(command.name, number)
            shown = client.get(place)
            assert shown.status_code == 200, place
            form = Form(shown.content.decode())
            assert not set(asked_for(command)) - form.names, place
            assert form.data["command_id"], place


@pytest.mark.parametrize("room", ROOMS)
def test_the_page_is_not_for_those_who_lack_the_need(hands, room):
    for command in verbs_of(room):
        name = who_may_not(command)
        if not command.kind.anyone and name is not None:
            shown = hands(name).client.get(address(command.name))
            assert shown.status_code == 403, command.name


def test_whoever_is_not_logged_in_is_asked_to_and_comes_back(client, db):
    for command in COMMANDS:
        shown = client.get(address(command.name))
        assert shown.status_code == 302
        assert shown["Location"] == f"/login?next={address(command.name)}"


@pytest.mark.parametrize("room", ROOMS)
def test_nobody_has_to_type_a_key(room):
    bare = [
        path
        for command in verbs_of(room)
        for path, field in named_rows(command)
        if chooser(path, field) is None and field.kind != "document"
    ]
    assert not bare, "say in the room's choices.py what this may name"


def named_rows(command):
    """Every field of the verb that names a row, those of its lists too."""
    for name, field in command.takes.base_fields.items():
        inner = field.row_form.base_fields.items() if isinstance(field, Rows) else ()
        for sub, each in ((name, field), *((f"{name}.{n}", f) for n, f in inner)):
            if isinstance(each, Id):
                yield f"{command.name}.{sub}", each


def test_the_last_word_of_an_address_names_one_verb():
    assert len(by_slug()) == len(COMMANDS)
