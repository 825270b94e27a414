"""What is asked about people in more than one form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


def phone() -> forms.RegexField:
    """A number that can be called."""
    return forms.RegexField(
        r"^\+?[0-9][0-9 -]{2,38}$",
        label=_("Phone"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
