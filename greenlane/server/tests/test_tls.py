"""A renewed certificate is served without a restart; a broken one changes nothing."""

from __future__ import annotations

import ssl
import time
from types import SimpleNamespace

import pytest

from greenlane.core import clock
from greenlane.core.tests.test_tls import served, serving
from greenlane.core.tls import folder, making, names
from greenlane.server import tls

pytestmark = pytest.mark.pure


@pytest.fixture
def taken(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    making.first(names.hosts(["orders.county"]), now=clock.wall())
    files = folder.path(folder.CERT), folder.path(folder.KEY)
    return tls.TakenUp(serving, *files)


def test_a_renewed_pair_is_taken_up(taken):
    before = served("orders.county", by=taken.context)
    assert not taken.look()
    making.renewed(names.hosts(["other.local", "10.1.2.3"]), now=clock.wall())
    assert taken.look()
    assert served("other.local", by=taken.context) != before
    assert served("10.1.2.3", by=taken.context), "also where no name is sent"
    assert not taken.look()


def test_a_pair_that_cannot_serve_leaves_the_old_one(taken):
    before = served("orders.county", by=taken.context)
    folder.path(folder.KEY).write_text("no key")
    assert not taken.look()
    folder.path(folder.CERT).unlink()
    assert not taken.look()
    assert served("orders.county", by=taken.context) == before


def test_files_that_change_under_the_look_are_looked_at_again(taken, monkeypatch):
    """Whoever renews writes two files: the look goes on, and takes the pair up."""
    make, fails = taken._make, iter([True])

    def made():
        if next(fails, False):
            raise ssl.SSLError("key values mismatch")
        return make()

    monkeypatch.setattr(taken, "_make", made)
    making.renewed(names.hosts(["other.local"]), now=clock.wall())
    assert not taken.look()
    assert taken.look()
    assert served("other.local", by=taken.context)


def test_what_uvicorn_serves_with_follows_its_files(taken, monkeypatch):
    monkeypatch.setattr(tls, "LOOK_SECONDS", 0.01)
    config = SimpleNamespace(
        ssl_certfile=folder.path(folder.CERT), ssl_keyfile=folder.path(folder.KEY)
    )
    context = tls.context(config, serving)
    making.renewed(names.hosts(["other.local"]), now=clock.wall())
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            assert served("other.local", by=context)
        except ssl.SSLCertVerificationError:
            time.sleep(0.01)
        else:
            return
    raise AssertionError("the new certificate was not taken up")
