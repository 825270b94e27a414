"""My signatures: what waits for mine, and what I signed lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst

from greenlane.board.whose import reader
from greenlane.connections.to_sign import signed_lately, waiting_for
from greenlane.core.actors import Actor
from greenlane.core.texts import said_as
from greenlane.safety.models import Signature
from greenlane.safety.signing import find_document
from greenlane.safety.to_sign import ToSign
from greenlane.work.models import Order


@dataclass(frozen=True)
class Asked:
    """A document that waits, and the page on which it is looked at and signed."""

    found: ToSign
    kind: str
    role: str
    url: str


@dataclass(frozen=True)
class Signed:
    """A signature that was given; `order` where the document belongs to one."""

    kind: str
    name: str
    role: str
    at: datetime
    order: Order | None


@dataclass(frozen=True)
class Signing:
    named: tuple[Asked, ...]
    able: tuple[Asked, ...]
    signed: tuple[Signed, ...]
    is_person: bool


def my_signatures(actor: Actor) -> Signing:
    me = reader(actor)
    if me is None:
        return Signing((), (), (), is_person=False)
    waiting = [_asked(each) for each in waiting_for(actor, me)]
    return Signing(
        tuple(each for each in waiting if each.found.named),
        tuple(each for each in waiting if not each.found.named),
        tuple(_signed(signed_lately(me))),
        is_person=True,
    )


def _asked(found: ToSign) -> Asked:
    if found.order is None:
        page = reverse("desk:do", args=["safety", "sign"])
    else:
        page = reverse("desk:verb", args=[found.order.number, "sign"])
    kind, role = said_as("kind", found.kind), said_as("role", found.role)
    return Asked(found, capfirst(kind), str(role), f"{page}?{found.query}")


def _signed(rows: Iterable[Signature]) -> Iterable[Signed]:
    """Each with its document by name: one query for a kind of document."""
    kept = list(rows)
    documents: dict[UUID, Any] = {}
    for kind in {row.document for row in kept}:
        model: Any = find_document(kind)
        names = {field.name for field in model._meta.fields}
        along = [n for n in ("order__site", "isolation__order__site") if _has(n, names)]
        keys = [row.document_id for row in kept if row.document == kind]
        documents |= model.objects.select_related(*along).in_bulk(keys)
    for row in kept:
        document = documents.get(row.document_id)
        yield Signed(
            capfirst(said_as("kind", row.document)),
            str(getattr(document, "number", "") or getattr(document, "name", "")),
            str(said_as("role", row.role)),
            row.at,
            _order_of(document),
        )


def _has(path: str, names: set[str]) -> bool:
    return path.partition("__")[0] in names


def _order_of(document: Any) -> Order | None:
    if document is None or (order := getattr(document, "order", None)):
        return order if document is not None else None
    section = getattr(document, "isolation", None)
    return section.order if section else None
