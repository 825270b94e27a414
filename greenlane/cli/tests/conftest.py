"""Every verb speaks English here, unless a test asks for another language."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("GREENLANE_LANGUAGE", "en")
    before = translation.get_language()
    yield
    translation.activate(before or "en")
