"""Limits come from the rule pack that the order is pinned to, never from the code."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import lru_cache

from greenlane.core.models import PackVersion
from greenlane.core.packbounds import beyond
from greenlane.core.packs import BadPack, Pack, Value
from greenlane.work.models import Order


@lru_cache(maxsize=32)
def _pack(digest: str) -> Pack:
    """Raises BadPack past the bounds: a gate that asks then holds, as for any error."""
    pack = Pack.from_text(PackVersion.objects.get(digest=digest).text)
    if wrong := beyond(pack.values, whole=False):
        raise BadPack(wrong)
    return pack


def pack_of(order: Order) -> Pack:
    """The rule pack this order runs on."""
    return _pack(order.pack.digest)


def limit(order: Order, key: str) -> Value:
    """One value of the order's pack, with unit, source and whether it is confirmed."""
    return pack_of(order).value(key)


def number(order: Order, key: str) -> Decimal:
    return limit(order, key).number


def age(order: Order, key: str) -> timedelta:
    """A maximal age; the pack gives minutes."""
    return timedelta(minutes=float(number(order, key)))
