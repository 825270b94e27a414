"""A power cut, replayed: what was synced is certain, what was not may be there or not.

A small library between the process and the C library writes down every write, cut and
sync of the database's files. From that book the files are built as a disk would hold
them if the power had failed at any line. File creation and renames are not modelled,
nor torn sectors; the settings read back that nothing is written by memory map.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WRITE, CUT, SYNC, ANSWERED = b"W", b"T", b"S", b"A"
_HEAD, _TAIL = struct.Struct("<cI"), struct.Struct("<QQ")

RECORDER = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void tell(char kind, int fd, uint64_t at, uint64_t size, const void *bytes) {
    static int book = -1;
    char link[40], path[PATH_MAX];
    const char *wanted = getenv("CUT_MATCH"), *name = getenv("CUT_BOOK");
    if (!wanted || !name) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    if (!strstr(path, wanted) || strstr(path, "-shm")) return;
    if (book < 0) book = open(name, O_WRONLY | O_CREAT | O_APPEND, 0600);
    uint32_t told = (uint32_t)length;
    size_t whole = 5 + told + 16 + (bytes ? size : 0);
    char *line = malloc(whole), *next = line;
    if (!line) abort();
    *next++ = kind;
    memcpy(next, &told, 4); next += 4;
    memcpy(next, path, told); next += told;
    memcpy(next, &at, 8); next += 8;
    memcpy(next, &size, 8); next += 8;
    if (bytes) memcpy(next, bytes, size);
    /* One call a line: lines of several processes do not mix. */
    if (write(book, line, whole) != (ssize_t)whole) abort();
    free(line);
}

#define REAL(name) static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t pwrite(int fd, const void *b, size_t n, off_t at) {
    REAL(pwrite);
    ssize_t done = real(fd, b, n, at);
    if (done > 0) tell('W', fd, (uint64_t)at, (uint64_t)done, b);
    return done;
}
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) {
    REAL(pwrite64);
    ssize_t done = real(fd, b, n, at);
    if (done > 0) tell('W', fd, (uint64_t)at, (uint64_t)done, b);
    return done;
}
int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    int bad = real(fd, size);
    if (!bad) tell('T', fd, (uint64_t)size, 0, NULL);
    return bad;
}
int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    int bad = real(fd, size);
    if (!bad) tell('T', fd, (uint64_t)size, 0, NULL);
    return bad;
}
int fsync(int fd) {
    REAL(fsync);
    int bad = real(fd);
    if (!bad) tell('S', fd, 0, 0, NULL);
    return bad;
}
int fdatasync(int fd) {
    REAL(fdatasync);
    int bad = real(fd);
    if (!bad) tell('S', fd, 0, 0, NULL);
    return bad;
}
"""


@dataclass(frozen=True)
class Line:
    """One line of the book; of an answer `path` is the id of the command."""

    kind: bytes
    path: str
    at: int
    data: bytes


def compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def recorder(folder: Path) -> Path:
    """The library, compiled into this folder."""
    source, made = folder / "recorder.c", folder / "recorder.so"
    source.write_text(RECORDER)
    told = [str(compiler()), "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"]
    subprocess.run(told, check=True)
    return made


def answered(command: str) -> None:
    """Called by the worker: from here on this command counts as answered."""
    line = _HEAD.pack(ANSWERED, len(command)) + command.encode() + _TAIL.pack(0, 0)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    handle = os.open(os.environ["CUT_BOOK"], flags, 0o600)
    os.write(handle, line)
    os.close(handle)


def read(book: Path) -> list[Line]:
    """All whole lines; the last one may be torn where the worker was killed."""
    return list(_lines(book.read_bytes())) if book.exists() else []


def _lines(content: bytes) -> Iterator[Line]:
    place = 0
    while place + _HEAD.size <= len(content):
        kind, length = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        path = content[place : place + length].decode()
        place += length
        if place + _TAIL.size > len(content):
            return
        at, size = _TAIL.unpack_from(content, place)
        place += _TAIL.size
        if place + size > len(content):
            return
        yield Line(kind, path, at, content[place : place + size])
        place += size


def after_cut(
    lines: list[Line], base: Path, into: Path, *, keep: float, chance: random.Random
) -> None:
    """The files as the disk holds them when the power fails behind these lines.

    `keep`: how likely each write is there that nobody has synced.
    """
    files = {
        each.name: bytearray(each.read_bytes())
        for each in base.iterdir()
        if each.name.startswith("greenlane.sqlite3") and "-shm" not in each.name
    }
    synced = {each.path: n for n, each in enumerate(lines) if each.kind == SYNC}
    for number, line in enumerate(lines):
        if line.kind not in {WRITE, CUT}:
            continue
        if number > synced.get(line.path, -1) and chance.random() >= keep:
            continue
        file = files.setdefault(Path(line.path).name, bytearray())
        if line.kind == CUT:
            del file[line.at :]
        file.extend(bytes(max(0, line.at - len(file))))
        file[line.at : line.at + len(line.data)] = line.data
    into.mkdir()
    for name, content in files.items():
        (into / name).write_bytes(content)
