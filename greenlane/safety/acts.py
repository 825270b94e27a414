"""Every act that a gate may guard. An act that is not here is refused."""

STINTS = frozenset({"stint", "stint_isolated", "stint_live", "stint_test"})
CLOSINGS = frozenset({"energise", "restore_source", "transfer_supply"})
ACTS = (
    STINTS
    | CLOSINGS
    | {
        "build",
        "change_leader",
        "hand_over",
        "isolate",
        "issue_ticket",
        "live_check",
        "permit",
        "place_earth",
        "remove_earth",
        "resume",
        "unlock_point",
    }
)
