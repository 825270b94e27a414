"""The cast's own house over HTTP: a ticket is permitted, a stop stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client

from greenlane.core import clock
from greenlane.core.tls import making, names
from greenlane.safety.models import SwitchingOrder
from greenlane.work.models import Order
from tests import stages, supply_stages, switching_stages
from tests.cast import Cast
from tests.serving import house


@dataclass(frozen=True)
class Stage:
    """A place of `chrome`: sessions are made beforehand, nobody types a password."""

    url: str
    has: Mapping[str, str]
    sessions: Mapping[str, str]

    def cookies(self, who: str) -> Mapping[str, str]:
        return {settings.SESSION_COOKIE_NAME: self.sessions[who]}


@contextmanager
def on_stage(cast: Cast) -> Iterator[Stage]:
    """The cast has to be one with real commits: another process reads its rows."""
    has = _played(cast)
    if making.standing() is None:
        making.first(names.hosts(["greenlane.county"]), now=clock.wall())
    sessions = {name: _session(cast, name) for name in cast.accounts}
    with house("--no-follow") as served:
        yield Stage(f"http://127.0.0.1:{served.port}", has, sessions)


def _played(cast: Cast) -> dict[str, str]:
    order = supply_stages.requested(cast)
    where = {"site": str(cast.site.pk), "longitude": 113.336, "latitude": 32.713}
    cast.do("places.change_site", where, by="wang")
    switching = _switching(cast, order)
    ticket = stages.permitted(cast, stages.order(cast, "BY-1"))
    told = {"order": str(order.pk), "reason": "孩子在围栏里 <b>& co</b>"}
    cast.do("work.stop_work", told, by="liu")
    return {
        "order": ticket.order.number,
        "request": order.number,
        "ticket": str(ticket.pk),
        "section": str(ticket.isolation_id),
        "switching": str(switching.pk),
    }


def _switching(cast: Cast, of: Order) -> SwitchingOrder:
    """In force: one step is done, the next one waits."""
    device = {"device": str(cast.source.pk)}
    rows = [
        switching_stages.line("check", action="核对设备双重名称和编号", **device),
        switching_stages.line("open", action="拉开10千伏分段开关", **device),
        switching_stages.line(
            "hang", action="悬挂“禁止合闸，有人工作！”标示牌", **device
        ),
    ]
    row = switching_stages.in_force(cast, of, rows)
    switching_stages.by_hand(cast, row, 1)
    return row


def _session(cast: Cast, name: str) -> Any:
    client = Client()
    client.force_login(cast.accounts[name])
    return client.cookies[settings.SESSION_COOKIE_NAME].value
