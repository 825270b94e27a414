"""Measure on an empty database of its own, and say each figure as a line of a table."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

from tests.records import FIGURES


def main() -> int:
    if url := os.environ.get("DATABASE_URL_TEST"):
        os.environ["DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")
    django.setup()
    figures = {**_on_fresh_tables(measured), **_on_fresh_tables(crowded)}
    for what, figure in figures.items():
        print(f"{what}: {figure}")
    if page := os.environ.get(FIGURES):
        Path(page).write_text(json.dumps(figures), encoding="utf-8")
    return 0


def _on_fresh_tables(measure: Callable[[], dict[str, str]]) -> dict[str, str]:
    from django.db import connection

    from greenlane.core import guard

    name = connection.settings_dict["NAME"]
    with guard.lifted():
        connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        return measure()
    finally:
        connection.close()
        with guard.lifted():
            connection.creation.destroy_test_db(name, verbosity=0)
        connection.settings_dict["NAME"] = name


def crowded() -> dict[str, str]:
    """Sixteen people over HTTP, and lists that have grown a hundredfold."""
    from tests.bench import load

    return load.measured()


def measured() -> dict[str, str]:
    """Title → figure, in the order of the page."""
    from tests.bench import door, pages, reading
    from tests.cast import Cast

    cast = Cast.build()
    return {
        **door.many_at_once(cast),
        **door.alone(cast),
        **door.energising(cast),
        **door.guarded(),
        **pages.read(cast),
        **pages.memory(),
        **reading.walked(cast),
    }


if __name__ == "__main__":
    sys.exit(main())
