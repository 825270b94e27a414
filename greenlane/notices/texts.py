"""What this room says when it refuses: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "address-unreadable": Text(
        _("This is no address of a web server."),
        _("Write it as https://host/path, without spaces."),
    ),
    "address-not-https": Text(
        _("The address is not https."),
        _("Use https, or let the system administrator list the host."),
    ),
    "address-with-password": Text(
        _("The address holds a name or password."),
        _("Leave it out; the signature says who sends."),
    ),
    "address-inside": Text(
        _("The address is inside the house, and nobody has listed it."),
        _("Let the system administrator list the host (GREENLANE_WEBHOOK_HOSTS)."),
    ),
    "secret-too-short": Text(
        _("The secret has fewer than 32 characters."),
        _("Draw one by machine: 32 to 120 letters, digits, - and _."),
    ),
    "webhook-needs-its-person": Text(
        _("Only a person, logged in, sends notices elsewhere."),
        _("Log in and do it on the page of your account."),
    ),
    "kind-is-a-persons": Text(
        _("A webhook of a unit cannot have this kind: it waits for one person."),
        _("Leave it out, or add a webhook for yourself."),
    ),
    "too-many-webhooks": Text(
        _("You have %(most)s webhooks already."), _("Remove one first.")
    ),
    "webhook-removed-already": Text(
        _("This webhook was removed already."), _("Nothing is to be done.")
    ),
    "webhook-off-already": Text(
        _("This webhook is off already."), _("Nothing is to be done.")
    ),
    "the-house-switches-off": Text(
        _("Only the house itself switches a webhook off."), _("Remove it.")
    ),
}
# What came of a try, as the page says it.
ANSWERS: dict[str, Promise] = {
    "taken": _("taken"),
    "address-inside": _("the address is inside the house and not listed"),
    "no-such-host": _("there is no such host"),
    "no-connection": _("no connection"),
    "too-slow": _("no answer in time"),
    "certificate": _("the certificate is not good"),
    "redirect": _("it sends elsewhere, and that is not followed"),
    "secret-lost": _("sealed under another secret key: remove it, add it anew"),
    "not-yours": _("not sent: it is not yours to see any more"),
    "waits-no-more": _("not sent: it waits for you no more"),
    "too-old": _("not sent: the webhook was switched off"),
}
