"""Passkeys (WebAuthn): what the browser is asked, and whether its answer is right.

All state travels with the page, signed; nothing waits in the database. An answer is for
one account, one question of a few minutes, and the address it was asked at.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core import signing
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from greenlane.core.models import Account, Factor, FactorKind
from greenlane.core.refusals import NotAllowed, Stale

SECONDS, MOST = 300, 8
_SALT = "greenlane.passkey"
_WRONG = "passkey-wrong"


@dataclass(frozen=True)
class Passkey:
    """A new one: its id and public key, as the row keeps them."""

    credential: str
    public: str
    counter: int


def of(account: int) -> list[Factor]:
    rows = Factor.objects.filter(account=account, kind=FactorKind.PASSKEY)
    return list(rows.filter(removed_at__isnull=True).order_by("id"))


def ask_for_new(account: Account, host: str) -> tuple[str, str]:
    """(what the browser is asked, as JSON; the signed state that comes back)."""
    options, state = _server(host).register_begin(
        PublicKeyCredentialUserEntity(
            id=str(account.pk).encode(),
            name=account.username,
            display_name=account.name,
        ),
        credentials=[_public(row) for row in of(account.pk)],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options.public_key)), _signed(account.pk, host, "new", state)


def take_new(account: int, state: str, answer: str) -> Passkey:
    """The passkey that the browser made. Raises Stale or NotAllowed."""
    host, asked = _asked(account, "new", state)
    try:
        found = RegistrationResponse.from_dict(json.loads(answer))
        data = _server(host).register_complete(asked, found)
    except Exception as wrong:  # whatever a browser can send that is none
        raise NotAllowed(_WRONG, next_step="look-again") from wrong
    public = data.credential_data
    if public is None:
        raise NotAllowed(_WRONG, next_step="look-again")
    credential = websafe_encode(public.credential_id)
    return Passkey(credential, websafe_encode(bytes(public)), data.counter)


def ask_for_one(account: int, host: str) -> tuple[str, str]:
    """The same for coming in with one that is known."""
    options, state = _server(host).authenticate_begin(
        [_public(row) for row in of(account)],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options.public_key)), _signed(account, host, "in", state)


def check(account: int, state: str, answer: str) -> tuple[Factor, int]:
    """The passkey that signed, and its new counter. Raises Stale or NotAllowed.

    A counter that does not grow is that of a copy; zero says that none is kept.
    """
    host, asked = _asked(account, "in", state)
    rows = of(account)
    try:
        found = AuthenticationResponse.from_dict(json.loads(answer))
        known = [_public(row) for row in rows]
        public = _server(host).authenticate_complete(asked, known, found)
    except Exception as wrong:
        raise NotAllowed(_WRONG, next_step="look-again") from wrong
    credential = websafe_encode(public.credential_id)
    [row] = [each for each in rows if each.credential == credential]
    counter = found.response.authenticator_data.counter
    if (counter or row.counter) and counter <= row.counter:
        raise NotAllowed("passkey-copied", next_step="core.remove_factor")
    return row, counter


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="Greenlane"))


def _public(row: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.secret))


def _signed(account: int, host: str, what: str, state: Any) -> str:
    return signing.dumps([account, host, what, dict(state)], salt=_SALT)


def _asked(account: int, what: str, text: str) -> tuple[str, Any]:
    try:
        mine, host, asked, state = signing.loads(text, salt=_SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise Stale("offer-expired", next_step="look-again") from None
    if (mine, asked) != (account, what):
        raise Stale("offer-expired", next_step="look-again")
    return str(host), state
