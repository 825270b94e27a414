"""The founding case from request to handover, in a browser, without a mouse."""

from __future__ import annotations

from typing import Any

import pytest

from greenlane.drills import county
from greenlane.drills.story import play_case
from greenlane.work.labels import label
from greenlane.work.models import Order
from tests.browser import chrome
from tests.browser.keyboard import KeyboardWire, Ways
from tests.browser.onstage import Stage
from tests.serving import house

# The served house knows no quick hash of the tests; here passwords are typed.
AS_SERVED = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
pytestmark = [
    pytest.mark.soak,
    pytest.mark.pure,
    pytest.mark.skipif(chrome.executable() is None, reason="no Chromium"),
]


def test_an_order_is_driven_from_request_to_handover_by_keys_alone(
    transactional_db: None, figures: Any, monkeypatch: Any, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = AS_SERVED
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    county.build_still()
    wires, ways = list[KeyboardWire](), Ways()
    with house("--no-follow") as served:
        place = Stage(f"http://127.0.0.1:{served.port}", {}, {})
        with chrome.chrome(place) as browser:

            def dial() -> KeyboardWire:
                wires.append(KeyboardWire(browser, ways, zoomed=len(wires) % 2 > 0))
                return wires[-1]

            play_case(dial, say=print)
    assert label(Order.objects.earliest("id")).code == "handed_over"
    told = (f"{len(ways.linked)} by links", f"{len(ways.typed)} typed after a slash")
    figures(f"by keys alone, of verbs and rows: {', '.join(told)}")
    assert not ways.by_address
    unoffered = {each for wire in wires for each in wire.unoffered}
    assert unoffered == {("safety.issue_ticket", "kind")}
