"""The pages of docs/ that are read out of the house itself: commands, gates, data.

`python -m greenlane.docs` writes them; a test demands that they are up to date.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

HOUSE = Path(__file__).resolve().parent
FOLDER = HOUSE.parent / "docs"
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
            "playbooks.md": _data("Playbooks", "playbooks"),
            "packs.md": _data("Rule packs", "packs"),
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
