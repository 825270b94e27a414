"""Many streams in one process: each line that it prints is a part that arrived.

`python -m tests.bench.board.watchers PORT FILE`: the file holds a JSON list of
[name, cookie, query]. Printed are name, address of the part, seconds of the machine's
clock. Raw sockets: what is measured is the house, not a browser.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

AT_ONCE = 200  # that are connecting


async def watch(port: int, named: list[str], gate: asyncio.Semaphore) -> None:
    name, cookie, query = named
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
        writer.write(
            f"GET /api/v1/stream?{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Accept-Language: zh-hans\r\nAccept-Encoding: gzip\r\n"
            f"Cookie: {cookie}\r\n\r\n".encode()
        )
        status = await reader.readline()
    if b" 200 " not in status:
        print(json.dumps([name, status.decode().strip(), time.monotonic()]), flush=True)
        return
    kind = ""
    async for line in _lines(reader):
        if line.startswith(b"event: "):
            kind = line[7:].decode().strip()
        elif kind == "part" and line.startswith(b"data: "):
            at = json.loads(line[6:60].split(b",")[0].rstrip(b"}") + b"}")["at"]
            print(json.dumps([name, at, time.monotonic()]), flush=True)
        elif kind == "hello" and line.startswith(b"data: "):
            print(json.dumps([name, "hello", time.monotonic()]), flush=True)


async def _lines(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """What comes in chunks, packed, as a browser unpacks it."""
    while (await reader.readline()).strip():
        pass  # headers
    unpacking, rest = zlib.decompressobj(16 + zlib.MAX_WBITS), b""
    while size := int(await reader.readline() or b"0", 16):
        rest += unpacking.decompress(await reader.readexactly(size))
        await reader.readline()
        *lines, rest = rest.split(b"\n")
        for line in lines:
            yield line


async def main(port: int, all_named: list[Any]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(watch(port, each, gate) for each in all_named))


if __name__ == "__main__":
    told = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    asyncio.run(main(int(sys.argv[1]), told))
