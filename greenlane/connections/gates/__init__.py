"""The gates this room contributes."""

from types import ModuleType

from greenlane.connections.gates import (
    g1_surveyed,
    g2_verdict,
    g5b_stays_live,
    g11a_not_own_design,
    g15_step_before,
    g17_taken_over,
    g18a_left_behind,
)

GATES: tuple[ModuleType, ...] = (
    g1_surveyed,
    g2_verdict,
    g5b_stays_live,
    g11a_not_own_design,
    g15_step_before,
    g17_taken_over,
    g18a_left_behind,
)
