"""The gates this room contributes."""

from types import ModuleType

from greenlane.connections.gates import (
    g1_surveyed,
    g2_verdict,
    g11a_not_own_design,
    g15_step_before,
    g17_taken_over,
)

GATES: tuple[ModuleType, ...] = (
    g1_surveyed,
    g2_verdict,
    g11a_not_own_design,
    g15_step_before,
    g17_taken_over,
)
