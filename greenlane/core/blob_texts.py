"""Why a photo or file was not kept: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "blob-empty": Text(_("The file is empty."), _("Choose it again and send it.")),
    "blob-active": Text(
        _("This kind of file can hold a program, so it is not kept."),
        _("Send it as a photo (JPEG or PNG) or as a PDF."),
    ),
    "blob-type-unknown": Text(
        _("Nobody here can open this kind of file."),
        _("Send JPEG, PNG, WebP, HEIC, PDF, text, CSV or XLSX without macros."),
    ),
    "blob-size-unreadable": Text(
        _("The picture is damaged: its size cannot be read."),
        _("Take the photo again, or send the original."),
    ),
    "blob-too-many-pixels": Text(
        _("The picture has too many pixels."), _("Make it smaller and send it again.")
    ),
    "blob-too-large": Text(
        _("The file is too large."), _("Make it smaller, or send it in parts.")
    ),
    "blob-hash-wrong": Text(
        _("This is not the name of a stored file."),
        _("Upload the file first, then name it by the hash in the answer."),
    ),
}
