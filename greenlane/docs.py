"""The pages of docs/ that are read out of the house itself: commands, gates, data.

`python -m greenlane.docs` writes them; a test demands that they are up to date.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

HOUSE = Path(__file__).resolve().parent
FOLDER = HOUSE.parent / "docs"
_SEED = 1  # the same minutes whoever writes the page
_LISTS = "<!-- From here on written by `make docs`. -->"
_WRITTEN = (
    "<!-- Written by `make docs`. Do not edit: change the code and write again. -->"
)


def pages() -> dict[str, str]:
    """File name → text, in English. Django is set up by the caller."""
    from django.utils import translation

    with translation.override("en"):
        return {
            "commands.md": _commands(),
            "gates.md": _gates(),
            "playbooks.md": _playbooks(),
            "packs.md": _data("Rule packs", "packs"),
            "glossary.md": _glossary(),
            "access.md": _access(),
        }


def _commands() -> str:
    from greenlane.commands import COMMANDS

    rows = [
        (
            f"`{each.name}`",
            str(each.title),
            each.kind.name.upper(),
            each.needs or "–",
            ", ".join(f"`{name}`" for name in each.takes.base_fields) or "–",
        )
        for each in COMMANDS
    ]
    return _page(
        "Commands",
        "Every verb of the house, in the order of a working day."
        " What the kinds mean is in `greenlane/core/kinds.py`.",
        _table(("command", "what it does", "kind", "needs", "fields"), rows),
    )


def _access() -> str:
    """Who comes to which address, and which role gives which need."""
    from django.urls import get_resolver

    from greenlane.core.web import stream_viewer
    from greenlane.core.web.access import LABELS
    from greenlane.roles import APART, ROLES
    from greenlane.roles import LABELS as NAMES

    routes = [*_routes(get_resolver()), ("api/v1/stream", ("GET",), stream_viewer.RULE)]
    ways = [
        (f"`/{path}`", ", ".join(how), LABELS.get(rule.who, f"need `{rule.need}`"))
        for path, how, rule in routes
    ]
    held = [
        (
            str(NAMES[role]),
            f"`{role}`",
            ", ".join(f"`{need}`" for need in sorted(needs)),
            "the other two" if role in APART else "–",
        )
        for role, needs in ROLES.items()
        if role in NAMES
    ]
    says = (
        "A role is held in a unit and in all below it; rows of other units look like"
        " none (404). Stopping and reporting reach whatever can be named; with a link"
        " to one order, what belongs to that order, and no other address. What a need"
        " lets one do is in [commands](commands.md)."
    )
    return (
        _page("Access", says, _table(("role", "code", "needs", "excludes"), held))
        + "\n## Addresses\n\n"
        + _table(("address", "methods", "who comes in"), ways)
        + "\n"
    )


def _routes(resolver: Any, before: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Address, methods and rule, in the order in which they are looked for."""
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from _routes(each, path)
        else:
            view = each.callback
            yield path, view.methods, view.rule


def _gates() -> str:
    from greenlane.gates import GATES

    rows = [
        (
            gate.NAME,
            gate.CLASS,
            _first_line(gate),
            ", ".join(f"`{act}`" for act in sorted(gate.GUARDS)),
        )
        for gate in GATES
    ]
    return _page(
        "Gates",
        "What has to be true before an act, in the order a foreman asks."
        " Class P protects people, class O the order of the work; no verb overrides"
        " either.",
        _table(("gate", "class", "what it demands", "guards"), rows),
    )


def _playbooks() -> str:
    from greenlane.core.gatewalk import guards
    from greenlane.work.playbook import catalogue, estimate

    rows = []
    for name in catalogue.names():
        book = catalogue.find(name, guards=guards())
        minutes = estimate(book, seed=_SEED)
        rows.append(
            (
                f"`{name}`",
                f"{book.title_en}<br>{book.title_zh}" + (" (draft)" * book.draft),
                str(len(book.steps)),
                f"{round(minutes.p50)} / {round(minutes.p80)}",
            )
        )
    return _page(
        "Playbooks",
        "Recipes of work, one TOML file each in `greenlane/work/playbooks/`."
        " `greenlane playbook show NAME` prints every step and the longest chain."
        " Minutes are working practice and not confirmed: put in those of your crews.",
        _table(("name", "what it is", "steps", "minutes, P50 / P80"), rows),
    )


def _glossary() -> str:
    """The part that people wrote, as it stands, and every code with its two names."""
    written = (FOLDER / "glossary.md").read_text(encoding="utf-8")
    return written.partition(_LISTS)[0] + _LISTS + "\n" + _lists()


def _lists() -> str:
    from django.utils import translation

    from greenlane.labels import LISTS

    parts = []
    for title, names in LISTS.items():
        english = [str(name) for name in names.values()]
        with translation.override("zh-hans"):
            chinese = [str(name) for name in names.values()]
        rows = zip(chinese, english, (f"`{code}`" for code in names), strict=True)
        table = _table(("中文", "English", "code"), rows)
        parts.append(f"\n## {title.capitalize()}\n\n{table}\n")
    return "".join(parts)


def _data(title: str, folder: str) -> str:
    """One line for every data file below a folder of this name."""
    files = sorted(HOUSE.glob(f"*/{folder}/**/*.toml"))
    files += sorted(HOUSE.glob(f"{folder}/**/*.toml"))
    rows = [(f"`{path.stem}`", _about(path), _place(path)) for path in files]
    table = _table(("name", "what it is", "file"), rows)
    return _page(title, "Data, not code: one TOML file each.", table)


def _about(path: Path) -> str:
    """The first comment of the file; else its title."""
    text = path.read_text(encoding="utf-8")
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    if first.startswith("#"):
        return first.lstrip("# ").strip()
    held = tomllib.loads(text)
    return str(held.get("title_en") or held.get("title") or held.get("name") or "–")


def _place(path: Path) -> str:
    return f"`{path.relative_to(HOUSE.parent).as_posix()}`"


def _first_line(module: ModuleType) -> str:
    text = (module.__doc__ or "").strip().splitlines()[0]
    return text.partition(": ")[2] or text


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = tuple(head)
    lines = [head, ("---",) * len(head), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _page(title: str, says: str, table: str) -> str:
    return f"# {title}\n\n{_WRITTEN}\n\n{says}\n\n{table}\n"


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")
    django.setup()
    if not FOLDER.is_dir():
        sys.exit(f"{FOLDER} is not there: this writes into a source checkout only")
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
