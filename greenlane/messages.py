"""Every text of the house is said in Chinese too.

`python -m greenlane.messages` compiles the catalogues.
--check compares instead: what is said in the code, what stands in the catalogues, what
was compiled. It prints what is missing, ready to be pasted and translated, and what
nobody says any more.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import escape, read_po

HOUSE = Path(__file__).resolve().parent
LOCALE = "zh_Hans"
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
Key = tuple[str, str]  # context, text
_ALWAYS = datetime(2022, 3, 29, tzinfo=UTC)
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")


def catalogues() -> list[Path]:
    return sorted(HOUSE.rglob(f"locale/{LOCALE}/LC_MESSAGES/django.po"))


def said() -> dict[Key, Path]:
    """Every text in code and templates, and one file that says it."""
    found: dict[Key, Path] = {}
    for path in sorted([*HOUSE.rglob("*.py"), *HOUSE.rglob("*.html")]):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for key in _texts(path):
            found.setdefault(key, path)
    return found


def _texts(path: Path) -> Iterator[Key]:
    from django.utils.translation.template import templatize

    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # Indentation means nothing in a page, and everything to the reader of Python.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    source = io.BytesIO(text.encode())
    for _line, message, _comments, context in extract("python", source, KEYWORDS):
        one = message[0] if isinstance(message, tuple) else message
        if one:
            yield context or "", one


def read(path: Path) -> Catalog:
    with path.open("rb") as handle:
        found = read_po(handle, locale=LOCALE, abort_invalid=True)
    # A date in the head would make other bytes of the same words.
    found.creation_date = found.revision_date = _ALWAYS
    return found


def compile_all() -> None:
    for path in catalogues():
        with path.with_suffix(".mo").open("wb") as handle:
            write_mo(handle, read(path))


def faults() -> list[str]:
    """Everything that is wrong, one line or one entry each."""
    known: dict[Key, tuple[Path, Message]] = {}
    wrong: list[str] = []
    for path in catalogues():
        for message in read(path):
            if message.id:
                wrong += _faults_of(message, path, known)
        wrong += _not_compiled(path)
    found = said()
    wrong += [_unsaid(known[key]) for key in known if key not in found]
    return wrong + [
        _entry(key, path) for key, path in found.items() if key not in known
    ]


def _unsaid(where: tuple[Path, Message]) -> str:
    path, message = where
    return f"{_short(path)}:{message.lineno}: nobody says it: {_forms(message.id)[0]!r}"


def _faults_of(
    message: Message, path: Path, known: dict[Key, tuple[Path, Message]]
) -> Iterator[str]:
    where = f"{_short(path)}:{message.lineno}"
    ids, said_as = _forms(message.id), _forms(message.string)
    key = (message.context or "", ids[0])
    if message.fuzzy or not all(said_as):
        yield f"{where}: not translated: {ids[0]!r}"
    wanted = set(_PLACEHOLDER.findall(ids[-1]))
    if any(set(_PLACEHOLDER.findall(text)) - wanted for text in said_as):
        yield f"{where}: a placeholder that the text does not have: {ids[0]!r}"
    other = known.setdefault(key, (path, message))
    if other[1].string != message.string:
        yield f"{where}: said otherwise in {_short(other[0])}: {ids[0]!r}"


def _forms(text: Any) -> tuple[str, ...]:
    """Singular and plural, where there are two."""
    return (text,) if isinstance(text, str) else tuple(text)


def _not_compiled(path: Path) -> Iterator[str]:
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        yield f"{_short(path)}: not compiled"
        return
    fresh = io.BytesIO()
    write_mo(fresh, read(path))
    fresh.seek(0)
    with compiled.open("rb") as handle:
        if _content(read_mo(handle)) != _content(read_mo(fresh)):
            yield f"{_short(path)}: changed since it was compiled"


def _content(catalog: Catalog) -> dict[Any, Any]:
    return {(each.context, str(each.id)): each.string for each in catalog if each.id}


def _entry(key: Key, path: Path) -> str:
    context = f"msgctxt {escape(key[0])}\n" if key[0] else ""
    return f'\n#: {_short(path)}\n{context}msgid {escape(key[1])}\nmsgstr ""'


def _short(path: Path) -> str:
    return path.relative_to(HOUSE.parent).as_posix()


def main(arguments: list[str]) -> int:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)  # enough to read templates
    if "--check" not in arguments:
        compile_all()
        return 0
    wrong = faults()
    print("\n".join(wrong) or f"{len(said())} texts, all of them in Chinese")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
