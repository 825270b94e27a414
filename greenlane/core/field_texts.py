"""What can be wrong with one field of the input: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "required": Text(_("This has to be given."), _("Fill it in.")),
    "unknown-field": Text(
        _("Nobody asked for this field."), _("Leave it out, or mend its name.")
    ),
    "invalid": Text(_("This cannot be read."), _("Write it anew.")),
    "wrong-type": Text(
        _("This is another kind of value than the field takes."),
        _("Look up the field in /api/v1/openapi.json."),
    ),
    "not-json": Text(_("The message is not JSON in UTF-8."), _("Send one JSON value.")),
    "not-json-type": Text(
        _("The message is not marked as JSON."),
        _("Send it with Content-Type: application/json."),
    ),
    "too-deep": Text(
        _("The message is nested too deeply."), _("Send flat objects and lists.")
    ),
    "key-given-twice": Text(
        _("The same key stands twice in one object."), _("Send each key once.")
    ),
    "not-an-object": Text(
        _("An object is wanted here."), _("Send names with values, in braces.")
    ),
    "not-a-list": Text(_("A list is wanted here."), _("Send it in brackets.")),
    "not-a-list-of-text": Text(
        _("A list of texts is wanted here."), _("Send texts in brackets.")
    ),
    "too-many-rows": Text(_("There are too many rows."), _("Send them in parts.")),
    "too-many-commands": Text(
        _("There are too many commands in one list."), _("Send them in parts.")
    ),
    "sibling-failed": Text(
        _("An earlier command of the list on the same subject was refused."),
        _("Mend that one first, then send both again."),
    ),
    "not-yes-or-no": Text(_("True or false is wanted here."), _("Send one of them.")),
    "not-yes-or-no-here": Text(
        _("True and false say nothing here."),
        _("Look up the field in /api/v1/openapi.json."),
    ),
    "not-a-number": Text(_("A number is wanted here."), _("Send plain digits.")),
    "number-too-large": Text(
        _("No field here takes such a large number."), _("Check the digits.")
    ),
    "out-of-range": Text(
        _("The number lies outside its bounds."), _("Choose one inside them.")
    ),
    "not-a-choice": Text(
        _("This is none of the words that can be chosen."),
        _("Choose one of those named."),
    ),
    "too-long": Text(_("The text is too long."), _("Shorten it.")),
    "hidden-character": Text(
        _("The text holds a hidden character."), _("Type it again.")
    ),
    "not-an-id": Text(
        _("This is not the id of anything."), _("Copy the id as it was answered.")
    ),
    "not-a-time": Text(
        _("This is not a time."), _("Write the time as 2022-03-29T14:05:00+08:00.")
    ),
    "not-a-position": Text(
        _("This is no position in the journal."),
        _("Send back the position as it was answered."),
    ),
    "one-of-two": Text(
        _("Exactly one of the two has to be given."),
        _("Leave the other out."),
    ),
    "time-passed": Text(_("That time has passed already."), _("Choose a later time.")),
    "after-the-old-end": Text(
        _("The new end has to come after the old one."), _("Choose a later time.")
    ),
}
