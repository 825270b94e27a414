"""The words of a refusal: made at the edge, in the reader's language.

Every text is a sentence with named placeholders, and the next step for a tired person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class Text(NamedTuple):
    says: Promise | str
    next_step: Promise | str


@cache
def texts() -> dict[str, Text]:
    return dict(import_module(settings.GREENLANE_TEXTS).TEXTS)


@cache
def labels() -> dict[str, Mapping[str, Any]]:
    """Name of a fact, then code: what the reader calls it."""
    return dict(import_module(settings.GREENLANE_LABELS).LABELS)


class _Kind(dict[str, Any]):
    """Unknown facts show as a dash: a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(code: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """(what is wrong, what to do next) in the active language."""
    text = texts().get(code)
    if text is None:
        return code, ""
    known = _Kind({name: said_as(name, value) for name, value in facts.items()})
    return str(text.says) % known, str(text.next_step) % known


def listed(names: Iterable[object]) -> str:
    """Names one after another, as the reader's language parts them."""
    return pgettext("between names", ", ").join(str(each) for each in names)


def said_as(name: str, value: Any) -> Any:
    """What a code, or several with spaces between, is called by the reader."""
    names = labels().get(name, {})
    words = value.split() if isinstance(value, str) else []
    if not words or any(word not in names for word in words):
        return value
    return " / ".join(str(names[word]) for word in words)


TEXTS: dict[str, Text] = {
    "bad-input": Text(
        _("Something is missing or cannot be read."),
        _("Mend the fields named below and send again."),
    ),
    "too-large": Text(
        _("The message is too large."), _("Send less, or upload files as blobs.")
    ),
    "too-slow": Text(
        _("The message did not come to its end in time."),
        _("Send it again, on a better line if you can; it counts once."),
    ),
    "not-found": Text(
        _("There is no such %(kind)s for you."),
        _("Check the number, or ask the unit that owns it."),
    ),
    "role-missing": Text(
        _("Your roles do not include this (%(needs)s)."),
        _("Ask somebody who holds the role, or the administrator of your unit."),
    ),
    "token-scope": Text(
        _("This token may not do that kind of command (%(kind)s)."),
        _("Use a token with this scope, or log in."),
    ),
    "release-needs-a-person": Text(
        _("A release needs a person: no machine or command line can give it."),
        _("Log in and sign with your own PIN."),
    ),
    "system-only-sets-up": Text(
        _("The house itself only sets up; it does no work."), _("Log in.")
    ),
    "not-from-a-queue": Text(
        _("A release is given live only; this one came from a queue."),
        _("Phone the control room."),
    ),
    "time-skewed": Text(
        _("The time sent is more than two minutes off."),
        _("Set the clock of the device, or leave the time out."),
    ),
    "clock-went-back": Text(
        _("The server's clock reads earlier than what was already recorded."),
        _("Set the server's clock; until then work by the paper procedure."),
    ),
    "challenge-expired": Text(
        _("More than a minute has passed since this was shown."),
        _("Look at it again, then sign."),
    ),
    "challenge-wrong": Text(
        _("This proof belongs to another person, device or act."),
        _("Open the page again on this device, then sign."),
    ),
    "pin-wrong": Text(_("The PIN is wrong."), _("Type your own PIN again.")),
    "pin-paused": Text(
        _("Too many wrong PINs."), _("Wait five minutes, or ask the administrator.")
    ),
    "changed-since-shown": Text(
        _("Something has changed since this was shown."),
        _("Look at it again; nothing was done."),
    ),
    "same-id-other-content": Text(
        _("This command id was used before, with other content."),
        _("Send it with a new id."),
    ),
    "device-number-used": Text(
        _("This device has used this number before."), _("Send it with a new number.")
    ),
    "busy": Text(
        _("The database is busy."), _("Send the same command again; it counts once.")
    ),
    "against-the-rows-law": Text(
        _("The rows do not allow this (%(law)s)."), _("Look at the record again.")
    ),
    "gate-held": Text(
        _("Gates hold this release."), _("The list names who can open each.")
    ),
    "error": Text(
        _("The gate could not be read, so it stays shut."),
        _("Call the administrator; do not go on without it."),
    ),
    "no-gate-guards-this": Text(
        _("No gate guards this act (%(act)s), so it is refused."),
        _("Call the administrator."),
    ),
    "gates-unloadable": Text(
        _("The list of gates cannot be read, so nothing is released."),
        _("Call the administrator."),
    ),
}
