"""What the verbs of the house say when they refuse: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "unit-code-used": Text(
        _("Another unit has the code %(used)s."), _("Choose another code.")
    ),
    "unknown-time-zone": Text(
        _("There is no such time zone."), _("Write it as Asia/Shanghai.")
    ),
    "only-drills-have-clocks": Text(
        _("Only a drill unit has a clock of its own."),
        _("Use a drill unit, or leave the clock alone."),
    ),
    "clock-never-goes-back": Text(
        _("Things were told up to %(last)s; the clock cannot go back before."),
        _("Choose a later time, or add a new drill unit."),
    ),
    "house-has-units": Text(
        _("This house has its first unit already."), _("Add units below it.")
    ),
    "login-name-used": Text(
        _("Somebody has this login name already."), _("Choose another login name.")
    ),
    "no-role-for-oneself": Text(
        _("Nobody gives himself a role."), _("Ask another security administrator.")
    ),
    "administrators-stay-apart": Text(
        _("System, security and audit administrators are three different people."),
        _("Give the role to another account, or take the other role back first."),
    ),
    "administrator-has-keys": Text(
        _("A machine holds a key of this account; it would act as an administrator."),
        _("Revoke the key first."),
    ),
    "key-of-an-administrator": Text(
        _("Nobody makes a key for the account of another administrator."),
        _("Make it for your own account, or for one without such a role."),
    ),
    "role-held-already": Text(
        _("The account holds this role there already."), _("Nothing is to be done.")
    ),
    "role-revoked-already": Text(
        _("This role was taken back already."), _("Nothing is to be done.")
    ),
    "last-security-administrator": Text(
        _("This is the last security administrator of the unit."),
        _("Give the role to somebody else first."),
    ),
    "pin-needs-its-person": Text(
        _("Only the person, logged in, sets a PIN."), _("Log in and set it yourself.")
    ),
    "password-wrong": Text(
        _("The password is wrong."), _("Type your own password again.")
    ),
    "password-paused": Text(
        _("Too many wrong passwords."),
        _("Wait five minutes, or ask the administrator."),
    ),
    "password-due": Text(
        _("Your password was given by an administrator."),
        _("Choose one of your own first."),
    ),
    "password-ran-out": Text(
        _("This password was good for some days only."),
        _("Ask the administrator for another one."),
    ),
    "pin-shut": Text(
        _("An administrator gave this account a new password, so its PIN is void."),
        _("Go to the security administrator, who hands you a code for a new PIN."),
    ),
    "first-pin-shut": Text(
        _("The security administrator gave this account its first password."),
        _("Go to the system administrator, who hands you a code for the first PIN."),
    ),
    "pin-code-wrong": Text(
        _("The code of the administrator is wrong."),
        _("Type it as it stands on the paper, or ask for a new one."),
    ),
    "password-of-ones-own": Text(
        _("Whoever gave you your password may know the one of now, too."),
        _("Type a new one in the same form; nobody else may know it."),
    ),
    "not-ones-own-pin": Text(
        _("Nobody hands himself such a code."),
        _("Ask another administrator of the same office."),
    ),
    "pin-is-the-persons-own": Text(
        _("This PIN is not shut: its owner sets it with the own password."),
        _("Nothing is to be done."),
    ),
    "not-ones-own-password": Text(
        _("Nobody gives himself a password this way."),
        _("Change your own; it asks for the one that you have."),
    ),
    "password-of-an-administrator": Text(
        _("Nobody gives a password to an administrator of another office."),
        _("Do it on the machine itself: greenlane password."),
    ),
    "role-held-above": Text(
        _("The account holds a role above your units."),
        _("Ask the administrator of the upper unit."),
    ),
    "nobodys-account-has-no-password": Text(
        _("This account is nobody's own, or shut; it has no password."),
        _("Choose the account of a person."),
    ),
    "link-stops-and-reports": Text(
        _("With a link to one order you see it, stop work on it and report; no more."),
        _("Call whoever is in charge there."),
    ),
    "no-pack-pinned": Text(
        _("The unit %(unit)s has no rule pack yet."), _("Pin one first.")
    ),
    "pack-key-unknown": Text(
        _("The rule pack has no value %(key)s."), _("Look the key up in the pack.")
    ),
    "pack-value-fixed": Text(
        _("A gate stands on %(key)s: no unit changes it by itself."),
        _("Pin a new version of the pack; confirm the value as it stands here."),
    ),
    "pack-value-unfit": Text(
        _("This cannot be the value: %(why)s"),
        _("Give what the bounds of every rule pack allow."),
    ),
    "link-wrong": Text(
        _("No link opens with this code, or it has ended."),
        _("Ask whoever gave it to you for a new one."),
    ),
    "token-born-dead": Text(
        _("The token would have expired already."), _("Choose a later day.")
    ),
    "token-lives-too-long": Text(
        _("A token is valid for %(days)s days at most."), _("Choose an earlier day.")
    ),
    "token-secret-used": Text(
        _("This secret belongs to another token."), _("Make a new secret.")
    ),
    "token-revoked-already": Text(
        _("This token was revoked already."), _("Nothing is to be done.")
    ),
    "pack-unreadable": Text(
        _("The files of the rule pack cannot be read."), _("Call the administrator.")
    ),
    "claim-settled-already": Text(
        _("Somebody has settled this message already."), _("Nothing is to be done.")
    ),
    "holiday-not-set": Text(
        _("Nobody has set this day; it goes by the country's calendar."),
        _("Choose a day that was set."),
    ),
    "not-out-by-oneself": Text(
        _("Nobody shuts himself out."), _("Ask another security administrator.")
    ),
    "role-held-elsewhere": Text(
        _("A role or key of this account is held in a unit that is not in your care."),
        _("Ask the security administrator of the unit above."),
    ),
    "account-closed-already": Text(
        _("This account was closed already."), _("Nothing is to be done.")
    ),
    "account-open-already": Text(
        _("This account is open."), _("Nothing is to be done.")
    ),
}
