"""The stream through a real server: nothing is missed, nothing foreign is heard."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.serving import House, house
from tests.stages import order, permitted


@pytest.fixture(scope="module")
def served(django_db_setup: None) -> Iterator[House]:
    # The tables are put back between tests; what was read before must not be told.
    with house("--no-follow", GREENLANE_KEEPS_READS="0") as found:
        yield found


def logged_in(cast: Cast, name: str) -> dict[str, str]:
    client = Client()
    client.force_login(cast.accounts[name])
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}


class Unpacked:
    """A packed stream, line by line."""

    def __init__(self, answer: Any) -> None:
        self.answer, self.rest = answer, b""
        self.reader = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def readline(self) -> bytes:
        while b"\n" not in self.rest:
            piece = self.answer.read1(65536)
            if not piece:
                return b""
            self.rest += self.reader.decompress(piece)
        line, _end, self.rest = self.rest.partition(b"\n")
        return line + b"\n"


def test_a_browser_hears_the_same_packed(live_cast: Cast, served: House) -> None:
    mine = str(order(live_cast).pk)
    query = "?at=%2Fwaiting"
    plain = served.listen(query, **logged_in(live_cast, "liu"))
    packs = {"Accept_Encoding": "gzip, br", **logged_in(live_cast, "liu")}
    short = served.listen(query, **packs)
    assert plain.answer.headers["Content-Encoding"] is None
    assert short.answer.headers["Content-Encoding"] == "gzip"
    short.answer = Unpacked(short.answer)  # type: ignore[assignment]
    assert (plain.frame() or [""])[0] == (short.frame() or [""])[0] == "hello"
    note(live_cast, mine, "到场")
    told = [[ear.frame() for _both in range(2)] for ear in (plain, short)]
    assert told[0] == told[1]
    assert [kind for kind, _said in told[0]] == ["fact", "part"]


def note(cast: Cast, number: str, text: str, *, by: str = "wang") -> str:
    return str(cast.do("work.add_note", {"order": number, "text": text}, by=by))


def stop(cast: Cast, of: str, *, by: str) -> None:
    cast.do("work.stop_work", {"order": of, "reason": "跳线松动"}, by=by)


def test_whoever_listens_hears_what_happens_and_misses_nothing(
    live_cast: Cast, served: House
) -> None:
    mine = str(order(live_cast).pk)
    first, second = (served.listen(**logged_in(live_cast, "liu")) for _ in range(2))
    assert first.answer.status == 200
    assert first.answer.headers["Content-Type"].startswith("text/event-stream")
    assert first.frame() == second.frame() == ("hello", {})

    note(live_cast, mine, "到场")
    for ear in (first, second):
        kind, said = ear.frame() or ("", {})
        assert kind == "fact"
        assert said["name"] == "work.note_added"
        assert f"order:{mine}" in said["subjects"]
    second.close()

    # More than one reading of the journal happens while nobody listens.
    for number in range(5):
        note(live_cast, mine, f"第{number}次")
    again = served.listen(Last_Event_ID=second.last_id, **logged_in(live_cast, "liu"))
    assert again.frame() == ("hello", {})
    heard = [again.frame() for _ in range(5)]
    told = [first.frame() for _ in range(5)]
    assert heard == told
    assert [said[1]["seq"] for said in heard if said] == list(range(2, 7))
    first.close()
    again.close()


def test_an_occurrence_a_stop_and_a_withdrawn_reading_are_heard_by_all(
    live_cast: Cast, served: House
) -> None:
    ticket = permitted(live_cast, order(live_cast))
    mine = {"order": str(ticket.order.pk)}
    dead = str(ticket.order.evidence.get(kind="proved_dead").pk)
    ears = [served.listen(**logged_in(live_cast, name)) for name in ("liu", "zhao")]
    assert [ear.frame() for ear in ears] == [("hello", {})] * 2
    told = {**mine, "told_by": "王", "what": "电话令送电", "state": "dual"}
    live_cast.do("safety.report_energised", told, by="zhou")
    live_cast.do("work.report_hazard", {**mine, "reason": "跳线松动"}, by="zhou")
    live_cast.do("safety.withdraw_evidence", {"evidence": dead}, by="he")
    wanted = {
        "safety.occurrence_reported",
        "work.hazard_reported",
        "safety.evidence_withdrawn",
    }
    for ear in ears:
        heard = set()
        while not wanted <= heard:
            kind, said = ear.frame() or ("", {})
            assert kind == "fact"
            heard.add(said["name"])
            if said["name"] in wanted:
                assert f"order:{ticket.order.pk}" in said["subjects"]
        ear.close()


def test_events_of_a_foreign_unit_never_arrive(live_cast: Cast, served: House) -> None:
    theirs = str(order(live_cast, "QS-1", unit=live_cast.foreign).pk)
    mine = str(order(live_cast).pk)
    ear = served.listen(**logged_in(live_cast, "liu"))
    ear.frame()
    stop(live_cast, theirs, by="stranger")
    stop(live_cast, mine, by="liu")
    kind, said = ear.frame() or ("", {})
    assert kind == "fact"
    assert said["unit"] == live_cast.unit.pk
    assert f"{live_cast.foreign.pk}." not in ear.last_id
    ear.close()

    asked = f"{live_cast.foreign.pk}.0-{live_cast.unit.pk}.0"
    ear = served.listen(Last_Event_ID=asked, **logged_in(live_cast, "liu"))
    ear.frame()
    kind, said = ear.frame() or ("", {})
    assert said["unit"] == live_cast.unit.pk, "nor when he asks for them by number"
    ear.close()


def test_the_stream_closes_when_the_right_is_lost(
    live_cast: Cast, served: House
) -> None:
    ear = served.listen(**logged_in(live_cast, "ma"))
    other = served.listen(**logged_in(live_cast, "liu"))
    assert ear.frame() == other.frame() == ("hello", {})
    grant = str(live_cast.accounts["ma"].grants.get().pk)
    live_cast.do("core.revoke_role", {"grant": grant}, by="yan")
    while said := ear.frame():
        assert said[1]["name"] == "core.role_revoked"
    assert other.frame(), "whoever kept the right goes on listening"
    other.close()
    assert served.listen(**logged_in(live_cast, "ma")).answer.status == 403


def test_nobody_listens_without_a_login(live_cast: Cast, served: House) -> None:
    status, said = served.ask("GET", "/api/v1/stream", Accept_Language="en")
    assert (status, said["code"]) == (401, "log-in-first")
    assert said["title"].startswith("Nobody is logged in")
    odd = 'sessionid="\\000\\000aaaaaaaaaa"'
    for path in ("/api/v1/stream", "/api/v1/orders"):
        status, said = served.ask("GET", path, Cookie=odd)
        assert (status, said["code"]) == (401, "log-in-first"), path
    status, said = served.ask("POST", "/api/v1/stream", {})
    assert (status, said["code"]) == (405, "method-not-allowed")
    status, said = served.ask("GET", "/api/v1/stream/more")
    assert (status, said["code"]) == (404, "no-such-address")
