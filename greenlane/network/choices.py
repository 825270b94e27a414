"""What a form may name of the grid: devices, by their dual names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from greenlane.core.actors import Actor
from greenlane.core.choices import MOST, Chooser, Option
from greenlane.network.models import Device


def devices(actor: Actor, order: Any) -> Iterator[Option]:
    for device in Device.objects.seen_by(actor).order_by("name", "number")[:MOST]:
        yield device.pk, f"{device} ({device.get_kind_display()})"


CHOICES: dict[str, Chooser] = {"device": devices}
