"""An address or a query that makes no sense is refused as clearly as a command."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.stages import order

QUERIES = (
    "orders?limit=ten", "orders?limit=-1", "orders?limit=0", f"orders?limit={10**30}",
    "orders?ended=perhaps", "orders?after=1", "orders?after=%00", "orders?q=%00",
    "orders?mission=%00", "orders?channel=a%00", "events?unit=0", "events?unit=99999",
    "events?after=-1", f"events?after={2**80}", "events?limit=%F0%9F%98%80",
    "orders/%00", "orders/%00/tasks", "orders/..%2f..%2fetc", "orders/%ff",
    f"orders/{'9' * 300}", "orders/BY-1/gates?act=explode", "blobs/%00", "blobs/../a",
    f"blobs/{'a' * 64}", f"blobs/{'g' * 64}", "nowhere", "%00",
)  # fmt: skip


@pytest.mark.parametrize("asked", QUERIES)
def test_a_query_that_makes_no_sense_is_refused(cast: Cast, asked: str) -> None:
    order(cast)
    client = Client(raise_request_exception=False)
    client.force_login(cast.accounts["liu"])
    answer = client.get(f"/api/v1/{asked}")
    assert answer.status_code in {404, 422}, answer.content[:200]
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["title"] != said["code"]
