"""G10a: a test area is closed and empty; while a test runs nobody else enters.

Also where no stint tells of the test: readings made with test volts are written down
while their area is closed.
"""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import STINTS
from greenlane.safety.gate_reading import basis_by_area, by_area, order_of, parents
from greenlane.work.models import Stint

# It guards every field stint: somebody else's test must keep this one out.
NAME, CLASS, GUARDS = "G10a", "P", STINTS | {"dead_test"}
TESTS = frozenset({"stint_test", "dead_test"})


def locks(act: Act) -> list[Lock]:
    return parents(act)


def missing(act: Act) -> list[Missing]:
    testing = bool(act.kinds & TESTS)
    held = [
        Missing(
            NAME,
            "others-in-the-area" if testing else "test-is-running",
            holder=f"person:{stint.leader_id}",
            since=stint.started_at,
            next_step="work.end_stint",
            evidence=(str(stint.pk),),
        )
        for stint in _others(act)
        if testing or stint.task.exclusive
    ]
    if not testing:
        return held
    return held + by_area(
        act, NAME, "area_closed", holder="role:tester", next_step="safety.close_area"
    )


def basis(act: Act) -> list[tuple[str, UUID]]:
    return basis_by_area(act, "area_closed") if "stint_test" in act.kinds else []


def _others(act: Act) -> list[Stint]:
    """Open field stints on this site whose areas meet those of the act."""
    rows = Stint.objects.filter(
        task__order__site=order_of(act).site_id, field=True, ended_at__isnull=True
    )
    rows = rows.select_related("task").filter(corrected_by__isnull=True)
    others = (stint for stint in rows if stint.pk != act.subject)
    here = [x for x in others if set(x.task.list_of("areas")) & set(act.areas)]
    return [stint for stint in here if not _is_the_test(stint, act)]


def _is_the_test(stint: Stint, act: Act) -> bool:
    """Whoever writes the readings down is in the stint of that very test."""
    if "dead_test" not in act.kinds or not stint.task.exclusive:
        return False
    inside = stint.heads.filter(left_at__isnull=True)
    return bool(set(inside.values_list("person", flat=True)) & set(act.people))
