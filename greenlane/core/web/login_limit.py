"""Wrong logins are slowed down, in every process and over a restart.

Counted are an address, a name from an address, and a name from anywhere. Whoever
guesses from elsewhere must not lock the duty officer out: a device on which this name
has come in before is counted by itself alone.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.called import account_subject
from greenlane.core.door import perform
from greenlane.core.models import Account, Event, LoginTry
from greenlane.core.proof_facts import LoginsFailed
from greenlane.core.refusals import Refused

WINDOW, PER_ADDRESS, PER_PAIR, PER_NAME = timedelta(minutes=5), 60, 10, 100
KEPT, QUIET = timedelta(days=1), timedelta(hours=1)
KNOWN_COOKIE, KNOWN_SECONDS, _SALT = (
    "greenlane_known",
    180 * 24 * 3600,
    "greenlane.known",
)
MOST_KNOWN = 8  # names that one device remembers
Bucket = tuple[str, int]  # what is counted, and how many of it are too many


class TooManyLogins(Refused):
    status = 429
    kept = False


def may_try(request: HttpRequest, name: str) -> None:
    """Raises TooManyLogins after too many wrong tries in five minutes."""
    for bucket, most in _buckets(request, name):
        if _count(bucket) >= most:
            raise TooManyLogins("too-many-logins")


def tried(request: HttpRequest, name: str, *, good: bool) -> None:
    """A good one clears its name here; a wrong one counts, and is told in the end."""
    buckets = _buckets(request, name)
    if good:
        LoginTry.objects.filter(bucket=buckets[0][0]).delete()
        return
    now = clock.wall()
    LoginTry.objects.filter(at__lt=now - KEPT).delete()
    LoginTry.objects.bulk_create([LoginTry(bucket=b, at=now) for b, _most in buckets])
    if any(_count(bucket) == most for bucket, most in buckets if most != PER_ADDRESS):
        _tell(name, max(_count(bucket) for bucket, _most in buckets))


def guessed(request: HttpRequest, code: str) -> None:
    """A code of 160 bits that opens nothing was sent. Raises TooManyLogins.

    Whoever guesses is slowed down; a right code never comes here, so it is never kept
    out by others.
    """
    may_try(request, code[:16])
    tried(request, code[:16], good=False)


def remember(request: HttpRequest, answer: HttpResponse, account: Account) -> None:
    """From now on this device is known to this account."""
    names = [each for each in _known(request) if each != account.username]
    answer.set_cookie(
        KNOWN_COOKIE,
        signing.dumps([*names, account.username][-MOST_KNOWN:], salt=_SALT),
        max_age=KNOWN_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def _tell(name: str, count: int) -> None:
    account = Account.objects.select_related("unit").filter(username=name).first()
    if account is not None and not _told_lately(account):
        said = {"account": account.username, "count": count}
        perform("core.note_failed_logins", said, by=system(account.unit))


def _told_lately(account: Account) -> bool:
    """Once an hour is enough to be warned, however many addresses guess."""
    about = ":".join(map(str, account_subject(account.pk)))
    since = clock.wall() - QUIET
    told = Event.objects.filter(unit=account.unit_id, name=LoginsFailed.NAME)
    return told.filter(recorded_at__gt=since, subjects__contains=about).exists()


def _known(request: HttpRequest) -> list[str]:
    given = request.COOKIES.get(KNOWN_COOKIE, "")
    try:
        found = signing.loads(given, salt=_SALT, max_age=KNOWN_SECONDS)
    except (signing.BadSignature, ValueError):
        return []
    return [str(each) for each in found] if isinstance(found, list) else []


def _buckets(request: HttpRequest, name: str) -> list[Bucket]:
    """The narrowest first. A known device stands beside the limits of all others."""
    address, called = request.META.get("REMOTE_ADDR", ""), name.casefold()
    if name in _known(request):
        device = request.COOKIES[KNOWN_COOKIE]
        return [(_hash("device", device, called), PER_PAIR)]
    return [
        (_hash("pair", address, called), PER_PAIR),
        (_hash("address", address), PER_ADDRESS),
        (_hash("name", called), PER_NAME),
    ]


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _count(bucket: str) -> int:
    since = clock.wall() - WINDOW
    return LoginTry.objects.filter(bucket=bucket, at__gt=since).count()


def forget() -> None:
    """Every try so far."""
    LoginTry.objects.filter(pk__gt=0).delete()
