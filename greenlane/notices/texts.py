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
    "service-unknown": Text(
        _("Nothing is known of an address that begins like this."),
        _("Take one of the forms that are listed on this page."),
    ),
    "service-not-installed": Text(
        _("The library for this service is not installed on the server."),
        _("Let the system administrator install greenlane[notify]."),
    ),
    "parameter-not-allowed": Text(
        _("The address has a parameter that is not allowed."),
        _("Leave out everything behind the question mark that is not listed."),
    ),
    "parameter-empty": Text(
        _("The address has a parameter without a value."),
        _("Write its value behind the =, or leave the parameter out."),
    ),
    "sign-not-allowed": Text(
        _("The address has a semicolon or a control character."),
        _("Join parameters by &, and take a password without a semicolon."),
    ),
    "address-not-secure": Text(
        _("Mail would go there without encryption."),
        _("Write mailtos://, or let the system administrator list the host."),
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
    "alarm-over": Text(_("This alarm is over."), _("Nothing is to be done.")),
    "alarm-stands-already": Text(
        _("This alarm stands already."), _("Nothing is to be done.")
    ),
    "alarm-acknowledged-already": Text(
        _("Somebody has acknowledged this alarm already."),
        _("It says who; what it stands for goes on."),
    ),
    "alarm-not-due": Text(
        _("There is still time to acknowledge this alarm."), _("Wait.")
    ),
    "nobody-is-next": Text(
        _("Everybody in the chain was told of this alarm."), _("Ring somebody up.")
    ),
    "the-house-alarms": Text(
        _("Only the house itself raises and ends an alarm."),
        _("Acknowledge it, and mend what it stands for."),
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
    "http": _("the receiver answers %(code)s"),
    "code": _("the service refuses it, its code is %(code)s"),
    "service-refused": _("the service does not take it"),
    "answer-unreadable": _("the answer of the service cannot be read"),
    "service-not-installed": _(
        "the library for it is not installed (greenlane[notify])"
    ),
    "service-unknown": _("no service is known by this address"),
    "parameter-not-allowed": _("the address has a parameter that is not allowed"),
    "address-not-secure": _("mail would go there without encryption"),
    "parameter-empty": _("the address has a parameter without a value"),
    "sign-not-allowed": _("the address has a semicolon or a control character"),
    "address-differs": _(
        "the library would send it to another server or without a look at its"
        " certificate: write the mail server's own name, and mode="
    ),
    "address-unreadable": _("the address cannot be read"),
    "address-not-https": _("the address is not https"),
    "error": _("the house failed; its log says why"),
    "secret-lost": _("sealed under another secret key: remove it, add it anew"),
    "not-yours": _("not sent: it is not yours to see any more"),
    "waits-no-more": _("not sent: it waits for you no more"),
    "off-shift": _("not sent: you were not on shift"),
    "another-is-told": _("not sent: another one was told"),
    "alarm-over": _("not sent: the alarm is over"),
    "acknowledged": _("not sent: somebody has acknowledged it"),
    "too-old": _("not sent: the webhook was switched off"),
}


def came_of(answer: str) -> str:
    """The code of a try in words; `http-403` and `code-310000` bear a number."""
    kind, _dash, code = answer.partition("-")
    if code.lstrip("-").isdecimal() and kind in ANSWERS:
        return str(ANSWERS[kind]) % {"code": code}
    return str(ANSWERS.get(answer, answer))
