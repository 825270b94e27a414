"""What the entries of a document are called, and the row that a key names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.texts import said_as

LABELS: dict[str, Promise] = {
    "absent": _("The old leader cannot sign"),
    "act": _("Act"),
    "after": _("Only after the end of"),
    "alternatives": _("Alternatives considered"),
    "area": _("Section"),
    "areas": _("Areas"),
    "asked_by": _("Asked by"),
    "at": _("Time"),
    "before": _("Valid until now"),
    "buried_services": _("Buried services on the route"),
    "by": _("Recorded by"),
    "covers": _("Covers"),
    "customer_owned": _("On the customer's own plant"),
    "do_not": _("Must not be done"),
    "given_at": _("Given at"),
    "given_by": _("Given by"),
    "giver": _("Gives"),
    "heads": _("People counted"),
    "history": _("Work and breaks ended since the permit"),
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
    "purpose": _("What the switching is for"),
    "route_m": _("Length of the route (m)"),
    "scope": _("What is done, and where"),
    "second_issuer": _("Issuer of the other side"),
    "second_permitter": _("Permitter of the other side"),
    "source": _("Source"),
    "steps": _("Steps"),
    "taker": _("Takes over"),
    "target": _("For"),
    "text": _("Words"),
    "ticket": _("Ticket"),
    "until": _("Valid until"),
    "valid_until": _("Valid until"),
    "version": _("Version"),
    "why": _("Why"),
    "written_at": _("Written at"),
    "written_by": _("Written by"),
}
# Documents that are called otherwise than their row: what is signed is the sheet.
TITLES: dict[str, Promise] = {"connection": _("Handover sheet")}
# What stands in a document as a code, and is no code of the glossary.
CODES: dict[str, Promise] = {
    "yes": _("Yes"),
    "no": _("No"),
    "unknown": _("Not known"),
    "outage": _("Outage"),
    "live": _("Live work"),
    "present": _("Present"),
    "occupants-warned": _("Occupants warned"),
    "electrician": _("Site electrician"),
    "measured": _("Measured"),
    "nameplate": _("From the nameplate"),
    "declared": _("Declared by the site"),
    "assumed": _("Assumed"),
    "order": _("The whole order"),
}
_NUMBERED = _("Number of the step")
# Under which name the glossary has the codes of an entry.
_LISTED = {
    "infeeds": "kind",
    "lines": "reading",
    "method": "kind",
    "steps": "act",
}
_NAMED_BY = {"target": ("infeed", "energisestep", "switchingorder")}


def label_of(key: str, value: Any) -> str:
    """A place is where something hangs; as a number it is one in a sequence."""
    return str(_NUMBERED if key == "place" and type(value) is int else LABELS[key])


def word(key: str, value: str) -> str:
    """A code of this entry as the reader calls it; other text as it was written."""
    if key == "covers":
        return _covered(value)
    if value in CODES:
        return str(CODES[value])
    return str(said_as(_LISTED.get(key, key), value))


def _covered(value: str) -> str:
    """ "order", "area:lv" or "isolation:<key>"."""
    kind, colon, which = value.partition(":")
    if kind == "isolation" and colon:
        row = row_named(kind, UUID(which), None)
        return str(getattr(row, "name", which))
    return str(said_as("area", which) if colon else CODES.get(value, value))


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
