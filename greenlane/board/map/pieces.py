"""Pieces of a large file by HTTP Range (RFC 9110, section 14): 206, 416, If-Range.

A piece is read whole and is never longer than MOST, so that no thread stands waiting
for a telephone on a bad line; a longer one is answered with its beginning.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date, quote_etag

MOST = 8 * 1024 * 1024
KEPT = "private, max-age=3600"  # a file is exchanged at night, not by the minute
_TEXT = "text/plain; charset=utf-8"
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def piece_of(file: Path, request: HttpRequest, *, media_type: str) -> HttpResponse:
    """What the request asks for of the file. Raises OSError where it is gone.

    More than one range is answered as none. Without a range a file is given whole up
    to MOST, and beyond it is refused (400): whoever reads it asks by pieces.
    """
    with file.open("rb") as opened:
        stat = os.fstat(opened.fileno())
        said = _said(stat)
        if request.headers.get("If-None-Match") == said["ETag"]:
            return HttpResponse(status=304, headers=said)
        told = _asked(request, said, stat.st_size)
        start, end = told or (0, stat.st_size)
        end = min(end, start + MOST, stat.st_size) if told else end
        if start >= end and told:
            gone = {"Content-Range": f"bytes */{stat.st_size}"}
            return HttpResponse(status=416, headers=gone)
        whole = request.method == "HEAD"
        if not told and not whole and end > MOST:
            return HttpResponse("Range: bytes=…\n", status=400, content_type=_TEXT)
        opened.seek(start)
        body = b"" if whole else opened.read(end - start)
    if told:
        said["Content-Range"] = f"bytes {start}-{end - 1}/{stat.st_size}"
    said["Content-Length"] = str(end - start)
    status = 206 if told else 200
    return HttpResponse(body, status=status, content_type=media_type, headers=said)


def _said(stat: os.stat_result) -> dict[str, str]:
    """What tells this state of the file from another one."""
    return {
        "Accept-Ranges": "bytes",
        "Cache-Control": KEPT,
        "ETag": quote_etag(f"{stat.st_mtime_ns:x}-{stat.st_size:x}"),
        "Last-Modified": http_date(stat.st_mtime),
    }


def _asked(
    request: HttpRequest, said: dict[str, str], size: int
) -> tuple[int, int] | None:
    """First byte and the one behind the last; None: the whole of it.

    What `If-Range` names has to be this very state, or pieces of two files would be
    put together.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or found is None or found.groups() == ("", ""):
        return None
    state = request.headers.get("If-Range", "").strip()
    if state and state not in {said["ETag"], said["Last-Modified"]}:
        return None
    first, last = found.groups()
    if not first:
        return max(size - int(last), 0) if int(last) else size, size
    if last and int(last) < int(first):
        return None
    return int(first), int(last) + 1 if last else size
