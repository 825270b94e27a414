"""The few words that Python's own parser says, in the reader's language too."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# Word for word as argparse has them: it looks each up with the function it is given.
SAYS = (
    _("usage: "),
    _("positional arguments"),
    _("options"),
    _("show this help message and exit"),
    _("argument %(argument_name)s: %(message)s"),
    _("expected one argument"),
    _("expected at least one argument"),
    _("ignored explicit argument %r"),
    _("invalid %(type)s value: %(value)r"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
)


def speak() -> None:
    """From here on argparse asks our catalogue instead of the system's."""
    vars(argparse)["_"] = gettext
