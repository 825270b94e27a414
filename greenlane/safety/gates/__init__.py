"""The gates this room contributes."""

from types import ModuleType

from greenlane.safety.gates import (
    g0_not_stopped,
    g3_right_ticket,
    g4_briefed,
    g5_infeeds_isolated,
    g5a_people_told,
    g6_proved_dead,
    g7_earths_on,
    g7a_earth_may_come_off,
    g8_permit,
    g9_live_work,
    g10_dead_tests,
    g10a_test_area_clear,
    g11_accepted,
    g12_all_back,
    g13_user_side_open,
    g14_ordered,
    g14a_in_turn,
    g16_live_checks,
    g18_interlock,
)

GATES: tuple[ModuleType, ...] = (
    g0_not_stopped,
    g3_right_ticket,
    g4_briefed,
    g5_infeeds_isolated,
    g5a_people_told,
    g6_proved_dead,
    g7_earths_on,
    g7a_earth_may_come_off,
    g8_permit,
    g9_live_work,
    g10_dead_tests,
    g10a_test_area_clear,
    g11_accepted,
    g12_all_back,
    g13_user_side_open,
    g14_ordered,
    g14a_in_turn,
    g16_live_checks,
    g18_interlock,
)
