"""Gangs as they drive out, each with who leads it; the shock team is drawn from them.

A lineman goes with the first gang that he stands in.
"""

from __future__ import annotations

from dataclasses import dataclass

from greenlane.drills.roster import crew

_HANDS = tuple(each.username for each in crew())


@dataclass(frozen=True)
class Gang:
    """A team with its leader, who may be one of its hands."""

    name_zh: str
    name_en: str
    leader: str
    hands: tuple[str, ...]


GANGS = (
    Gang("电缆一班", "Cable gang 1", "liu", _HANDS[:5]),
    Gang("电缆二班", "Cable gang 2", "ma", _HANDS[5:10]),
    Gang("电缆三班", "Cable gang 3", "w11", _HANDS[10:15]),
    Gang("接头班", "Joint gang", "cai", _HANDS[15:19]),
    Gang("安装一班", "Fitting gang 1", "w20", _HANDS[19:22]),
    Gang("安装二班", "Fitting gang 2", "w23", _HANDS[22:]),
)
SHOCK = Gang("共产党员突击队", "Shock team", "shen", _HANDS[4:16])
NIGHT = frozenset({"电缆三班"})
# Who is cleared to work inside the lockdown: two cable gangs, joints, one for plant.
INSIDE = (*_HANDS[:10], *_HANDS[15:22])


def teams() -> tuple[Gang, ...]:
    """The gangs first, the shock team last."""
    return (*GANGS, SHOCK)
