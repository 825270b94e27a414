"""How fast `greenlane verify` walks a stream, beside reading its rows alone."""

from __future__ import annotations

import time

from greenlane.core import guard
from greenlane.core.models import Event, Head, Unit
from greenlane.core.verify import verify
from tests.cast import Cast
from tests.soak.million import build

SIZE = 200_000


def walked(cast: Cast) -> dict[str, str]:
    with guard.lifted():
        unit = Unit.objects.create(
            path="1.9.", code="LONG", name_zh="长", name_en="Long"
        )
        Head.objects.create(unit=unit)
    build(unit, SIZE)
    began = time.perf_counter()
    read = sum(1 for _row in Event.objects.filter(unit=unit).values_list().iterator())
    reading = time.perf_counter() - began
    began = time.perf_counter()
    events = verify().events
    walking = time.perf_counter() - began
    return {
        "verify, events/s": f"{events / walking:,.0f}",
        "reading the same rows by Django, events/s": f"{read / reading:,.0f}",
        "verify has the speed of plain reading times": f"{reading / walking:.1f}",
    }
