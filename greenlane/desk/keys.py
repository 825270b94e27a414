"""Keys of machines: what stands of each on a page, and the drawing of a new one."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, house_choices, queries
from greenlane.core.actors import Actor
from greenlane.core.commands.issue_token import IssueToken
from greenlane.core.door import perform
from greenlane.core.kinds import SCOPES
from greenlane.core.models import Token
from greenlane.core.text import lying_marks
from greenlane.desk.dress import EMPTY

DAYS, SOON = 90, timedelta(days=14)


@dataclass(frozen=True)
class Key:
    """One key as its page says it. `mine`: it acts for the reader's own account."""

    row: Token
    scopes: tuple[Promise | str, ...]
    used: date | None
    ended: bool
    soon: bool
    mine: bool


def keys_of(actor: Actor) -> list[Key]:
    """The next to end first."""
    return [_key(row, actor) for row in queries.tokens(actor)]


def _key(row: Token, actor: Actor) -> Key:
    use, left = getattr(row, "use", None), row.expires_at - clock.wall()
    return Key(
        row=row,
        scopes=tuple(SCOPES.get(each, each) for each in row.scopes.split()),
        used=use.day if use else None,
        ended=left <= timedelta(0),
        soon=timedelta(0) < left <= SOON,
        mine=row.account_id == actor.account,
    )


class NewKey(forms.Form):
    """What a person says of a new key; the secret is drawn here."""

    account = forms.ChoiceField(label=_("It acts for"))
    unit = forms.ChoiceField(label=_("Unit"))
    name = forms.CharField(max_length=80, label=_("What it is for"))
    scopes = IssueToken.base_fields["scopes"]
    days = forms.IntegerField(label=_("Valid for, in days"), initial=DAYS, min_value=1)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {"account": house_choices.accounts, "unit": house_choices.units}
        for name, options in own.items():
            # What has to be chosen is not chosen by standing first in the list.
            found = [EMPTY, *options(actor, None)]
            self.fields[name].choices = found  # type: ignore[attr-defined]
        days = self.fields["days"]
        days.validators.append(MaxValueValidator(settings.TOKEN_DAYS))
        days.widget.attrs["max"] = settings.TOKEN_DAYS

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if lying_marks(name):
            raise forms.ValidationError(_("No hidden characters here."))
        return name


def draw(form: NewKey, *, by: Actor) -> str:
    """Issue the key through the door; the secret, which nobody can say again."""
    given, secret = form.cleaned_data, "gl_" + secrets.token_urlsafe(32)
    until = clock.wall() + timedelta(days=given["days"], minutes=-1)
    data = {
        "account": given["account"],
        "unit": given["unit"],
        "name": given["name"],
        "scopes": given["scopes"],
        "expires_at": until.isoformat(),
        "secret_sha256": hashlib.sha256(secret.encode()).hexdigest(),
    }
    perform("core.issue_token", data, by=by)
    return secret
