"""The number beside "My work" in the bar; asked for only where the bar is drawn."""

from __future__ import annotations

from typing import Any

from django.utils.functional import SimpleLazyObject

from greenlane.work.mine import my_count


def context(request: Any) -> dict[str, Any]:
    """`my_count`: a part of a page that has no bar pays nothing for it."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    return {"my_count": SimpleLazyObject(lambda: my_count(actor))}
