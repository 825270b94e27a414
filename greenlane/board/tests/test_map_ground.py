"""What the map lies on: pieces of a file by Range, settings that say what is wrong."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from greenlane.board.map import pieces
from greenlane.board.map.ground import WrongGround, asked, ground

pytestmark = pytest.mark.pure
TILES = "https://tiles.example.org:8443/{z}/{x}/{y}.png"


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "county.pmtiles"
    made.write_bytes(b"PMTiles\x03" + bytes(range(92)))
    return made


def piece(file, **headers):
    request = RequestFactory().get("/map/ground.pmtiles", headers=headers)
    return pieces.piece_of(file, request, media_type="application/vnd.pmtiles")


@pytest.mark.parametrize(
    ("asked_for", "told", "length"),
    [
        ("bytes=0-6", "bytes 0-6/100", 7),
        ("bytes=90-", "bytes 90-99/100", 10),
        ("bytes=-3", "bytes 97-99/100", 3),
        ("bytes=0-999", "bytes 0-99/100", 100),
    ],
)
def test_a_range_is_answered_with_that_piece(file, asked_for, told, length):
    answer = piece(file, range=asked_for)
    assert (answer.status_code, answer["Content-Range"]) == (206, told)
    start = int(told.split()[1].split("-")[0])
    assert answer.content == file.read_bytes()[start : start + length]
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked_for", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_is_told_how_long_the_file_is(file, asked_for):
    answer = piece(file, range=asked_for)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize("asked_for", ["bytes=9-2", "bytes=0-1,5-6", "lines=0-1", "x"])
def test_what_is_no_single_range_is_answered_with_the_whole(file, asked_for):
    answer = piece(file, range=asked_for)
    assert (answer.status_code, len(answer.content)) == (200, 100)


def test_pieces_of_two_files_are_never_put_together(file):
    first = piece(file, range="bytes=0-9")
    same = {"range": "bytes=10-19", "if-range": first["ETag"]}
    assert piece(file, **same).status_code == 206
    file.write_bytes(b"PMTiles\x03" + bytes(192))
    other = piece(file, **same)
    assert (other.status_code, len(other.content)) == (200, 200)
    assert piece(file, **{"if-none-match": other["ETag"]}).status_code == 304


def test_no_piece_is_so_long_that_a_thread_waits_for_it(file, monkeypatch):
    monkeypatch.setattr(pieces, "MOST", 64)
    assert piece(file, range="bytes=8-")["Content-Range"] == "bytes 8-71/100"
    assert piece(file).status_code == 400


def test_the_ground_is_plain_a_file_or_the_tiles_of_one_server(settings, file):
    assert asked().kind == "plain"
    settings.MAP_TILES, settings.MAP_DATUM = TILES, "GCJ02"
    found = asked()
    assert (found.kind, found.datum) == ("tiles", "gcj02")
    assert found.origin == "https://tiles.example.org:8443"
    settings.MAP_TILES = str(file)
    assert (asked().kind, asked().file) == ("file", file)


@pytest.mark.parametrize(
    ("name", "told", "says"),
    [
        ("MAP_TILES", "/nowhere/county.pmtiles", "cannot be read"),
        ("MAP_TILES", __file__, "no PMTiles"),
        ("MAP_TILES", "https://tiles.example.org/{z}/{x}.png", "lacks {y}"),
        ("MAP_TILES", "ftp://tiles.example.org/{z}/{x}/{y}.png", "no address"),
        ("MAP_TILES", "https://a b;c/{z}/{x}/{y}.png", "no address"),
        ("MAP_TILES", "https://me:pw@tiles.example.org/{z}/{x}/{y}", "no address"),
        ("MAP_TILES", "https://tiles.example.org:x/{z}/{x}/{y}", "no address"),
        ("MAP_DATUM", "bd09", "neither wgs84 nor gcj02"),
        ("MAP_ZOOM", "99", "no whole number"),
    ],
)
def test_a_wrong_setting_is_named_and_leaves_the_ground_plain(
    settings, name, told, says
):
    settings.MAP_TILES = TILES
    setattr(settings, name, told)
    with translation.override("en"), pytest.raises(WrongGround, match=says) as wrong:
        asked()
    assert wrong.value.mend
    assert ground().kind == "plain"
