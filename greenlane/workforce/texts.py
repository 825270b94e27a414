"""What this room says when it refuses: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "no-person": Text(
        _("No person stands behind this login, so it signs nothing."),
        _("Ask the administrator to add the person, or log in as yourself."),
    ),
    "organisation-name-used": Text(
        _("Another organisation has that Chinese name."),
        _("Choose another name, or use the one that is there."),
    ),
    "staff-number-used": Text(
        _("Somebody else has the staff number %(number)s."),
        _("Choose another staff number, or use the person who is there."),
    ),
    "account-has-a-person": Text(
        _("This login name belongs to another person already."),
        _("Give the login name of this person, or leave it out."),
    ),
    "nothing-to-change": Text(
        _("Nothing was said that differs from what is on record."),
        _("Fill in what changes; what stays empty stays as it is."),
    ),
    "volunteer-never-certified": Text(
        _("A volunteer has no electrical competence, so takes no certificate."),
        _("Move the person to another pool first, or choose somebody else."),
    ),
    "certificate-number-used": Text(
        _("Another certificate has the number %(number)s."),
        _("Read the number on the card again, or revoke the other certificate."),
    ),
    "certificate-over-already": Text(
        _("This certificate has expired already."),
        _("Record the newer one; an expired one opens nothing."),
    ),
    "certificate-revoked-already": Text(
        _("This certificate was revoked already."), _("Nothing is to be done.")
    ),
    "person-fit-already": Text(
        _("Nobody has reported this person unfit."), _("Nothing is to be done.")
    ),
    "not-fit-by-oneself": Text(
        _("Nobody declares himself fit for work."),
        _("Ask the dispatcher, or somebody else who plans the work."),
    ),
    "team-name-used": Text(
        _("Another team has that Chinese name."),
        _("Choose another name, or change the team that is there."),
    ),
    "not-on-this-site": Text(
        _("This person is not checked in there."),
        _("Check the person in, or choose the site where the person is."),
    ),
}
