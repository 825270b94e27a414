"""The playbooks that come with the house, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from greenlane.work.playbook.load import load
from greenlane.work.playbook.model import MISSION, SKILLS, Playbook

FOLDER = "playbooks"


@cache
def names() -> tuple[str, ...]:
    """Their names, sorted."""
    return tuple(sorted(each.name.removesuffix(".toml") for each in _files()))


@cache
def names_for(mission: str) -> tuple[str, ...]:
    """Names of those that are recipes for this mission, sorted."""
    missions = ((name, _head(name).get("mission", MISSION)) for name in names())
    return tuple(name for name, held in missions if held == mission)


def _head(name: str) -> dict[str, Any]:
    """The file as it lies there; one that cannot be read says nothing of itself."""
    text = next(f for f in _files() if f.name == f"{name}.toml").read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def find(name: str, *, guards: Mapping[str, frozenset[str]]) -> Playbook:
    """The playbook of this name. Raises KeyError, or BadPlaybook."""
    for each in _files():
        if each.name == f"{name}.toml":
            text = each.read_text(encoding="utf-8")
            return load(text, guards=guards, skills=SKILLS, name=each.name)
    raise KeyError(name)


def titles() -> Iterator[tuple[str, str, str]]:
    """(name, Chinese title, English title) of each that can be read."""
    for each in _files():
        try:
            head = tomllib.loads(each.read_text(encoding="utf-8"))
            yield each.name.removesuffix(".toml"), head["title_zh"], head["title_en"]
        except (tomllib.TOMLDecodeError, KeyError):
            continue  # its loader says what is wrong; here its name will do


def _files() -> list[Traversable]:
    folder = resources.files("greenlane.work").joinpath(FOLDER)
    return [each for each in folder.iterdir() if each.name.endswith(".toml")]
