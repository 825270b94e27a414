"""A certificate was renewed: the same number is good for longer."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Instant
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_import import CertificateRenewed
from greenlane.workforce.models import Certificate


class RenewCertificate(CommandForm):
    certificate = Id(kind="certificate", label=_("Certificate"))
    expires_at = Instant(label=_("Expires at"))


@command(
    "workforce.renew_certificate",
    title=_("Renew a certificate"),
    takes=RenewCertificate,
    needs="administer",
    kind=DESK,
    relies_on=("workforce.certificate_",),
)
def renew_certificate(form: RenewCertificate, *, by: Actor, at: datetime) -> Answer:
    found = rows.find(Certificate, form.cleaned_data["certificate"])
    expires = form.cleaned_data["expires_at"]
    _person, row = locks.take(found.person, found)
    if row.revoked_at:
        raise Refused("certificate-revoked-already")
    if expires <= at:
        raise Refused("certificate-over-already", field="expires_at")
    if expires <= row.expires_at:
        raise Refused("certificate-not-longer", field="expires_at")
    row.expires_at = expires
    row.save(update_fields=["expires_at"])
    say(
        CertificateRenewed(row.pk, row.person_id, row.skill),
        subjects=(row, ("person", row.person_id)),
        unit=row.unit_id,
    )
    return answer("certificate-renewed", certificate=row.pk)
