"""What is said when a second proof is refused: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "offer-expired": Text(
        _("This page has grown old, or is not yours."), _("Open it anew and go on.")
    ),
    "app-held-already": Text(
        _("You have an app with codes already."), _("Remove it first.")
    ),
    "code-wrong": Text(
        _("The code is wrong, or was used before."),
        _("Type the code that the app shows now. Is the clock of the telephone right?"),
    ),
    "code-paused": Text(
        _("Too many wrong codes."),
        _("Wait five minutes, or ask the security administrator."),
    ),
    "code-used-before": Text(
        _("One of these codes was drawn before."), _("Draw new ones.")
    ),
    "passkey-wrong": Text(
        _("The passkey did not answer rightly."), _("Try again, or use a code.")
    ),
    "passkey-copied": Text(
        _("This passkey answers like a copy of itself."),
        _("Use another proof, remove this one, and tell the security administrator."),
    ),
    "too-many-passkeys": Text(
        _("An account has %(most)s passkeys at most."), _("Remove one first.")
    ),
    "factor-removed-already": Text(
        _("This proof was removed already."), _("Nothing is to be done.")
    ),
    "second-proof-due": Text(
        _("Your role asks for a second proof at login, and the days for it are over."),
        _("Add an app or a passkey first. Stopping and reporting work as ever."),
    ),
    "administrators-keep-a-second": Text(
        _("Whose role asks for a second proof keeps one."),
        _("Add another one first."),
    ),
    "no-second-proof-yet": Text(
        _("There is no second proof yet."), _("Add an app or a passkey first.")
    ),
    "not-ones-own-proofs": Text(
        _("Nobody takes off the own second proofs this way."),
        _("Ask another security administrator."),
    ),
    "second-proof-wanted": Text(
        _("This account comes in with a second proof."),
        _("Send the code of the app, or one on paper, as `code`."),
    ),
    "emergency-code-used": Text(_("This code was drawn before."), _("Draw a new one.")),
    "emergency-code-wrong": Text(
        _("No seal opens with this code."),
        _("Type it as it stands on the paper. A code opens once only."),
    ),
    "emergency-shut-already": Text(
        _("The emergency account is shut already."), _("Nothing is to be done.")
    ),
    "emergency-account-stays": Text(
        _("The emergency account holds no role and no key of its own."),
        _("Use another account."),
    ),
    "the-house-alone-notes": Text(
        _("The house itself notes this."), _("Nothing is to be done.")
    ),
}
