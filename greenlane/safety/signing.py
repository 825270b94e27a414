"""Signatures: one row a person, over the digest of the document as it was shown.

A document is a row with `document()`: its content as people see it. When the content
changes, the digest does, and older signatures no longer stand under it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from greenlane.core.actors import Actor
from greenlane.core.command import stamp_later
from greenlane.core.gatewalk import once
from greenlane.core.prepared import prepared
from greenlane.core.refusals import NotFound
from greenlane.safety.models import Signature
from greenlane.workforce.models import Person


class Document(Protocol):
    """A row that can be signed."""

    pk: UUID
    unit_id: int
    _meta: ClassVar[Any]

    def document(self) -> dict[str, Any]: ...


def content_of(row: Document, role: str = "") -> dict[str, Any]:
    """What a person in this role is shown and signs: how it stands, or as written."""
    if role in _as_written(row):
        written: dict[str, Any] = row.written()  # type: ignore[attr-defined]
        return written
    return row.document()


def digest_of(row: Document, role: str = "") -> str:
    """The SHA-256 of the document's canonical text, as this role signs it."""
    text = json.dumps(
        content_of(row, role), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _as_written(row: Document) -> tuple[str, ...]:
    """Roles that sign what was written, whatever is put in place afterwards."""
    roles: tuple[str, ...] = getattr(row, "signed_as_written", ())
    return roles


def _digests(row: Document) -> list[str]:
    return [digest_of(row), *(digest_of(row, role) for role in _as_written(row))]


def find_document(kind: str) -> type[Model]:
    """The kind of row that bears this name and can be signed."""
    for model in apps.get_models():
        if model._meta.model_name == kind and hasattr(model, "document"):
            return model
    raise NotFound("document", document=kind)


def sign(
    row: Document, *, person: Person, role: str, by: Actor, at: datetime
) -> Signature:
    """This person's signature under the document as it stands. Twice is once."""
    signature, new = Signature.objects.get_or_create(
        document=row._meta.model_name,
        document_id=row.pk,
        digest=digest_of(row, role),
        person=person,
        role=role,
        defaults={
            "unit_id": row.unit_id,
            "device": by.device,
            "proof": "pin",
            "at": at,
        },
    )
    if new:
        stamp_later(signature)
    return signature


@once
def signatures(row: Document) -> list[Signature]:
    """Who has signed the document as it stands now."""
    kind = row._meta.model_name
    return [each for digest in _digests(row) for each in _under(kind, row.pk, digest)]


@prepared
def _under(document: str, key: UUID, digest: str) -> QuerySet[Signature]:
    rows = Signature.objects.filter(document=document, document_id=key, digest=digest)
    return rows.select_related("person").order_by("at", "id")


def signatures_of(rows: Sequence[Document]) -> dict[UUID, list[Signature]]:
    """The same for many documents of any kind; what nobody has signed is not read."""
    given: dict[UUID, list[Signature]] = {row.pk: [] for row in rows}
    found = Signature.objects.filter(document_id__in=given).select_related("person")
    for each in found.order_by("at", "id"):
        given[each.document_id].append(each)
    for row in rows:
        if given[row.pk]:
            stands = {(row._meta.model_name, digest) for digest in _digests(row)}
            given[row.pk] = [
                each for each in given[row.pk] if (each.document, each.digest) in stands
            ]
    return given


def signed(row: Document, role: str) -> Signature | None:
    """The signature in this role under the document as it stands now."""
    return next((each for each in signatures(row) if each.role == role), None)
