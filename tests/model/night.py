"""Where the night begins: three orders, two sites, one transformer, all untouched."""

from __future__ import annotations

from django.core.management import call_command

from greenlane.core import clock, guard
from greenlane.places.models import Site, SupplyPoint, SupplyState
from greenlane.safety.models import Infeed
from greenlane.work.models import Order, Task
from tests import stages
from tests.cast import Cast

# Beside those of the stages: who switches, and who tests alone.
TASKS = (
    {"key": "T4", "place": 4, "skill": "switch", "stage": "energise"}
    | {"acts": "energise restore_source transfer_supply"},
    {"key": "T5", "place": 5, "skill": "test", "stage": "test", "areas": "lv"}
    | {"exclusive": True, "gives": "G10"},
)


def begin() -> tuple[Cast, list[Order]]:
    """An empty house, the cast, and the orders: two at one site, one at another."""
    call_command("flush", interactive=False)
    cast = Cast.build()
    with guard.lifted():
        other = Site.objects.create(unit=cast.unit, code="TYG", name_zh="体育馆")
        point = SupplyPoint.objects.create(
            unit=cast.unit, site=other, name_zh="体育馆", area="lv"
        )
        SupplyState.objects.create(
            unit=cast.unit, point=point, state="dark", happened_at=clock.now(),
            recorded_at=clock.now(), recorded_seq=0,
        )  # fmt: skip
        for site in (cast.site, other):
            Infeed.objects.create(
                unit=cast.unit, site=site, device=cast.source, kind="grid",
                name="公变出线", found_at=clock.now(),
            )  # fmt: skip
    sites = (("N-1", cast.site), ("N-2", cast.site), ("N-3", other))
    orders = [stages.order(cast, number, site=site) for number, site in sites]
    for order, lit in zip(orders, (cast.block1, cast.block2, point), strict=True):
        _made_ready(cast, order, lit)
    return cast, orders


def _made_ready(cast: Cast, order: Order, point: SupplyPoint) -> None:
    plain = {"title_zh": "-", "title_en": "-", "heads": 1, "low": 5, "likely": 10}
    with guard.lifted():
        order.points.add(point)
        for task in TASKS:
            Task.objects.create(unit=order.unit, order=order, high=20, **plain, **task)
        stages.surveyed(cast, order)
