"""Before any verb: Django stands, the language is the reader's, logs go to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

import django
import structlog
from django.utils import translation

from greenlane.cli.saying import Wrong
from greenlane.secret import UnsafeSecret


def start() -> None:
    """Raises Wrong where the house cannot even be set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")
    structlog.configure(logger_factory=_to_stderr)
    try:
        django.setup()
    except UnsafeSecret as unsafe:
        raise Wrong(str(unsafe)) from unsafe
    except OSError as error:
        step = "GREENLANE_DATA names a folder that this account may write."
        raise Wrong(str(error), step) from error
    translation.activate(language(os.environ))


def language(told: Mapping[str, str]) -> str:
    """GREENLANE_LANGUAGE, else the terminal's; Chinese only where it is asked for."""
    names = ("GREENLANE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    asked = next((told[name] for name in names if told.get(name)), "")
    return "zh-hans" if asked.lower().startswith("zh") else "en"


def _to_stderr(*_args: Any) -> structlog.PrintLogger:
    # Looked up at every line: standard output belongs to what the verb says.
    return structlog.PrintLogger(sys.stderr)
