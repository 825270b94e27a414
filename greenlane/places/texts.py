"""What this room says when it refuses: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "site-code-used": Text(
        _("Another site has the code %(code_used)s."), _("Choose another code.")
    ),
    "point-name-used": Text(
        _("This site has a supply point of that name already."),
        _("Choose another name, or use the one that is there."),
    ),
    "contact-erased-already": Text(
        _("This contact was erased already."), _("Nothing is to be done.")
    ),
    "zone-name-used": Text(
        _("Another access zone has that name."), _("Choose another name.")
    ),
    "depot-name-used": Text(
        _("Another depot has that Chinese name."), _("Choose another name.")
    ),
    "depot-closed-already": Text(
        _("This depot was closed."), _("Choose another one, or add it anew.")
    ),
    "import-site-without": Text(
        _("A new site needs a Chinese name."),
        _("Fill it in, or correct the code of a site that is known."),
    ),
    "import-point-area": Text(
        _("This supply point lies in another area, and orders rely on it."),
        _("Empty the cell, or add a supply point of another name."),
    ),
    "import-contact-without": Text(
        _("A new contact needs a phone number."), _("Fill it in, or empty the name.")
    ),
}
