"""Several words in one text, each with a tick before it: areas of a playbook."""

from __future__ import annotations

from typing import Any

from django import forms


class Words(forms.CheckboxSelectMultiple):
    """Ticks for a text that holds codes with spaces between."""

    def format_value(self, value: Any) -> list[str]:
        return str(value or "").split()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        found = super().value_from_datadict(data, files, name)
        return " ".join(found) if isinstance(found, list) else found or ""
