"""Whoever is new sets a first PIN, by a second office (core/pin_codes.py).

The security administrator gave the login and knows its first password. So the system
administrator hands over the code; on a first day there are many, on slips of paper.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, command
from greenlane.core.kinds import DESK
from greenlane.core.pin_codes import ForAccount, hand_over

LASTS = timedelta(hours=24)  # a day on which people come and get their slips


@command(
    "core.allow_first_pin",
    title=_("Let somebody set a first PIN"),
    takes=ForAccount,
    needs="administer",
    kind=DESK,
)
def allow_first_pin(form: ForAccount, *, by: Actor, at: datetime) -> Answer:
    return hand_over(form, office="administer", lasts=LASTS, by=by)
