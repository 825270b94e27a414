"""A command's form is dressed for people: lists to pick from, clocks, three answers.

What is asked stays the command's own; only the way to answer changes.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from greenlane.core.choices import FREE, Option, flat
from greenlane.core.fields import BlobField, Id, Instant, Rows, Text, YesNo
from greenlane.desk.options import Options
from greenlane.desk.times import LocalTime
from greenlane.desk.words import Words

EMPTY = ("", "—")


def dress(form: forms.Form, path: str, options: Options) -> None:
    """Give every field of the form, but its lists of rows, the widget people need."""
    zone = ZoneInfo(options.asked.unit.timezone)
    for name, field in form.fields.items():
        if isinstance(field, Rows) or isinstance(field.widget, forms.HiddenInput):
            continue
        field.widget.attrs.update(field.widget_attrs(field.widget))
        if isinstance(field, YesNo):
            _wear(field, forms.RadioSelect(choices=choices_of(field)[1:]))
        elif isinstance(field, Instant):
            _wear(field, LocalTime(zone))
            field.help_text = field.help_text or _("Time of %(zone)s") % {"zone": zone}
        elif isinstance(field, forms.MultipleChoiceField):
            _wear(field, forms.CheckboxSelectMultiple(choices=choices_of(field)))
        elif isinstance(field, forms.DateField):
            _wear(field, forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        elif isinstance(field, BlobField):
            _wear(field, forms.FileInput(attrs={"data-upload": ""}))
        else:
            _offer(form, name, field, options.of(f"{path}.{name}", field))


def choices_of(field: forms.ChoiceField) -> list[Option]:
    """The command's own choices, whatever they are made of."""
    return list(field.choices)  # type: ignore[arg-type]


def _wear(field: forms.Field, widget: forms.Widget) -> None:
    widget.is_required = field.required
    widget.attrs = {**field.widget_attrs(widget), **widget.attrs}
    field.widget = widget


def _offer(
    form: forms.Form, name: str, field: forms.Field, options: list[Option] | None
) -> None:
    """A list to pick from; where text is free, the list only suggests."""
    if options is None:
        _ask_openly(field)
        return
    if isinstance(field, Text) and name == "areas" and options:
        _wear(field, Words(choices=options))
        return
    if isinstance(field, Text) and (name in FREE or not options):
        if options:
            field.widget.attrs["list"] = f"known-{form.add_prefix(name)}"
        return
    now = form[name].value()
    known = {str(key) for key, _label in flat(options)}
    stray = [(now, str(now))] if now and str(now) not in known else []
    if isinstance(field, Id) and not known and not stray:
        field.help_text = _("There is nothing that this could be about now.")
    if isinstance(field, forms.ChoiceField):
        allowed = {str(key) for key, _label in choices_of(field)}
        options = [each for each in options if str(each[0]) in allowed]
    _wear(field, forms.Select(choices=[EMPTY, *options, *stray]))


def _ask_openly(field: forms.Field) -> None:
    """What has to be chosen is not chosen by standing first in the list."""
    if not isinstance(field, forms.ChoiceField) or field.initial not in (None, ""):
        return
    choices = choices_of(field)
    if field.required and all(str(key) for key, _label in choices):
        _wear(field, forms.Select(choices=[EMPTY, *choices]))
