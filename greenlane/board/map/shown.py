"""The map as a page holds it: its ground, its legend, the words that scripts need."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.board.map.ground import Ground, ground
from greenlane.board.map.listed import MapList, map_list
from greenlane.board.map.thing import STATES
from greenlane.core.actors import Actor

# What can be hidden: a kind, the mark of its legend, its name there.
LAYERS: tuple[tuple[str, str, Promise], ...] = (
    ("crew", "crew-fresh", _("Crews, with the age")),
    ("isolation", "isolation-isolation", _("Isolations")),
    ("source", "source-source", _("Grid")),
    ("depot", "depot-depot", _("Depots")),
    ("zone", "zone-zone", _("Access zones")),
)


@dataclass(frozen=True)
class Shown:
    """`words` is JSON, state → its word."""

    list: MapList
    ground: Ground
    states: tuple[tuple[str, str], ...]
    layers: tuple[tuple[str, str, str], ...]
    words: str


def shown(actor: Actor, query: QueryDict, *, at: str) -> Shown:
    words = {code: str(word) for code, word in STATES.items()}
    return Shown(
        map_list(actor, query, at=at),
        ground(),
        tuple(reversed(words.items())),
        tuple((kind, mark, str(word)) for kind, mark, word in LAYERS),
        json.dumps(words, ensure_ascii=False),
    )
