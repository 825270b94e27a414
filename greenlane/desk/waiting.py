"""Between the password and the second proof: nobody is logged in yet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from greenlane.core import clock, passkeys
from greenlane.core.actors import actor_for
from greenlane.core.door import perform
from greenlane.core.models import Account
from greenlane.core.refusals import Refused
from greenlane.core.web.problems import as_dict

SECONDS = 300
_WAITING, _STATE = "waiting_for_second", "passkey_state"


def begin(request: HttpRequest, account: Account, goal: str) -> str:
    """The password was right. The address where the second proof is asked for."""
    request.session.cycle_key()
    now = clock.wall().timestamp()
    request.session[_WAITING] = [account.pk, account.epoch, now, goal]
    request.session["shared"] = request.POST.get("shared", "")
    return reverse("desk:second")


def account(request: HttpRequest) -> Account | None:
    """Whose second proof is awaited; nobody's after five minutes."""
    waiting = request.session.get(_WAITING)
    if not waiting or waiting[2] < clock.wall().timestamp() - SECONDS:
        return None
    rows = Account.objects.filter(pk=waiting[0], epoch=waiting[1], is_active=True)
    return rows.first()


def prove(request: HttpRequest, account: Account) -> tuple[str, str]:
    """How it was proved, and where the person was going. Raises Refused."""
    data = {
        "code": request.POST.get("code", "")[:40],
        "answer": request.POST.get("answer", "")[:8000],
        "state": request.session.pop(_STATE, ""),  # one question, one answer
    }
    done = perform("core.prove_second", data, by=actor_for(account))
    goal = request.session.pop(_WAITING)[3]
    return str(done.facts["how"]), goal


def page(
    request: HttpRequest, account: Account, problem: Refused | None
) -> dict[str, Any]:
    """What the page asks; a passkey is asked for where there is one."""
    shown: dict[str, Any] = {"problem": as_dict(problem) if problem else None}
    if passkeys.of(account.pk):
        host = request.get_host().partition(":")[0]
        shown["asked"], state = passkeys.ask_for_one(account.pk, host)
        request.session[_STATE] = state
    return shown
