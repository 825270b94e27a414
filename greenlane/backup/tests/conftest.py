"""A house with a photo, a contact and a session, packed into a folder of the test."""

import io

import pytest
from django.contrib.sessions.models import Session

from greenlane.backup import sealing
from greenlane.core import blobs, clock, guard
from greenlane.core.tests.test_blobs import png
from greenlane.places.tests.test_add_contact import ask


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(sealing, "COST", 2**10)


@pytest.fixture
def house(live_cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.BLOB_DIR = settings.DATA_DIR / "blobs"
    settings.CHECKPOINT_DIR = tmp_path / "checkpoints"
    settings.DATA_DIR.mkdir()
    contact = live_cast.do("places.add_contact", ask(live_cast, name="陆远"), by="wang")
    live_cast.contact = contact.facts["contact"]
    kept = blobs.keep(io.BytesIO(png()), by=live_cast.actor("wang"))
    live_cast.photo = kept.hash
    with guard.lifted():
        Session.objects.create(
            session_key="key-of-a-session",
            session_data="who is logged in",
            expire_date=clock.wall(),
        )
    return live_cast
