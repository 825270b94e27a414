"""What is packed once is the same in every stream; pages are packed where asked for."""

from __future__ import annotations

import gzip
import zlib

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from greenlane.core.packed import HEAD, LONGEST, as_it_is, asked_for, packed
from greenlane.core.web.packing import Packing
from tests.cast import Cast

frames = st.lists(
    st.tuples(st.sampled_from([packed, as_it_is]), st.binary(max_size=300)), max_size=9
)


@given(frames)
def test_frames_in_any_order_are_one_stream_and_each_arrives_by_itself(told) -> None:
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert reader.decompress(HEAD) == b""
    for pack, frame in told:
        assert reader.decompress(pack(frame)) == frame
    assert not reader.unused_data


@pytest.mark.parametrize("size", [0, 1, LONGEST, LONGEST + 1, 3 * LONGEST])
def test_a_frame_of_any_length_fits(size: int) -> None:
    frame = bytes(n % 251 for n in range(size))
    for pack in (packed, as_it_is):
        reader = zlib.decompressobj(-zlib.MAX_WBITS)
        assert reader.decompress(pack(frame)) == frame


@pytest.mark.parametrize(
    ("accepts", "takes"),
    [
        ("gzip, deflate, br", True), ("br;q=1.0, GZIP;q=0.8", True),
        ("gzip; q=0", False), ("", False), ("identity", False), ("xgzip", False),
    ],
)  # fmt: skip
def test_who_takes_gzip(accepts: str, takes: bool) -> None:
    assert asked_for(accepts) is takes


def test_a_page_is_packed_for_whoever_asks_for_it(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.accounts["wang"])
    plain = client.get("/own")
    short = client.get("/own", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert short["Content-Encoding"] == "gzip"
    assert len(short.content) < len(plain.content) / 2
    assert "<main" in gzip.decompress(short.content).decode()


@pytest.mark.parametrize("at", ["/own", "/map/things.json"])
def test_whoever_refuses_gzip_by_name_gets_none(cast: Cast, at: str) -> None:
    client = Client()
    client.force_login(cast.accounts["wang"])
    for accepts, packs in (("gzip;q=0, identity", False), ("gzip;q=0.1", True)):
        answer = client.get(at, headers={"accept-encoding": accepts})
        assert answer.status_code == 200
        assert ("Content-Encoding" in answer.headers) is packs
        assert "Accept-Encoding" in answer["Vary"]


def test_what_is_no_text_or_only_a_piece_of_it_stays_as_it_is(tmp_path) -> None:
    file = tmp_path / "photo"
    file.write_bytes(b"x" * 5000)
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip"
    text = b"a line " * 1000
    for answer in (
        HttpResponse(text, content_type="application/pdf"),
        HttpResponse(text, content_type="text/csv", status=206),
        FileResponse(file.open("rb"), content_type="text/plain"),
    ):
        made = Packing(lambda _request, answer=answer: answer)(request)
        assert "Content-Encoding" not in made.headers
