"""Somebody writes down what is worth knowing. It decides nothing."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import blobs
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import BlobField, Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import OBSERVE
from greenlane.core.rows import find
from greenlane.work.facts.orders import NoteAdded
from greenlane.work.models import Note, Order


class AddNote(CommandForm):
    order = Id(kind="order", label=_("Order"))
    text = Text(max_length=1000, lines=True, label=_("Note"))
    photo = BlobField(label=_("Photo"), required=False)


@command(
    "work.add_note",
    title=_("Add a note"),
    takes=AddNote,
    needs="field",
    kind=OBSERVE,
)
def add_note(form: AddNote, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    order = find(Order, given["order"])
    photo = given["photo"] or None
    if photo:
        blobs.seen(photo, by=by)
    note = Note.objects.create(
        unit_id=order.unit_id,
        order=order,
        text=given["text"],
        photo_id=photo,
        at=at,
        written_by=by.account,
    )
    say(
        NoteAdded(order.pk, note.pk),
        subjects=(order, note),
        unit=order.unit_id,
        stamps=(note,),
    )
    return answer("note-added", note=note.pk)
