"""What is asked about places in more than one form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


def longitude() -> forms.FloatField:
    """Degrees east, WGS 84."""
    return forms.FloatField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180
    )


def latitude() -> forms.FloatField:
    """Degrees north, WGS 84."""
    return forms.FloatField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90
    )
