"""Precedence: who comes before whom, and whether anybody comes before himself."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from greenlane.work.playbook.model import Step


def cycle(steps: Sequence[Step]) -> tuple[str, ...]:
    """The keys of a circle, first and last the same; empty when there is none."""
    try:
        TopologicalSorter({step.key: step.after for step in steps}).prepare()
    except CycleError as circle:
        return tuple(circle.args[1])
    return ()


def sorted_keys(steps: Sequence[Step]) -> list[str]:
    """Keys so that every step comes after all before it."""
    return list(TopologicalSorter({s.key: s.after for s in steps}).static_order())


def ancestors(steps: Sequence[Step]) -> dict[str, frozenset[str]]:
    """Key → every step that is finished before it begins."""
    by_key = {step.key: step for step in steps}
    found: dict[str, frozenset[str]] = {}
    for key in sorted_keys(steps):
        before = by_key[key].after
        found[key] = frozenset(before).union(*(found[each] for each in before))
    return found
