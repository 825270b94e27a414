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
        _(
            "Volunteers, and people on record as members only, take no certificate:"
            " they have no electrical competence."
        ),
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
    "certificate-not-longer": Text(
        _("The certificate is good until that day already."),
        _("Read the card again: a renewed one is good for longer."),
    ),
    "person-left": Text(
        _("This person has left the company."), _("Name somebody else.")
    ),
    "person-left-already": Text(
        _("This person has left already."), _("Nothing is to be done.")
    ),
    "person-is-here": Text(
        _("Nobody said that this person left."), _("Nothing is to be done.")
    ),
    "person-has-login": Text(
        _("This person has a login already."), _("Grant it a role.")
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
    "import-person-without": Text(
        _("Somebody who is new needs a Chinese name and a pool."),
        _("Fill in both, or correct the staff number of somebody who is known."),
    ),
    "import-organisation-unknown": Text(
        _("No organisation is called %(name)s here."),
        _("Mend the name; for a new organisation, write its kind beside it."),
    ),
    "import-account-unknown": Text(
        _("Nobody logs in as %(username)s here."),
        _("Have the account added first, or leave the cell empty."),
    ),
    "import-certificate-parts": Text(
        _("A certificate is a skill, a number, a day of issue and a last day."),
        _("Fill in all four, or none of them."),
    ),
    "import-certificate-days": Text(
        _("The last day of this certificate comes before its day of issue."),
        _("Correct the two days; they may have been swapped."),
    ),
    "import-certificate-other": Text(
        _("The number %(number)s is on record with another person, skill or day."),
        _("Read the card again; a day of issue that was wrong is a new certificate."),
    ),
    "import-certificate-revoked": Text(
        _("The certificate %(number)s was revoked. No table brings it back."),
        _("Delete the row; a new certificate has a number of its own."),
    ),
    "import-team-without-leader": Text(
        _("The team %(name)s has no leader."),
        _("Write yes beside one of its people in the column for leaders."),
    ),
    "import-team-two-leaders": Text(
        _("The team %(name)s is led by one person, and here by two."),
        _("Keep one of them."),
    ),
    "import-leads-what": Text(
        _("This row says who leads, and names no team."),
        _("Name the team, or empty the cell."),
    ),
    "shift-of-whom": Text(
        _("A shift is of one team or of one person."),
        _("Name the team, or the person, and leave the other empty."),
    ),
    "shift-over-already": Text(
        _("This shift is over already."), _("Say those that are still to come.")
    ),
    "shift-too-long": Text(
        _("Nobody works longer than a day and a night at once."),
        _("Read the two times again; the day may be wrong."),
    ),
    "shifts-overlap": Text(
        _("Two shifts of the same people overlap."),
        _("Call off the one that stands, or correct the times."),
    ),
    "shift-cancelled-already": Text(
        _("This shift was called off already."), _("Nothing is to be done.")
    ),
    "zone-clearance-over-already": Text(
        _("This clearance has ended already."), _("Say until when it is good.")
    ),
    "zone-clearance-withdrawn-already": Text(
        _("This clearance was withdrawn already."), _("Nothing is to be done.")
    ),
    "not-on-this-site": Text(
        _("This person is not checked in there."),
        _("Check the person in, or choose the site where the person is."),
    ),
}
