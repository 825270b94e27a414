"""Who is logged in where, since when; a login ends by itself, and anywhere else.

It ends after a while without a hand (a page that refreshes itself is none), at the
latest after half a day, with every change of a proof, and from the list of the own
logins. A role that needs a second proof is held only where one was given.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.models import Account, LoginSession
from greenlane.core.prepared import prepared
from greenlane.core.refusals import NotAllowed

SECOND = "second_proof"  # how it was given in this session
SEEN_EVERY, SHARED_IDLE = timedelta(minutes=2), timedelta(minutes=30)


def log_in(request: HttpRequest, account: Account, *, second: str = "") -> None:
    """Logged in, under a new key, whoever was logged in here before."""
    end(None, request)
    request.session.cycle_key()
    login(request, account)
    request.session[SECOND] = second


def must_be_good(account: Account) -> None:
    """Raises NotAllowed: a password that was good once is so for some days only."""
    if account.once_until is not None and account.once_until <= clock.wall():
        ran_out = NotAllowed("password-ran-out", next_step="administrator")
        ran_out.status, ran_out.kept = 401, False
        raise ran_out


def begin(sender: Any, request: HttpRequest, user: Account, **_more: Any) -> None:
    """A person has logged in: the session has a new key, and stands in the list."""
    now = clock.wall()
    LoginSession.objects.filter(began_at__lt=now - _longest()).delete()
    LoginSession.objects.update_or_create(
        key=request.session.session_key,
        defaults={
            "account": user,
            "began_at": now,
            "seen_at": now,
            "agent": request.headers.get("User-Agent", "")[:200],
            "device": request.COOKIES.get("greenlane_device", "")[:60],
        },
    )


def end(sender: Any, request: HttpRequest, **_more: Any) -> None:
    """A person has logged out."""
    LoginSession.objects.filter(key=request.session.session_key or "").delete()


def still_there(request: HttpRequest, account: Account) -> bool:
    """Whether this login lasts; seen once in a while."""
    key, now = request.session.session_key or "", clock.wall()
    row = next(iter(_login(key, account.pk)), None)
    if row is None or row.began_at < now - _longest():
        return False
    if row.seen_at < now - _idle(shared=row.shared):
        return False
    by_itself = "text/event-stream" in request.headers.get("Accept", "")
    by_hand = not by_itself and "HX-Request" not in request.headers
    if by_hand and row.seen_at < now - SEEN_EVERY:
        LoginSession.objects.filter(pk=row.pk).update(seen_at=now)
    return True


@prepared
def _login(key: str, account: int) -> QuerySet[LoginSession]:
    return LoginSession.objects.filter(key=key, account=account)


def as_proved(request: HttpRequest, actor: Actor) -> Actor:
    """Without a second proof in this login, the roles that need one are not held."""
    wanted = settings.SECOND_PROOF_ROLES
    if not wanted or request.session.get(SECOND):
        return actor
    if Account.objects.filter(pk=actor.account or 0, sealed=True).exists():
        return actor  # its sealed code was more than a second proof
    held = tuple(grant for grant in actor.grants if grant[1] not in wanted)
    return replace(actor, grants=held)


def go_on(request: HttpRequest, account: Account, *, second: str = "") -> None:
    """The own proof has changed: this login goes on under a new key, all others end."""
    LoginSession.objects.filter(account=account).delete()
    if second:
        request.session[SECOND] = second
    update_session_auth_hash(request, account)
    begin(None, request, account)


def of(account: int) -> list[LoginSession]:
    """Where an account is logged in now, the last seen first."""
    now = clock.wall()
    rows = LoginSession.objects.filter(account=account, began_at__gt=now - _longest())
    found = rows.order_by("-seen_at")
    return [row for row in found if row.seen_at > now - _idle(shared=row.shared)]


def end_there(account: int, number: int) -> bool:
    """Log out on another device. False when there is no such login of this account."""
    row = LoginSession.objects.filter(account=account, pk=number).first()
    if row is None:
        return False
    Session.objects.filter(session_key=row.key).delete()
    row.delete()
    return True


def share(request: HttpRequest) -> None:
    """Others use this device too: the login ends with the browser, and soon idle."""
    request.session.set_expiry(0)
    LoginSession.objects.filter(key=request.session.session_key).update(shared=True)


def _idle(*, shared: bool) -> timedelta:
    own = timedelta(minutes=settings.IDLE_MINUTES)
    return min(own, SHARED_IDLE) if shared else own


def _longest() -> timedelta:
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)
