"""Adding a second proof: what a page shows, and what came of what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyotp
import segno

from greenlane.core import passkeys, queries, second
from greenlane.core.actors import Actor
from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.core.proof_facts import KINDS
from greenlane.core.refusals import Malformed, Refused, Stale
from greenlane.core.web.problems import as_dict
from greenlane.core.web.viewer import ViewerRequest

__all__ = ["KINDS", "Tried", "app", "codes", "passkey"]


@dataclass(frozen=True)
class Tried:
    """`done`, or what the page shows (again), with its status."""

    shown: dict[str, Any]
    status: int = 200
    done: bool = False


def app(request: ViewerRequest, actor: Actor) -> Tried:
    """The secret stays the same while the person tries codes."""
    done, form, problem = _try(request, actor, "core.add_totp")
    if done:
        return Tried({}, done=True)
    account = queries.own_account(actor)
    offer = request.POST.get("offer", "")
    try:
        secret = second.offered(account.pk, offer)
    except Stale:
        secret = pyotp.random_base32()
        offer = second.offer(account.pk, secret)
    form.initial["offer"] = offer
    if form.is_bound:
        form.data = {**form.data.dict(), "offer": offer, "password": "", "code": ""}
    address = second.address_of(account, secret)
    shown = {
        "form": form,
        "problem": problem,
        "qr": segno.make(address, error="m").svg_data_uri(scale=6, border=2),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
    }
    return Tried(shown, status=problem["status"] if problem else 200)


def passkey(request: ViewerRequest, actor: Actor) -> Tried:
    done, form, problem = _try(
        request, actor, "core.add_passkey", state=request.session.pop("new_passkey", "")
    )
    if done:
        return Tried({}, done=True)
    account = queries.own_account(actor)
    host = request.get_host().partition(":")[0]
    asked, request.session["new_passkey"] = passkeys.ask_for_new(account, host)
    del form.fields["state"]
    if form.is_bound:
        form.data = {**form.data.dict(), "answer": "", "password": ""}
    shown = {"form": form, "problem": problem, "asked": asked}
    return Tried(shown, status=problem["status"] if problem else 200)


def codes(request: ViewerRequest, actor: Actor) -> Tried:
    """The codes are drawn here; behind the door come only their hashes."""
    drawn = second.draw_codes()
    digests = " ".join(second.digest(actor.account or 0, code) for code in drawn)
    done, form, problem = _try(request, actor, "core.draw_codes", digests=digests)
    if done:
        return Tried({"codes": drawn})
    del form.fields["digests"]
    shown = {
        "form": form,
        "problem": problem,
        "left": second.codes_left(actor.account or 0),
    }
    return Tried(shown, status=problem["status"] if problem else 200)


def _try(
    request: ViewerRequest, actor: Actor, name: str, **ours: str
) -> tuple[bool, Any, dict[str, Any] | None]:
    """(done, the form to show again, why not)."""
    takes = commands()[name].takes
    if request.method != "POST":
        return False, takes(), None
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    for key, value in ours.items():
        data[key] = value
    try:
        perform(name, data, by=actor)
    except Malformed as refused:
        return False, takes(data), {"status": refused.status}
    except Refused as refused:
        return False, takes(data), as_dict(refused)
    return True, None, None
