"""A playbook for people: its rows, its critical path, P50 and P80."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from greenlane.work.playbook.estimate import Estimate, critical_path
from greenlane.work.playbook.model import Playbook

_WORDS = {
    "en": (
        "DRAFT: a unit fills it before use",
        "minutes low/likely/high",
        "critical path",
        "judgement, confirm with your crews",
    ),
    "zh": (
        "草稿：单位填写后方可使用",
        "分钟 低/可能/高",
        "关键路径",
        "经验值，请与班组核实",
    ),
}


def as_dict(playbook: Playbook, found: Estimate) -> dict[str, Any]:
    """Everything as data."""
    return {
        **asdict(playbook),
        "digest": playbook.digest,
        "usable": playbook.usable,
        "critical_path": list(critical_path(playbook)),
        "estimate": asdict(found),
    }


def as_text(playbook: Playbook, found: Estimate, language: str) -> str:
    """A table for the terminal, in zh or en."""
    zh = language.startswith("zh")
    draft, minutes, path, judged = _WORDS["zh" if zh else "en"]
    title = playbook.title_zh if zh else playbook.title_en
    lines = [f"{playbook.name} {playbook.version}  {title}"]
    if playbook.draft:
        lines.append(draft)
    lines.append(f"{minutes}: {found.low}/{found.likely}/{found.high}  ({judged})")
    lines.append(f"P50 {found.p50:.0f}  P80 {found.p80:.0f}  P95 {found.p95:.0f}")
    lines.append("")
    for step in playbook.steps:
        name = step.title_zh if zh else step.title_en
        times = f"{step.low}/{step.likely}/{step.high}"
        gates = " ".join(step.gives)
        after = " ".join(step.after)
        lines.append(
            f"{step.key:6}{times:>12}  {step.heads:>2} {step.skill:9}"
            f"{step.gate_class or '·':2}{gates:9} {name}  < {after}"
        )
    lines += ["", f"{path}: {' '.join(critical_path(playbook))}"]
    return "\n".join(lines)
