"""What this room says when it refuses: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "dual-name-used": Text(
        _("Another device has this name with the number %(number)s."),
        _("Read the plate again, or use the device that is there."),
    ),
    "device-feeds-itself": Text(
        _("The device would be fed by itself."),
        _("Name the device upstream of it, or leave it out."),
    ),
    "device-as-recorded": Text(
        _("That is what is on record."),
        _("Fill in what changes; what stays empty stays as it is."),
    ),
}
