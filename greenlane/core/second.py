"""The second proof at login: codes of an app, codes on paper; who has one, who must.

What a code proves is used up with it, in the database: neither another process nor a
restart takes it again.
"""

from __future__ import annotations

import base64
import hashlib
import secrets

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing

from greenlane.core import clock
from greenlane.core.models import Account, Factor, RecoveryCode
from greenlane.core.refusals import Stale

SECONDS = 600  # as long as an offered secret waits for its first code
STEP, WINDOW = 30, 1  # seconds of a code, and how many steps a clock may be off
CODES = 10
_SALT = "greenlane.second"


def has_one(account: int) -> bool:
    """Whether this account comes in with a second proof only."""
    return Factor.objects.filter(account=account, removed_at__isnull=True).exists()


def seal(secret: str) -> str:
    """Nobody reads it out of the database alone."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str | None:
    """None where it was sealed under another secret key of the house."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box() -> Fernet:
    key = hashlib.sha256(f"{_SALT}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def offer(account: int, secret: str) -> str:
    """What the page carries until its first code: signed, for this account."""
    return signing.dumps([account, seal(secret)], salt=_SALT)


def offered(account: int, text: str) -> str:
    """The secret of an offer. Raises Stale when it is old, forged or another's."""
    try:
        mine, sealed = signing.loads(text, salt=_SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise Stale("offer-expired", next_step="look-again") from None
    secret = unseal(sealed)
    if mine != account or secret is None:
        raise Stale("offer-expired", next_step="look-again")
    return secret


def step_of(secret: str, code: str, *, after: int = 0) -> int | None:
    """The step whose code this is, newer than `after`; None for a wrong or used one."""
    totp, typed = pyotp.TOTP(secret), "".join(code.split())
    now = int(clock.wall().timestamp()) // STEP
    for step in range(now - WINDOW, now + WINDOW + 1):
        right = secrets.compare_digest(totp.generate_otp(step).encode(), typed.encode())
        if right and step > after:
            return step
    return None


def address_of(account: Account, secret: str) -> str:
    """What the QR code says to the app."""
    totp = pyotp.TOTP(secret, name=account.username, issuer="Greenlane")
    return totp.provisioning_uri()


def draw_codes() -> list[str]:
    """Codes for paper: 80 bits each, in four groups."""
    drawn = (base64.b32encode(secrets.token_bytes(10)).decode() for _ in range(CODES))
    return ["-".join(code[i : i + 4] for i in range(0, 16, 4)) for code in drawn]


def digest(account: int, code: str) -> str:
    plain = "".join(code.upper().replace("-", " ").split())
    return hashlib.sha256(f"{_SALT}:{account}:{plain}".encode()).hexdigest()


def codes_left(account: int) -> int:
    rows = RecoveryCode.objects.filter(account=account, used_at__isnull=True)
    return rows.filter(void_at__isnull=True).count()
