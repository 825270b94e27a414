"""What is said before any command is reached: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "log-in-first": Text(
        _("Nobody is logged in, or the token is no longer good."),
        _("Log in, or send a token that is still good."),
    ),
    "login-wrong": Text(
        _("The login name or the password is wrong."), _("Type both again.")
    ),
    "too-many-logins": Text(
        _("Too many wrong logins."), _("Wait five minutes, then log in again.")
    ),
    "method-not-allowed": Text(
        _("This address does not take that method."),
        _("Look up its methods in /api/v1/openapi.json."),
    ),
    "no-such-address": Text(
        _("There is no such address."), _("Look it up in /api/v1/openapi.json.")
    ),
    "csrf-token-missing": Text(
        _("The session did not send its CSRF token along."),
        _("Log in again and send the token as X-CSRFToken."),
    ),
    "https-only": Text(
        _("This port gives the CA certificate and takes nothing."),
        _("Use the https:// address. What was sent here in the open is known now."),
    ),
    "fault": Text(
        _("Something is broken here; nothing was done."),
        _("Send it once more. If it stays so, call the administrator."),
    ),
}
