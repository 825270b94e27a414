"""Could the gates of this recipe be passed? Every act needs its evidence before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from greenlane.work.playbook.model import Step
from greenlane.work.playbook.order import ancestors

CLOSINGS = frozenset({"energise", "restore_source", "transfer_supply"})
# Judged by what stands at the act, not by a row before it.
_AT_THE_ACT = frozenset(
    {"G0", "G3a", "G3b", "G5b", "G7a", "G9a", "G10a", "G11a", "G14a", "G18a"}
)
# Live work is permitted on G9, and a ticket that touches nothing on an empty list.
_DEAD_WORK = frozenset({"G5", "G6", "G7"})

Fault = tuple[str, str]


def broken_rules(
    steps: Sequence[Step], guards: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    """(key, reason) of every rule that the recipe breaks. It has no cycle."""
    before = ancestors(steps)
    by_key = {step.key: step for step in steps}
    for step in steps:
        mine = [by_key[key] for key in before[step.key]]
        yield from _lacking(step, mine, guards)
        yield from _unbriefed(step, mine)
    yield from _user_side_too_early(steps, before)
    yield from _sections(steps, before)
    yield from _exclusive(steps, before)


def _lacking(
    step: Step, earlier: Sequence[Step], guards: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    given = set(step.gives).union(*(each.gives for each in earlier))
    for act in step.acts:
        if bare := sorted(wanted(step, act, guards) - given):
            yield (
                step.key,
                f"it does {act!r}, but nothing before it provides {', '.join(bare)}",
            )
    if step.on == "isolated" and "G8" not in given:
        yield step.key, "it works on isolated plant, but nothing before it gives G8"


def wanted(
    step: Step, act: str, guards: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The gates whose evidence some row has to bring before this act."""
    gates = guards[act] - _AT_THE_ACT
    if act == "permit":
        gates -= {"G8"}
        gates -= _DEAD_WORK if step.no_infeeds or "G9" in step.gives else {"G9"}
        gates -= {"G9"} if step.no_infeeds else set()
    if act in CLOSINGS:
        gates -= {"G15"}  # the first closing has no step before it
    if act == "energise":
        gates -= {"G18"}  # only where a second source exists
    return frozenset(gates)


def _unbriefed(step: Step, earlier: Sequence[Step]) -> Iterator[Fault]:
    if not step.desk and not any("G4" in each.gives for each in earlier):
        yield step.key, "people work in the field without a briefing (G4) before it"


def _user_side_too_early(
    steps: Sequence[Step], before: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    """What the user's side was when people were still at work says nothing later."""
    ends = [step.key for step in steps if "G12" in step.gives]
    for step in (each for each in steps if "G13" in each.gives):
        for end in ends:
            if end != step.key and end not in before[step.key]:
                yield step.key, f"it gives G13 before the ticket's end in {end}"


def _sections(
    steps: Sequence[Step], before: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    """Work on a section is tested and accepted after it and before its volts."""
    for closing in (step for step in steps if CLOSINGS & set(step.acts)):
        for work in (s for s in steps if not s.gives and s is not closing):
            for area in sorted(set(work.areas) & set(closing.areas)):
                yield from _work_before(closing, work, area, steps, before)


def _work_before(
    closing: Step,
    work: Step,
    area: str,
    steps: Sequence[Step],
    before: Mapping[str, frozenset[str]],
) -> Iterator[Fault]:
    if closing.key in before[work.key]:
        return  # it comes after the volts, under a name of its own
    if work.key not in before[closing.key]:
        reason = f"section {area!r} is worked on while {closing.key} may energise it"
        yield work.key, reason
        return
    for gate in ("G10", "G11"):
        if not _again(work, closing, gate, area, steps, before):
            reason = f"section {area!r} is worked on and not given {gate} again"
            yield work.key, f"{reason} before {closing.key} energises it"


def _again(
    work: Step,
    closing: Step,
    gate: str,
    area: str,
    steps: Sequence[Step],
    before: Mapping[str, frozenset[str]],
) -> bool:
    return any(
        gate in step.gives
        and (area in step.areas or not step.areas)
        and work.key in before[step.key]
        and step.key in before[closing.key]
        for step in steps
    )


def _exclusive(
    steps: Sequence[Step], before: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    for alone in (step for step in steps if step.exclusive):
        for other in steps:
            shared = set(alone.areas) & set(other.areas)
            ordered = other.key in before[alone.key] or alone.key in before[other.key]
            if other is not alone and shared and not ordered:
                reason = f"it is in area {', '.join(sorted(shared))} with the exclusive"
                yield other.key, f"{reason} {alone.key}, and neither comes first"
