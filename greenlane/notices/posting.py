"""A message as it goes out: JSON that a program reads, or words that people read."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core import clock, second
from greenlane.notices import outward, wire
from greenlane.notices.channels import WEBHOOK
from greenlane.notices.message import Note, at_home, key_of
from greenlane.notices.models import Webhook

LISTED = 20  # lines of one message; the rest is counted


def post(hook: Webhook, notes: Sequence[Note], *, by_number: bool) -> str:
    """Send them in one message. Gives what came of it: `taken`, or a code."""
    address, secret = second.unseal(hook.address), second.unseal(hook.secret)
    if address is None or secret is None:
        return "secret-lost"
    if hook.service == WEBHOOK:
        return _to_a_program(address, secret, notes[0])
    with translation.override(hook.language):
        title, body = in_words(notes, by_number=by_number)
    return outward.tell(address, title, body)


def _to_a_program(address: str, secret: str, note: Note) -> str:
    body = as_json(note)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Greenlane",
        "X-Greenlane-Id": str(key_of(note.row)),
        "X-Greenlane-Kind": note.row.kind,
        "X-Greenlane-Signature": signature(secret, body, at=clock.wall()),
    }
    return wire.post(address, body, headers)


def as_json(note: Note) -> bytes:
    said = {
        "id": str(key_of(note.row)),
        "kind": note.row.kind,
        "order": note.order.number if note.order else None,
        "site": str(note.order.site) if note.order else None,
        "unit": note.row.unit.code,
        "text": note.text,
        "why": note.why,
        "link": note.link,
        "at": note.at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def in_words(notes: Sequence[Note], *, by_number: bool) -> tuple[str, str]:
    """(title, body) in the language that is spoken now."""
    first, many = notes[0], len(notes)
    if by_number:
        since = _clock(min(each.at for each in notes), first)
        said = {"n": many, "time": since, "unit": first.row.webhook.unit}
        title = ngettext(
            "%(n)s more notice since %(time)s",
            "%(n)s more notices since %(time)s",
            many,
        )
        body = _("Too many at once to tell each of them. Look at the board.")
        return title % said, "\n".join((body, at_home(reverse("board:orders"))))
    if many == 1:
        return first.text, f"{first.text}\n{first.why}\n{first.link}"
    title = ngettext("%(n)s notice", "%(n)s notices", many) % {"n": many}
    lines = [f"{_clock(each.at, each)} {each.text}" for each in notes[:LISTED]]
    if many > LISTED:
        lines.append(_("and %(n)s more") % {"n": many - LISTED})
    body = "\n".join((*lines, first.why, at_home(reverse("board:orders"))))
    return title, body


def signature(secret: str, body: bytes, *, at: datetime) -> str:
    """What X-Greenlane-Signature says: when, and the HMAC over when and body."""
    stamp = int(at.timestamp())
    signed = f"{stamp}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


def _clock(at: datetime, note: Note) -> str:
    return f"{at.astimezone(ZoneInfo(note.row.unit.timezone)):%H:%M}"
