"""A person signs a document as it is shown, with his own PIN, in his own role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import NotFound, Stale
from greenlane.core.rows import find
from greenlane.safety.facts_signing import DocumentSigned
from greenlane.safety.models import Signature
from greenlane.safety.signers import must_be_signer
from greenlane.safety.signing import Document, digest_of, find_document
from greenlane.safety.signing import sign as put_under
from greenlane.workforce.queries import person_of


class Sign(ReleaseForm):
    NAMING = ("kind",)
    kind = forms.SlugField(max_length=24, label=_("Kind of document"))
    id = Id(kind="document", label=_("Document"))
    role = forms.SlugField(max_length=24, label=_("You sign as"))
    digest = forms.RegexField(
        r"^[0-9a-f]{64}$",
        required=False,
        widget=forms.HiddenInput,
        label=_("Digest of the document as it was shown"),
    )

    @classmethod
    def shown(cls, data: Mapping[str, Any]) -> str:
        """A ticket changes by an earth or a stint too, that name it in no event."""
        try:
            model = find_document(str(data.get("kind")))
        except NotFound:
            return ""
        row: Any = model._default_manager.filter(pk=data.get("id")).first()
        return digest_of(row, str(data.get("role"))) if row else ""


@command(
    "safety.sign", title=_("Sign"), takes=Sign, needs="", kind=RELEASE, relies_on=()
)
def sign(form: Sign, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    row = find(find_document(given["kind"]), given["id"])
    [row] = locks.take(row)
    must_be_signer(row, person=person, role=given["role"], at=at)
    if given["digest"] and given["digest"] != digest_of(row, given["role"]):
        raise Stale("changed-since-shown", next_step="look-again")
    signature = put_under(row, person=person, role=given["role"], by=by, at=at)
    say(
        _fact(signature),
        subjects=_subjects(row, signature),
        unit=row.unit_id,
        stamps=(signature,),
    )
    return answer("signed", signature=signature.pk, digest=signature.digest)


def _fact(signature: Signature) -> DocumentSigned:
    return DocumentSigned(
        signature.pk,
        signature.document,
        signature.document_id,
        signature.role,
        signature.person_id,
    )


def _subjects(row: Document, signature: Signature) -> tuple:
    """The document, its order where it has one, and the section it is about."""
    found = [row, ("person", signature.person_id)]
    order = getattr(row, "order_id", None)
    section = getattr(row, "isolation", None)
    if order is None and section is not None:
        order = section.order_id
    if order is not None:
        found.append(("order", order))
    if section is not None:
        found.append(section)
    return tuple(found)
