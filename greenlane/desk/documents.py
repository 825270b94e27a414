"""What the entries of a document are called, and the row that a key names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor

LABELS: dict[str, Promise] = {
    "act": _("Act"),
    "alternatives": _("Alternatives considered"),
    "area": _("Section"),
    "areas": _("Areas"),
    "at": _("Time"),
    "buried_services": _("Buried services on the route"),
    "by": _("Recorded by"),
    "covers": _("Covers"),
    "do_not": _("Must not be done"),
    "given_at": _("Given at"),
    "given_by": _("Given by"),
    "giver": _("Gives"),
    "history": _("Since the permit"),
    "infeeds": _("Infeeds"),
    "isolation": _("Section"),
    "issuer": _("Issuer"),
    "kind": _("Kind"),
    "leader": _("Leader"),
    "lines": _("Lines"),
    "live": _("Live work"),
    "live_parts": _("What stays live, how near"),
    "load_cap_kw": _("Load allowed (kW)"),
    "loads": _("Load list"),
    "measures": _("Safety measures"),
    "measures_in_place": _("Locks and earths in place"),
    "method": _("Method"),
    "name": _("Name"),
    "no_infeeds": _("Connected to nothing"),
    "note": _("Note"),
    "number": _("Number"),
    "order": _("Order"),
    "permits": _("Open permits, read out"),
    "permitted_at": _("Permitted at"),
    "place": _("Place"),
    "placed_at": _("Placed at"),
    "placed_by": _("Placed by"),
    "placed_with": _("Placed with"),
    "removed_at": _("Removed at"),
    "revoked_at": _("Revoked at"),
    "route_m": _("Length of the route (m)"),
    "scope": _("What is done, and where"),
    "source": _("Source"),
    "steps": _("Steps"),
    "taker": _("Takes over"),
    "target": _("For"),
    "text": _("Words"),
    "version": _("Version"),
}
_NAMED_BY = {"target": ("infeed", "energisestep")}


def row_named(kind: str, key: UUID, actor: Actor | None) -> Any:
    """The row of this kind, if there is one that the actor may see."""
    for name in _NAMED_BY.get(kind, (kind,)):
        for model in apps.get_models():
            if model._meta.model_name != name or not hasattr(model, "unit_id"):
                continue
            rows: Any = model._default_manager.filter(pk=key)
            found = rows.seen_by(actor).first() if actor else rows.first()
            if found is not None:
                return found
    return None
