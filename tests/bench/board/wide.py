"""One county with sixty open orders and forty crews, for what draws them all at once.

`python -m tests.bench.board.wide` measures the page of the plan and its questions on an
empty database of its own.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import django

ORDERS, CREWS, OFTEN = 60, 40, 5


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")
    django.setup()
    from tests.bench.__main__ import _on_fresh_tables

    def measured() -> dict[str, str]:
        build()
        return dict(figures())

    for what, figure in _on_fresh_tables(measured).items():
        print(f"{what}: {figure}")
    return 0


def build() -> None:
    """The still county, grown; its plan is the dispatcher's rule."""
    from greenlane.core import guard
    from greenlane.core.models import Unit
    from greenlane.drills import county
    from greenlane.work.models import Order

    county.build_still()
    with guard.lifted():
        unit = Unit.objects.get(code="BY")
        _crews(unit)
        first = Order.objects.get(number=county.places.FIRST)
        for n in range(ORDERS - 1):
            _again(unit, first, n)
    publish(unit)


def _crews(unit: Any) -> None:
    """Gangs until there are forty crews, teams and single people together."""
    from greenlane.core import clock
    from greenlane.dispatch.bridge import read
    from greenlane.workforce.models import Certificate, Person, Team, TeamMember

    with clock.of(unit.scene()):
        now = clock.now()
    for n in range(CREWS - len(read(unit).crews)):
        team = Team.objects.create(unit=unit, name_zh=f"支援{n + 1}班", name_en="")
        for m in range(4):
            name = f"支援{n + 1}-{m + 1}"
            person = Person.objects.create(
                unit=unit,
                name_zh=name,
                name_en=f"Support {n + 1}-{m + 1}",
                staff_number=f"S{n}-{m}",
            )
            TeamMember.objects.create(unit=unit, team=team, person=person)
            for skill in ("cable", "joint", "install", "leader", "test", "survey"):
                Certificate.objects.create(
                    unit=unit, person=person, skill=skill, number=f"{n}-{m}-{skill}",
                    issued_at=now - timedelta(days=9),
                    expires_at=now + timedelta(days=99),
                )  # fmt: skip


def _again(unit: Any, first: Any, n: int) -> None:
    """The order of the case once more; the first tasks of some are being worked at."""
    from greenlane.core.ids import uuid7
    from greenlane.work.models import Order, Stint, Task
    from greenlane.workforce.models import TeamMember

    tasks = list(Task.objects.filter(order=first).order_by("place"))
    points = list(first.points.all())
    order = Order.objects.get(pk=first.pk)
    order.pk, order._state.adding = uuid7(), True
    order.number, order.priority = f"BY-220328-{n + 2}", n % 4 + 1
    order.deadline = order.requested_at + timedelta(hours=8 + n % 30)
    order.save()
    order.points.set(points)
    members = list(TeamMember.objects.filter(unit=unit).order_by("pk"))
    for task in tasks:
        task.pk, task.order, task._state.adding = uuid7(), order, True
        task.save()
    member = members[n * 3 % len(members)]
    since = order.requested_at - timedelta(minutes=n)
    Stint.objects.create(
        unit=unit, task=tasks[0], leader=member.person, field=False,
        happened_at=since, recorded_at=since, time_source="live", recorded_seq=1,
    )  # fmt: skip


def publish(unit: Any) -> None:
    from greenlane.core.actors import system
    from greenlane.core.door import perform
    from greenlane.dispatch import bridge
    from greenlane.dispatch.live import outcome, question
    from greenlane.dispatch.models import Kind
    from greenlane.planning.solve import Budget

    told = bridge.read(unit)
    asked = question.asked_of(unit, told, "connections.requested", Budget(builds=1))
    plan = question.mended(asked)
    new = outcome.plain(asked, plan, Kind.PROVISIONAL)
    perform("dispatch.publish_plan", {"plan": new.as_text()}, by=system(unit))
    windows(unit)


def windows(unit: Any) -> None:
    """Every order gets a window round the end of its plan, and is promised that."""
    from greenlane.core import guard
    from greenlane.dispatch.models import OrderPlan, Promise

    with guard.lifted():
        rows = OrderPlan.objects.filter(unit=unit, end_at__isnull=False)
        for n, row in enumerate(rows):
            row.p50_at = row.end_at + timedelta(minutes=20)
            row.p80_at = row.end_at + timedelta(minutes=80)
            row.save()
            told = row.p50_at - timedelta(minutes=15 * (n % 5))
            Promise.objects.create(
                unit=unit, order=row.order, revision=1, p50_at=told,
                p80_at=told + timedelta(hours=1),
                promised_at=row.end_at - timedelta(days=1),
            )  # fmt: skip


def figures() -> Iterator[tuple[str, str]]:
    """Milliseconds on the server, and kB, of each way to look."""
    from django.test import Client

    from greenlane.core.models import Account
    from tests.bench.timing import spread, times

    client = Client()
    client.force_login(Account.objects.get(username="zhao"))
    for path in PATHS:
        where = path.format(**_line())
        cold = spread(times(_cold(client, where), OFTEN, clock=time.process_time))
        warm = spread(times(_getting(client, where), OFTEN, clock=time.process_time))
        size = len(_get(client, where).content) / 1000
        yield path, f"{cold}; read before: {warm}; {size:.0f} kB"


def _line() -> dict[str, str]:
    """A task that does not run yet, and an hour later than it is planned."""
    from urllib.parse import quote

    from greenlane.dispatch.models import Line

    line = Line.objects.filter(fixed=False).order_by("start_at")[40]
    start = line.start_at + timedelta(hours=1)
    return {"task": str(line.task_id), "start": quote(start.isoformat())}


PATHS = (
    "/plan",
    "/plan?axis=shift",
    "/plan?axis=all",
    "/plan?by=order",
    "/plan?by=order&axis=all",
    "/middle?shows=timeline",
    "/plan/move?task={task}&start={start}",
)


def _getting(client: Any, path: str) -> Callable[[], object]:
    return lambda: _get(client, path)


def _cold(client: Any, path: str) -> Callable[[], object]:
    """As after news: nothing that was read before is told again."""

    def asked() -> object:
        from greenlane.core import kept

        kept._shelf.values.clear()
        kept._shelf.weight = 0
        return _get(client, path)

    return asked


def _get(client: Any, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer


if __name__ == "__main__":
    sys.exit(main())
