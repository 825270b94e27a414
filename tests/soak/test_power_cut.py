"""The server is killed in the middle of writing: what it answered is kept."""

import random
import threading
from http.client import HTTPException
from uuid import UUID, uuid4

import pytest

from greenlane.core.models import Event, Receipt
from greenlane.core.verify import verify
from greenlane.places.models import Site
from tests.soak.processes import Server, token
from tests.soak.wires import Line

WRITERS, CUTS, SOAKED_CUTS = 4, 3, 200


class Writers:
    """Send one command after the other until the line is dead."""

    def __init__(self, port, secret):
        self._port, self._secret = port, secret
        self.answered, self.open = {}, []
        self._enough = threading.Event()

    def write(self, cut_after):
        self._enough.clear()
        wanted = len(self.answered) + cut_after
        threads = [
            threading.Thread(target=self._write, args=(wanted,))
            for _n in range(WRITERS)
        ]
        for each in threads:
            each.start()
        return threads

    def wait_for_enough(self):
        assert self._enough.wait(120), "the server answers no more"

    def _write(self, wanted):
        line = Line(self._port)
        try:
            while True:
                body = asked(str(uuid4()))
                self.open.append(body)
                self._send(line, body)
                self.open.remove(body)
                if len(self.answered) >= wanted:
                    self._enough.set()
        except (OSError, HTTPException):
            return

    def again(self):
        """Who got no answer sends the same once more."""
        line = Line(self._port)
        for body in self.open:
            self._send(line, body)
        self.open.clear()

    def _send(self, line, body):
        key = {"Authorization": f"Bearer {self._secret}"}
        status, said = line.send("POST", "/api/v1/commands", body, **key)
        assert status == 200, said
        self.answered[body["id"]] = said["position"]


def asked(key):
    site = {"code": key[:8], "name_zh": "体育馆方舱"}
    return {"command": "places.add_site", "id": key, "data": site}


def cut_often(cast, cuts):
    server, chance = Server(), random.Random(7)
    writers = Writers(server.port, token(cast))
    try:
        for _cut in range(cuts):
            server.start()
            writers.again()
            threads = writers.write(cut_after=chance.randint(5, 40))
            writers.wait_for_enough()
            server.kill()
            for each in threads:
                each.join()
            everything_is_there(writers.answered)
        server.start()
        writers.again()
    finally:
        server.kill()
    everything_is_there(writers.answered)
    assert Site.objects.count() == len(writers.answered) + 1  # the cast's own
    assert verify().whole, verify().findings[:5]
    return len(writers.answered)


def everything_is_there(answered):
    keys = {UUID(key) for key in answered}
    assert set(Receipt.objects.filter(pk__in=keys).values_list("pk", flat=True)) == keys
    told = Event.objects.filter(command__in=keys).values_list("command", "unit", "seq")
    assert {str(command): f"{unit}.{seq}" for command, unit, seq in told} == answered


@pytest.mark.soak
def test_what_was_answered_before_a_power_cut_is_there(live_cast):
    cut_often(live_cast, CUTS)


@pytest.mark.soak
def test_what_was_answered_before_many_power_cuts_is_there(live_cast, figures):
    written = cut_often(live_cast, SOAKED_CUTS)
    figures(f"power cut: {SOAKED_CUTS} kills, {written} answered commands, none lost")
