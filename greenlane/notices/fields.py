"""What a form takes as an address: one that a notice may go to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenlane.notices.address import LONGEST, BadAddress
from greenlane.notices.channels import channel
from greenlane.notices.texts import TEXTS


class AddressField(forms.CharField):
    """Text that is an address a notice may go to; the code says why it is none."""

    def __init__(self, **kwargs: Any) -> None:
        says = _("https://, mailtos://, wecombot://, dingtalk://, feishu://… Sealed.")
        kwargs.setdefault("help_text", says)
        super().__init__(max_length=LONGEST, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        try:
            channel(value)
        except BadAddress as bad:
            raise ValidationError(str(TEXTS[str(bad)].says), code=str(bad)) from bad
