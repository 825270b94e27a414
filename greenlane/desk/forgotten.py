"""Who forgot the password: what the page asks. The password itself is drawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import house_choices
from greenlane.core.actors import Actor
from greenlane.core.models import Account
from greenlane.core.scope import below
from greenlane.desk.dress import EMPTY


class Forgotten(forms.Form):
    """Nobody has to think of a password, and none is used a second time."""

    account = forms.ChoiceField(label=_("Whose"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [EMPTY, *house_choices.accounts(actor, None)]
        self.fields["account"].choices = found  # type: ignore[attr-defined]


class Shut(Forgotten):
    """Whose PIN was voided by a new password, and may be set again."""

    GIVEN = ("administer", "")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        shut = set(
            Account.objects.filter(pin_shut=True, shut_by__in=self.GIVEN).values_list(
                "username", flat=True
            )
        )
        field: Any = self.fields["account"]
        field.choices = [each for each in field.choices if each[0] in {"", *shut}]


class New(forms.Form):
    """Who has a login and no PIN yet; several at once, on the first day of many."""

    accounts = forms.MultipleChoiceField(label=_("Whose"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Account.objects.filter(
            below(actor, "unit__path", "administer"),
            pin_shut=True,
            shut_by="secure",
            is_active=True,
        ).order_by("username")
        field: Any = self.fields["accounts"]
        self.names = {row.username: f"{row.name} ({row.username})" for row in rows}
        field.choices = list(self.names.items())
        sent: Any = self.data
        field.value = sent.getlist("accounts") if self.is_bound else []

    def clean_accounts(self) -> list[str]:
        """Each once: of two codes the first would be void before it is handed over."""
        return list(dict.fromkeys(self.cleaned_data["accounts"]))
