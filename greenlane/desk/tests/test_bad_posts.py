"""Whatever a browser sends, the page answers with a reason and never breaks."""

from __future__ import annotations

from functools import cache

import pytest

from greenlane.commands import COMMANDS
from greenlane.core.fields import Rows
from greenlane.core.models import Event
from greenlane.desk.tests.pages import Hand, address, who_may
from greenlane.desk.verbs import giving
from tests import stages

ROOMS = sorted({each.room for each in COMMANDS})
BAD = ("\0", "</form><script>" * 400, "1e999")
STRAY = {
    "readings.99999.kind": "x",
    "readings.0.": "x",
    "challenge.0.pin": "x",
    "nobody_asked": "x",
    "command_id": "not an id",
}


def keys(command):
    for name, field in command.takes.base_fields.items():
        if isinstance(field, Rows):
            yield from (f"{name}.0.{inner}" for inner in field.row_form.base_fields)
        yield name


@pytest.mark.parametrize("room", ROOMS)
def test_no_post_breaks_a_page(cast, room):
    stages.order(cast)
    hands = cache(Hand)
    before = Event.objects.count()
    for command in (each for each in COMMANDS if each.room == room):
        if command.needs and not giving(command.needs):
            continue  # the house alone may do it, and has no browser
        client = hands(who_may(command)).client
        for value in BAD:
            sent = {**dict.fromkeys(keys(command), value), **STRAY}
            done = client.post(address(command.name, "BY-1"), sent)
            assert 400 <= done.status_code < 500, (command.name, value)
            assert b"<script>" not in done.content.replace(b'<script src="', b"")
        asked = dict.fromkeys(keys(command), "")
        assert client.get(address(command.name, "BY-1"), asked).status_code == 200
        odd = dict.fromkeys(keys(command), "\0<script>")
        assert client.get(address(command.name), odd).status_code < 500
    assert Event.objects.count() == before
