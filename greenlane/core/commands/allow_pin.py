"""Whose password an administrator has given anew sets a PIN again, by a second office.

The security administrator sees the person, and hands over a code in the hand
(core/pin_codes.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, command
from greenlane.core.kinds import DESK
from greenlane.core.pin_codes import ForAccount, hand_over

LASTS = timedelta(hours=1)  # the person stands there; no code lies about for days


@command(
    "core.allow_pin",
    title=_("Let somebody set a PIN again"),
    takes=ForAccount,
    needs="secure",
    kind=DESK,
)
def allow_pin(form: ForAccount, *, by: Actor, at: datetime) -> Answer:
    return hand_over(form, office="secure", lasts=LASTS, by=by)
