"""Who leads which task of playbook A on that day, and what they do around it."""

from __future__ import annotations

from greenlane.drills.biyang import energising, isolating, proving, survey, ticket
from greenlane.drills.playing import Script
from greenlane.drills.roster import crew

_PAIR = ("he", "gao")
LEADS = {
    "A01": ("wang",),
    "A02": tuple(each.username for each in crew()),
    "A03": ("chen",),
    "A04": ("chen",),
    "A05": ("guo",),
    "A05b": ("guo",),
    "A06": ("sun",),
    "A07": ("liu",),
    "A07b": ("wang",),
    "A14": ("deng",),
    "A15": ("qian",),
    "A16": ("wu",),
    "A07c": _PAIR,
    "A08": _PAIR,
    "A08b": _PAIR,
    "A09": ("li",),
    "A12c": ("qian",),
    "A16b": ("wu",),
    "A17": ("liu",),
    "A17b": _PAIR,
    "A18a": _PAIR,
    "A17c": ("wu",),
    "A17d": _PAIR,
    "A18": _PAIR,
    "A18b": _PAIR,
    "A19": ("qian",),
    "A20": ("wu",),
}

SCRIPT = Script(
    leads=LEADS,
    before={"A15": proving.close_area("lv"), "A12c": proving.close_area("src")},
    during={
        "A03": survey.survey,
        "A04": survey.verdict,
        "A06": ticket.ticket,
        "A07": ticket.briefing,
        "A07b": ticket.told,
        "A15": proving.dead_test("lv", proving.DRY),
        "A16": proving.accept("lv"),
        "A07c": isolating.order_to_isolate,
        "A08": isolating.isolate,
        "A08b": isolating.prove_and_earth,
        "A09": ticket.permit,
        "A12c": proving.dead_test("src", proving.JOINT),
        "A16b": proving.accept("src"),
        "A17b": energising.order_to_restore,
        "A18a": energising.closing(1),
        "A17c": energising.walk_down,
        "A17d": energising.order_to_energise,
        "A18": energising.closing(2, 3, 4),
        "A18b": energising.closing(5),
        "A19": proving.live_checks,
        "A20": energising.hand_over,
    },
    after={"A17": ticket.count_and_end},
    pauses={"A15": proving.DRYING},
)
