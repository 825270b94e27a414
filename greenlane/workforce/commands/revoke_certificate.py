"""A certificate counts no more. Whoever sees that says so; it opens nothing now."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.locks import Lock
from greenlane.workforce.facts_people import CertificateRevoked
from greenlane.workforce.models import Certificate, Person


class RevokeCertificate(CommandForm):
    certificate = Id(kind="certificate", label=_("Certificate"))


@command(
    "workforce.revoke_certificate",
    title=_("Revoke a certificate"),
    takes=RevokeCertificate,
    needs="",
    kind=RESTRICT,
)
def revoke_certificate(form: RevokeCertificate, *, by: Actor, at: datetime) -> Answer:
    """Gates read a certificate under the lock of its person; so does this."""
    found = rows.find(Certificate, form.cleaned_data["certificate"])
    _person, mine = locks.take(Lock(Person, found.person_id), found)
    if mine.revoked_at is None:
        mine.revoked_at = at
        mine.save(update_fields=["revoked_at"])
        say(
            CertificateRevoked(mine.pk, mine.person_id, mine.skill),
            subjects=(mine, ("person", mine.person_id)),
            unit=mine.unit_id,
        )
    return answer("certificate-revoked", certificate=mine.pk)
