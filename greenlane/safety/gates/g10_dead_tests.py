"""G10: the section was tested dead, and nobody has worked on it since."""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.gate_reading import basis_by_area, by_area, parents

NAME, CLASS, GUARDS = "G10", "P", CLOSINGS


def locks(act: Act) -> list[Lock]:
    # A reading is withdrawn, and a stint begun, under the site and the order.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    return by_area(
        act, NAME, "dead_test", holder="role:tester", next_step="safety.record_test"
    )


def basis(act: Act) -> list[tuple[str, UUID]]:
    return basis_by_area(act, "dead_test")
