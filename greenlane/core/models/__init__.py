"""Rows of the house: units, accounts, journal, receipts, packs, blobs."""

from greenlane.core.models.account import Account, Grant, Token, TokenUse
from greenlane.core.models.base import Row, Scoped
from greenlane.core.models.door import OpenClaim, Receipt, Refusal
from greenlane.core.models.emergency import Emergency
from greenlane.core.models.journal import Cursor, Event, EventSubject, Head
from greenlane.core.models.link import Link, LinkUse
from greenlane.core.models.proof import (
    Factor,
    FactorKind,
    LoginSession,
    LoginTry,
    RecoveryCode,
)
from greenlane.core.models.reference import (
    Blob,
    BlobHolder,
    Holiday,
    PackVersion,
    SearchGram,
)
from greenlane.core.models.unit import Unit

__all__ = [
    "Account",
    "Blob",
    "BlobHolder",
    "Cursor",
    "Emergency",
    "Event",
    "EventSubject",
    "Factor",
    "FactorKind",
    "Grant",
    "Head",
    "Holiday",
    "Link",
    "LinkUse",
    "LoginSession",
    "LoginTry",
    "OpenClaim",
    "PackVersion",
    "Receipt",
    "RecoveryCode",
    "Refusal",
    "Row",
    "Scoped",
    "SearchGram",
    "Token",
    "TokenUse",
    "Unit",
]
