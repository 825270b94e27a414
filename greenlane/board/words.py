"""Codes as words: missions, channels, stages of a playbook, gates."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MISSIONS: dict[str, Promise] = {
    "connection": _("Connection"),
    "removal": _("Removal"),
}
CHANNELS: dict[str, Promise] = {
    "green": _("Green channel"),
    "normal": _("Ordinary channel"),
}
STAGES: dict[str, Promise] = {
    "intake": pgettext_lazy("stage", "Intake"),
    "survey": pgettext_lazy("stage", "Survey"),
    "prepare": pgettext_lazy("stage", "Preparation"),
    "build": pgettext_lazy("stage", "Construction"),
    "test": pgettext_lazy("stage", "Test and acceptance"),
    "isolate": pgettext_lazy("stage", "Isolation"),
    "permit": pgettext_lazy("stage", "Permit"),
    "connect": pgettext_lazy("stage", "Connection work"),
    "close": pgettext_lazy("stage", "Closing the ticket"),
    "energise": pgettext_lazy("stage", "Energisation"),
    "hand_over": pgettext_lazy("stage", "Handover"),
}
# The same in a bar that is a few letters wide.
LETTERS: dict[str, Promise] = {
    "intake": pgettext_lazy("stage, in a letter", "I"),
    "survey": pgettext_lazy("stage, in a letter", "S"),
    "prepare": pgettext_lazy("stage, in a letter", "P"),
    "build": pgettext_lazy("stage, in a letter", "C"),
    "test": pgettext_lazy("stage, in a letter", "T"),
    "isolate": pgettext_lazy("stage, in a letter", "Is"),
    "permit": pgettext_lazy("stage, in a letter", "Pe"),
    "connect": pgettext_lazy("stage, in a letter", "Co"),
    "close": pgettext_lazy("stage, in a letter", "Cl"),
    "energise": pgettext_lazy("stage, in a letter", "E"),
    "hand_over": pgettext_lazy("stage, in a letter", "H"),
}
GATES: dict[str, Promise] = {
    "G0": _("Nothing stands still: no stop, hazard or revocation is open"),
    "G1": _("Surveyed, signed, and every infeed known"),
    "G2": _("The survey engineer's verdict is yes"),
    "G3": _("The right ticket, signed; three certified people"),
    "G3a": _("Who watches only watches; nobody has two roles that exclude each other"),
    "G3b": _("Everybody is rested"),
    "G4": _("Everybody present was briefed and has signed"),
    "G5": _("Every infeed is open, locked and tagged"),
    "G5a": _("Everybody affected was told and asked"),
    "G5b": _("What may not go dark is fed by another source"),
    "G6": _("Proved dead, and not touched since"),
    "G7": _("Earth sets hang, signed for by two people"),
    "G7a": _("Nobody relies on the earth set any more"),
    "G8": _("The permitter has let the crew in"),
    "G9": _("The conditions for live work are good"),
    "G9a": _("Nobody else is at work beside live work"),
    "G10": _("Dead tests passed"),
    "G10a": _("The area under test is clear of people"),
    "G11": _("Accepted by somebody who did not build it"),
    "G11a": _("Accepted by somebody who did not design it"),
    "G12": _("Nobody and nothing is left behind the isolation"),
    "G13": _("The user's side is open, its electrician on site"),
    "G14": _("Ordered by the dispatcher and read back"),
    "G14a": _("Where it goes by a switching order: its next step, by its two people"),
    "G15": _("The step before is in, and read as normal"),
    "G16": _("Live checks are good"),
    "G17": _("The site takes over, and somebody keeps watch"),
    "G18": _("Two sources cannot meet"),
    "G18a": _("The source that was left is locked, or kept out"),
}
ROOMS: dict[str, Promise] = {
    "work": _("Order and people"),
    "connections": _("Connection"),
    "safety": _("Safety"),
    "dispatch": _("Plan"),
}


def word(words: dict[str, Promise], code: str) -> str:
    """The word for a code; a code without one is shown as it is."""
    return str(words.get(code, code))
