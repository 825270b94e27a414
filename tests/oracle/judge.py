"""The table of §21, written down a second time, and whoever broke it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.oracle import laws_of_people as p
from tests.oracle import laws_of_sources as s
from tests.oracle import laws_of_tickets as t
from tests.oracle import laws_of_volts as v
from tests.oracle import laws_of_work as w
from tests.oracle.acts import CLOSINGS, Act, acts
from tests.oracle.world import World

STINTS = frozenset({"stint", "stint_isolated", "stint_live", "stint_test"})
PERMITS = frozenset({"permit", "resume"})
SECTION = PERMITS | {"place_earth"}
EVERYTHING = (
    STINTS
    | CLOSINGS
    | SECTION
    | {"build", "change_leader", "extend", "hand_over", "isolate", "issue_ticket"}
    | {"dead_test", "live_check", "remove_earth", "switching_step", "unlock_point"}
)
ON_TICKET = PERMITS | {"extend"}
SWITCHING = CLOSINGS | {
    "isolate",
    "place_earth",
    "remove_earth",
    "switching_step",
    "unlock_point",
}
DEEDS = STINTS | SWITCHING | ON_TICKET | {"change_leader"}
# Physical gates without a law here, each with its reason.
NOT_SEEN: dict[str, str] = {}
Law = Callable[[Act], Iterator[str]]
LAWS: dict[str, tuple[frozenset[str], Law]] = {
    "G0": (EVERYTHING, t.g0),
    "G1": (frozenset({"issue_ticket", "build"}), t.g1),
    "G2": (frozenset({"issue_ticket", "energise"}), t.g2),
    "G3": (ON_TICKET | {"change_leader"}, t.g3),
    "G3a": (DEEDS, p.g3a),
    "G3b": (DEEDS, p.g3b),
    "G4": (STINTS, t.g4),
    "G5": (SECTION, t.g5),
    "G5a": (frozenset({"isolate", "restore_source"}), t.g5a),
    "G5b": (frozenset({"isolate"}), s.g5b),
    "G6": (SECTION, t.g6),
    "G7": (PERMITS, t.g7),
    "G7a": (frozenset({"remove_earth"}), w.g7a),
    "G8": (frozenset({"stint_isolated", "stint_live"}), w.g8),
    "G9": (PERMITS | {"stint_live"}, w.g9),
    "G9a": (STINTS | PERMITS, w.g9a),
    "G10a": (STINTS | {"dead_test"}, w.g10a),
    "G10": (CLOSINGS, v.g10),
    "G11": (CLOSINGS, v.g11),
    "G11a": (CLOSINGS, p.g11a),
    "G12": (CLOSINGS | {"unlock_point"}, v.g12),
    "G13": (frozenset({"energise", "restore_source"}), v.g13),
    "G14": (CLOSINGS | {"isolate", "switching_step"}, v.g14),
    "G15": (CLOSINGS | {"live_check"}, v.g15),
    "G16": (frozenset({"hand_over"}), v.g16),
    "G18": (frozenset({"energise", "transfer_supply"}), v.g18),
    "G18a": (frozenset({"hand_over"}), s.g18a),
}


def broken(*, since: int = 0) -> list[tuple[str, str]]:
    """(gate, what) of everything that was released and should not have been."""
    world = World()
    found = [
        (gate, f"{'+'.join(sorted(act.kinds))} at {act.then.pos}: {why}")
        for act in acts(world, since=since)
        for gate, (guarded, law) in LAWS.items()
        if act.kinds & guarded
        for why in law(act)
    ]
    return [*found, *_unrevoked(world), *_unguarded(world)]


def _unrevoked(world: World) -> Iterator[tuple[str, str]]:
    """Property 4: what was withdrawn carries nothing any more."""
    clearances = world.rows("clearance")
    for event in world.told("safety.evidence_withdrawn"):
        for row in world.rows("basis").values():
            mine = row["evidence"] == event.facts["evidence"]
            if mine and clearances[row["clearance_id"]]["revoked_at"] is None:
                yield (
                    "4",
                    f"clearance {row['clearance_id']} stands on withdrawn evidence",
                )


def _unguarded(world: World) -> Iterator[tuple[str, str]]:
    """Property 9, and 1: every clearance is the one of an act that the journal told."""
    told = {act.subject.get("id") for act in acts(world)}
    told |= {act.ticket.get("id") for act in acts(world)}
    told |= {row["id"] for row in world.rows("break").values() if row["resumed_at"]}
    desk = {row["id"] for row in world.rows("stint").values() if not row["field"]}
    for key in world.rows("clearance"):
        if key not in told | desk:
            yield "9", f"clearance {key} allows no act that was told"
