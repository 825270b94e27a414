"""Which tests begin first, and which `make test` runs on the first database only."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

# They take longest and begin first, so that no worker waits for another at the end.
LONG = (
    "test_in_a_browser",
    "test_story_by_pages",
    "test_power_cut",
    "test_restore_drill",
    "test_replayed_power_cut",
    "test_backup",
    "test_the_five_hours",
    "test_main",
    "test_bad_posts",
    "test_schemathesis",
    "test_collisions",
)


# They touch no database, or one of their own that is always SQLite, so `make test` runs
# them in its first pass only. Of a file those are meant that ask for no fixture of it.
PURE = (
    "test_after_the_light",
    "test_any_story",
    "test_archive",
    "test_blobs",
    "test_body",
    "test_calendar",
    "test_cases",
    "test_cert",
    "test_docs",
    "test_figures",
    "test_follower",
    "test_gate_properties",
    "test_glossary",
    "test_grams",
    "test_in_order",
    "test_listed",
    "test_lists",
    "test_load",
    "test_main",
    "test_merkle",
    "test_messages",
    "test_packs",
    "test_picture",
    "test_refusal_texts",
    "test_register",
    "test_roster",
    "test_rule_pack_figures",
    "test_sealing",
    "test_secret",
    "test_secrets_given",
    "test_sentence",
    "test_serving",
    "test_shape",
    "test_sheets",
    "test_statements",
    "test_supply",
    "test_the_nine_properties",
    "test_vendor",
    "test_webhooks",
    "test_wheel",
    "test_whose_gap",
)


# Pages and the terminal: what they ask and command is tested on both databases in the
# rooms themselves. `make test` runs these in its first pass, `make soak` in both.
SHOWN = {"board", "desk", "cli", "drills", "server"}
BOTH = ("test_doctor",)
# Long walks over every address, pack, form and file: what they find hardly hangs on the
# database, and each command and gate behind them is tried on both in its own room.
WALKS = (
    "test_a_company_is_set_up",
    "test_access",
    "test_backup",
    "test_bad_input",
    "test_certified_now",
    "test_foreign_units",
    "test_gate_faults",
    "test_no_pack_opens_a_gate",
    "test_other_countries",
    "test_pack_bounds",
    "test_restrictions",
    "test_schemathesis",
    "test_ten_actuals",
    "test_the_hospital",
    "test_the_live_tee",
    "test_the_transfer",
    "test_times",
)
# Where a test is asked of many cases, the first few show that both databases answer
# alike. Where the cases are races, each is a pair of locks of its own.
FEW_CASES = 2
EVERY_CASE = ("test_collisions",)


def _is_shown(path: Path) -> bool:
    room = path.parent.parent.name if path.parent.name == "tests" else ""
    return path.stem in WALKS or (room in SHOWN and path.stem not in BOTH)


def in_turn(items: list[pytest.Item]) -> None:
    """The longest first; whatever the first database answers for is marked `pure`."""
    items.sort(key=lambda each: each.path.stem not in LONG)
    cases: Counter[str] = Counter()
    for item in items:
        asked = item.nodeid.partition("[")[0]
        cases[asked] += 1
        many = cases[asked] > FEW_CASES and item.path.stem not in EVERY_CASE
        fixtures = getattr(item, "fixturenames", ())
        reads = "db" in fixtures or item.get_closest_marker("django_db")
        plain = item.path.stem in PURE or "planning" in item.path.parts
        if many or _is_shown(item.path) or (plain and not reads):
            item.add_marker("pure")
