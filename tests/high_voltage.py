"""An order with one section behind a 10 kV device, and everybody with a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from greenlane.connections.models import Survey
from greenlane.core import guard
from greenlane.core.command import Answer
from greenlane.core.verify import verify
from greenlane.network.models import Device
from greenlane.safety.models import (
    EarthSet,
    Infeed,
    Isolation,
    Point,
    Signature,
    SwitchingOrder,
)
from greenlane.work.models import Order
from tests import stages, switching_stages
from tests.by_phone import Phones
from tests.cast import Cast
from tests.switching_stages import line

HIGH = 10_000


@dataclass
class Plant:
    """`cast` speaks over HTTP."""

    cast: Any
    of: Order
    isolation: Isolation
    infeed: Infeed

    @classmethod
    def build(cls, cast: Cast) -> Plant:
        with guard.lifted():
            Device.objects.filter(pk=cast.source.pk).update(volts=HIGH)
        phones: Any = Phones(cast)
        of = stages.order(phones)
        isolation = stages.section(phones, of)
        return cls(phones, of, isolation, isolation.infeeds.get())

    @property
    def device(self) -> dict[str, str]:
        return {"device": str(self.cast.source.pk)}

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Out of service: look, open, lock, prove dead, earth, tag."""
        return [
            line("check", action="核对设备双重名称", **self.device),
            line("open", action="拉开开关", expected="开关在分位", **self.device),
            line("isolate", self.infeed, action="拉开刀闸，上锁挂牌"),
            line("prove_dead", self.isolation, action="验明确无电压"),
            line("place_earth", self.isolation, action="装设接地线E1"),
            line("hang", action="悬挂标示牌", **self.device),
        ]

    def in_force(self) -> SwitchingOrder:
        return switching_stages.in_force(self.cast, self.of, self.steps)

    def told(self) -> None:
        stages.told(self.cast, self.of)

    def isolate(self) -> Point:
        return stages.isolate(self.cast, self.isolation, self.infeed)

    def earth(self) -> EarthSet:
        return stages.earth(self.cast, self.isolation)

    def prove(self, **other: Any) -> Answer:
        data = stages.proof(self.isolation, **other)
        return self.cast.do("safety.prove_dead", data, by="he")

    def switched(self, row: SwitchingOrder) -> None:
        """All six steps, in turn, and reported as done."""
        self.told()
        for place in (1, 2):
            switching_stages.by_hand(self.cast, row, place)
        self.isolate()
        self.prove(guarded_by=self.cast.id("gao"))
        self.earth()
        switching_stages.by_hand(self.cast, row, 6)
        self.ended(row)

    def ended(self, row: SwitchingOrder) -> Answer:
        told = {"switching": str(row.pk)}
        return self.cast.do("safety.end_switching", told, by="he")


def done(row: SwitchingOrder) -> list[int]:
    """Places of the steps that are done."""
    steps = row.steps.filter(done_at__isnull=False).order_by("place")
    return list(steps.values_list("place", flat=True))


def forged() -> list[str]:
    """What `verify` finds wrong, but for the rows that the stage puts there."""
    put = {f"infeed {each.pk}" for each in Infeed.objects.all()}
    for survey in Survey.objects.all():
        signed = Signature.objects.get(document_id=survey.pk)
        put |= {f"survey {survey.pk}", f"signature {signed.pk}"}
    return [each.detail for each in verify().findings if each.detail not in put]
