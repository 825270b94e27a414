"""The real wire: JSON both ways, cookies kept, a refusal is an answer and no crash."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from greenlane.drills.story import main
from greenlane.drills.wire import Hand, HttpWire, Refusal, releases_of

HELD = {"code": "gate-held", "title": "Held.", "missing": [{"what": "a", "says": "A."}]}


MOVED = {"code": "changed-since-shown", "title": "Something has changed."}


class House(BaseHTTPRequestHandler):
    """Gives a cookie at login, then says what it was sent; `permit` is refused.

    An earth is placed as it was shown last: with `moves` things move on after a look.
    """

    moves, shown = 0, 0

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith("/session"):
            return self._say(200, {"csrf_token": "t"}, cookie="sessionid=s; Path=/")
        if self.path.endswith("/challenges"):
            House.shown += 1
            return self._say(200, {"challenge": str(House.shown)})
        if body["command"] == "safety.place_earth" and House.shown <= House.moves:
            return self._say(409, MOVED)
        if body["command"] == "safety.permit":
            return self._say(409, HELD)
        sent = {name: self.headers[name] for name in ("Cookie", "X-CSRFToken")}
        return self._say(200, {"facts": {**sent, "data": body["data"]}})

    def do_GET(self):
        self._say(200, {"path": self.path})

    def _say(self, status, said, cookie=""):
        self.send_response(status)
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def phone():
    with HTTPServer(("127.0.0.1", 0), House) as house:
        Thread(target=house.serve_forever, daemon=True).start()
        wire = HttpWire(f"http://127.0.0.1:{house.server_port}/")
        yield Hand("he", "a-password", "2533", wire)
        house.shutdown()


def test_a_phone_logs_in_once_and_keeps_its_cookie(phone):
    done = phone.do("work.add_note", text="一")
    assert done == {"Cookie": "sessionid=s", "X-CSRFToken": "t", "data": {"text": "一"}}
    assert phone.read("/api/v1/people") == {"path": "/api/v1/people"}


def test_a_refusal_tells_every_reason(phone):
    with pytest.raises(Refusal) as no:
        phone.do("safety.permit", ticket="-")
    assert (no.value.status, no.value.missing, no.value.why) == (409, ["a"], "A.")


@pytest.mark.parametrize("moves", [0, 4, 5])
def test_whoever_plays_looks_again_where_things_have_moved_on(
    phone, moves, monkeypatch
):
    monkeypatch.setattr(House, "moves", moves)
    monkeypatch.setattr(House, "shown", 0)
    phone.releases = {"safety.place_earth"}
    if moves < 5:
        done = phone.do("safety.place_earth", earth="-")
        proof = {"challenge": str(moves + 1), "pin": "2533"}
        assert done["data"] == {"earth": "-", **proof}, "of what was shown last"
        return
    with pytest.raises(Refusal, match="changed-since-shown"):
        phone.do("safety.place_earth", earth="-")
    assert House.shown == 5


def test_the_api_says_which_commands_want_a_proof():
    def schema(name, kind):
        return {"properties": {"command": {"const": name}}, "x-kind": kind}

    schemas = {"one": schema("a.b", "release"), "two": schema("a.c", "claim"), "3": {}}
    assert releases_of({"components": {"schemas": schemas}}) == {"a.b"}


def test_a_story_without_a_house_says_so(capsys):
    assert main("http://127.0.0.1:9") == 1
    assert "127.0.0.1:9" in capsys.readouterr().out
