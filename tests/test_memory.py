"""The whole tree of processes stays small, after pages, reads, commands and streams."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import stages
from tests.cast import Cast
from tests.serving import house

MOST_MIB = 400
ROUNDS, LISTENERS = 60, 20
READS = (
    "/", "/api/v1/orders", "/api/v1/orders/BY-1", "/api/v1/orders/BY-1/ledger",
    "/api/v1/orders/BY-1/tickets", "/api/v1/orders/BY-1/events", "/orders/BY-1",
    "/api/v1/openapi.json", "/api/v1/people", "/readyz",
)  # fmt: skip


def tree(pid: int) -> Iterator[int]:
    """This process and everything that it started, and so on."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from tree(int(child))


def mib(pid: int) -> float:
    """Its memory; what it shares with others is counted once among them all."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return (
        next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    )


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_the_whole_tree_stays_small(live_cast: Cast) -> None:
    mine = stages.order(live_cast)
    stages.permitted(live_cast, mine)
    client = Client()
    client.force_login(live_cast.accounts["liu"])
    name = settings.SESSION_COOKIE_NAME
    known = {"Cookie": f"{name}={client.cookies[name].value}; csrftoken={'x' * 32}"}
    with house() as served:
        ears = [served.listen(**known) for _ in range(LISTENERS)]
        for number in range(ROUNDS):
            note = {"order": str(mine.pk), "text": f"第{number}次"}
            asked = {"command": "work.add_note", "data": note}
            status, said = served.ask(
                "POST", "/api/v1/commands", asked, **known, X_CSRFToken="x" * 32
            )
            assert status == 200, said
            for path in READS:
                status, said = served.ask("GET", path, **known)
                assert status == 200, (path, said)
        each = {pid: round(mib(pid)) for pid in tree(served.child.pid)}
        for ear in ears:
            ear.close()
    print(f"memory of the tree: {sum(each.values())} MiB {each}")
    assert len(each) > 1, "the follower runs beside it"
    assert sum(each.values()) < MOST_MIB
