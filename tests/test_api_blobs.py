"""Photos and files come in by their bytes, and go out to whoever may see them."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from greenlane.core import blobs, guard
from greenlane.core.models import Blob, Grant
from tests.cast import Cast
from tests.stages import order

BLOBS = "/api/v1/blobs"
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5s", 13, b"IHDR", 640, 480, b"\x08\x02")
_FRAME = struct.pack(">HBHHB", 11, 8, 480, 640, 1) + b"\x01\x11\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + _FRAME + b"\xff\xd9"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.BLOB_DIR = tmp_path
    return tmp_path


@pytest.fixture
def liu(cast: Cast) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(cast.accounts["liu"])
    return client


def store(
    client: Client, content: bytes, media: str = "application/octet-stream"
) -> Any:
    return client.post(BLOBS, content, content_type=media)


@pytest.mark.parametrize(
    ("content", "media"),
    [(PNG, "image/png"), (JPEG, "image/jpeg"), (PDF, "application/pdf")],
    ids=["png", "jpeg", "pdf"],
)
def test_a_file_comes_back_as_it_went_in(
    liu: Client, content: bytes, media: str
) -> None:
    said = store(liu, content)
    assert said.status_code == 200, said.json()
    name = hashlib.sha256(content).hexdigest()
    assert said.json() == {"hash": name, "size": len(content), "type": media}
    back = liu.get(f"{BLOBS}/{name}")
    assert b"".join(back.streaming_content) == content
    assert back.headers["Content-Type"] == media
    assert back.headers["Content-Disposition"].startswith("attachment")
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert store(liu, content).json()["hash"] == name, "twice is once"
    assert Blob.objects.count() == 1


WRONG = {
    "empty": (b"", 422, "blob-empty"),
    "a page in a picture's clothes": (
        b"<html><script>alert(1)</script>", 422, "blob-active",
    ),
    "a drawing that runs": (
        b'<svg xmlns="http://www.w3.org/2000/svg"/>', 422, "blob-active",
    ),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(60), 422, "blob-type-unknown"),
    "half a picture": (PNG[:18], 422, "blob-size-unreadable"),
    "half a photo": (JPEG[:8], 422, "blob-size-unreadable"),
    "a bomb": (
        PNG[:16] + struct.pack(">II", 60_000, 60_000) + PNG[24:], 422,
        "blob-too-many-pixels",
    ),
}  # fmt: skip


@pytest.mark.parametrize("sort", WRONG)
def test_what_is_no_photo_and_no_file_is_refused(
    liu: Client, folder: Path, sort: str
) -> None:
    content, status, code = WRONG[sort]
    answer = store(liu, content, "image/png")
    said = answer.json()
    assert (answer.status_code, said["code"]) == (status, code)
    assert said["next_step"]
    assert said["errors"][0]["field"] == "file"
    assert not Blob.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()], "nothing is left"


def test_a_file_that_is_too_large_is_not_read_on(
    liu: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "MOST_BYTES", 1000)
    answer = store(liu, PNG + bytes(2000))
    assert (answer.status_code, answer.json()["code"]) == (413, "blob-too-large")
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_foreign_unit_cannot_fetch_it(cast: Cast, liu: Client) -> None:
    name = store(liu, PNG).json()["hash"]
    stranger = Client()
    stranger.force_login(cast.accounts["stranger"])
    answer = stranger.get(f"{BLOBS}/{name}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert liu.get(f"{BLOBS}/{name}").status_code == 200


def test_who_has_a_role_elsewhere_only_stores_nothing_at_home(
    cast: Cast, liu: Client
) -> None:
    with guard.lifted():
        Grant.objects.filter(account=cast.accounts["liu"]).update(unit=cast.foreign)
    answer = store(liu, PNG)
    assert (answer.status_code, answer.json()["code"]) == (403, "role-missing")


def test_two_units_may_keep_the_same_file(cast: Cast, liu: Client) -> None:
    stranger = Client()
    stranger.force_login(cast.accounts["foreign_leader"])
    assert store(stranger, PDF).status_code == store(liu, PDF).status_code == 200
    name = hashlib.sha256(PDF).hexdigest()
    for client in (stranger, liu):
        assert client.get(f"{BLOBS}/{name}").status_code == 200


def test_a_note_carries_a_photo_that_its_own_unit_stored(
    cast: Cast, liu: Client
) -> None:
    mine = str(order(cast).pk)
    photo = store(liu, PNG).json()["hash"]
    note = {"order": mine, "text": "柜门", "photo": photo}
    asked = {"command": "work.add_note", "data": note}
    assert liu.post("/api/v1/commands", asked, "application/json").status_code == 200
    [shown] = liu.get("/api/v1/orders/BY-1/notes").json()["notes"]
    assert shown["photo"] == photo
    stranger = Client()
    stranger.force_login(cast.accounts["foreign_leader"])
    theirs = store(stranger, JPEG).json()["hash"]
    asked = {"command": "work.add_note", "data": {**note, "photo": theirs}}
    refused = liu.post("/api/v1/commands", asked, "application/json")
    assert refused.status_code == 404
