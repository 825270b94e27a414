"""Every act that a gate may guard. An act that is not here is refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STINTS = frozenset({"stint", "stint_isolated", "stint_live", "stint_test"})
CLOSINGS = frozenset({"energise", "restore_source", "transfer_supply"})  # bring volts
ACTS = (
    STINTS
    | CLOSINGS
    | {
        "build",
        "change_leader",
        "dead_test",
        "extend",
        "hand_over",
        "isolate",
        "issue_ticket",
        "live_check",
        "permit",
        "place_earth",
        "remove_earth",
        "resume",
        "switching_step",
        "unlock_point",
    }
)
LABELS: dict[str, Promise] = {
    "issue_ticket": _("Issue a ticket"),
    "stint": _("Work in the field"),
    "stint_isolated": _("Work on an isolated section"),
    "stint_live": _("Live work"),
    "stint_test": _("Testing"),
    "dead_test": _("Dead tests"),
    "build": _("First work of building"),
    "isolate": _("Isolate"),
    "place_earth": _("Place an earth set"),
    "permit": _("Permit the work"),
    "resume": _("Permit the work anew"),
    "extend": _("Extend a ticket"),
    "change_leader": _("Change the leader"),
    "remove_earth": _("Take an earth set off"),
    "unlock_point": _("Take lock and tag off"),
    "switching_step": _("Step of a switching order"),
    "energise": _("Energise"),
    "restore_source": _("Restore the source"),
    "transfer_supply": _("Transfer the supply"),
    "live_check": _("Live checks"),
    "hand_over": _("Hand over to the site"),
}
# Acts of a switching order: those with a verb of their own are done by it alone.
VERBS = {
    "isolate": "safety.isolate_point",
    "prove_dead": "safety.prove_dead",
    "place_earth": "safety.place_earth",
    "remove_earth": "safety.remove_earth",
    "unlock_point": "safety.unlock_point",
    "restore_source": "connections.energise_step",
    "energise": "connections.energise_step",
    "transfer_supply": "connections.energise_step",
}
# The others are done by hand and told. None of them closes anything.
BY_HAND: dict[str, Promise] = {
    "check": _("Look and confirm"),
    "open": _("Open a device"),
    "hang": _("Hang tags, put barriers up"),
    "take_off": _("Take tags and barriers off"),
}
SWITCHING = "switching"  # what an instruction says that gives a whole order
STEPS: dict[str, Promise] = {
    **{act: LABELS[act] for act in VERBS if act in LABELS},
    "prove_dead": _("Prove dead"),
    **BY_HAND,
}
OCCURRENCES: dict[str, Promise] = {
    "energised": _("Reported as live"),
    "supply_lost": _("Supply lost"),
    "accident": _("Accident"),
    "switched_off": _("Switched off"),
    "supply_changed": _("Fed otherwise"),
}
