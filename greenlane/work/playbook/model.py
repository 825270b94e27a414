"""What a playbook is: steps in order of precedence, with what each gives and does."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field

from greenlane.work.kit import EQUIPMENT, MATERIALS
from greenlane.workforce.skills import LABELS

STAGES = (
    "intake",
    "survey",
    "prepare",
    "build",
    "test",
    "isolate",
    "permit",
    "connect",
    "close",
    "energise",
    "hand_over",
)
SKILLS = frozenset({"all", *LABELS})  # "all": every crew that is called
BESIDE = frozenset({"digging", "hot_work"})
MISSIONS = ("connection", "removal")  # the kinds of order that a recipe may serve
MISSION = MISSIONS[0]
# How much of it a step needs: while it lasts, or for good.
AMOUNTS = {"uses": frozenset(EQUIPMENT), "takes": frozenset(MATERIALS)}
_DESK_SKILLS = frozenset({"intake", "survey", "engineer", "issuer", "stores", "all"})
_DESK_STAGES = frozenset({"intake", "survey", "prepare"})


def is_desk(
    *, skill: str, stage: str, areas: object, acts: object, on: str, live: bool,
    gives: object,
) -> bool:  # fmt: skip
    """Whether nobody has to be briefed for it: intake, stores, desk, travel, survey.

    A row on a section, with an act of switching or on live plant is field work whatever
    its skill; the briefing cannot precede itself.
    """
    if areas or on or live or set(acts) - {"issue_ticket"}:  # type: ignore[call-overload]
        return False
    return skill in _DESK_SKILLS or stage in _DESK_STAGES or "G4" in set(gives)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Step:
    """One row. Minutes are low, likely, high; lists hold codes."""

    key: str
    title_en: str
    title_zh: str
    stage: str
    skill: str
    heads: int
    low: int
    likely: int
    high: int
    after: tuple[str, ...] = ()
    gate_class: str = ""  # S safety, C commercial, R record, or plain work
    gives: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    exclusive: bool = False
    on: str = ""
    live: bool = False
    no_infeeds: bool = False
    authority: str = ""
    paper: bool = False
    uses: tuple[tuple[str, int], ...] = ()
    takes: tuple[tuple[str, int], ...] = ()
    beside: tuple[str, ...] = ()  # forms that the work takes beside its ticket
    note: str = ""

    @property
    def desk(self) -> bool:
        return is_desk(
            skill=self.skill, stage=self.stage, areas=self.areas, acts=self.acts,
            on=self.on, live=self.live, gives=self.gives,
        )  # fmt: skip


@dataclass(frozen=True)
class Playbook:
    """A recipe that passed its own gates; a draft may be shown, not used."""

    name: str
    version: str
    title_en: str
    title_zh: str
    mission: str
    draft: bool
    verified: bool
    source: str
    steps: tuple[Step, ...] = field(default=())

    @property
    def usable(self) -> bool:
        return not self.draft

    def to_text(self) -> str:
        """The canonical text that an order pins."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.to_text().encode()).hexdigest()
