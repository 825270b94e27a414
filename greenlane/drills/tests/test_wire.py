"""The real wire: JSON both ways, cookies kept, a refusal is an answer and no crash."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from greenlane.drills.story import main
from greenlane.drills.wire import Hand, HttpWire, Refusal, releases_of

HELD = {"code": "gate-held", "title": "Held.", "missing": [{"what": "a", "says": "A."}]}


class House(BaseHTTPRequestHandler):
    """Gives a cookie at login, then says what it was sent; `permit` is refused."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith("/session"):
            return self._say(200, {"csrf_token": "t"}, cookie="sessionid=s; Path=/")
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


def test_the_api_says_which_commands_want_a_proof():
    def schema(name, kind):
        return {"properties": {"command": {"const": name}}, "x-kind": kind}

    schemas = {"one": schema("a.b", "release"), "two": schema("a.c", "claim"), "3": {}}
    assert releases_of({"components": {"schemas": schemas}}) == {"a.b"}


def test_a_story_without_a_house_says_so(capsys):
    assert main("http://127.0.0.1:9") == 1
    assert "127.0.0.1:9" in capsys.readouterr().out
