"""Somebody with the database in hand: what he may do to a stream, and what is found."""

from django.db.models import Max

from greenlane.core import guard, stream_rows
from greenlane.core.journal import UNSEALED, digest_of
from greenlane.core.models import Event, EventSubject, Head
from greenlane.core.verify import verify


def found(file=None):
    return [(each.unit, each.seq, each.what) for each in verify(file).findings]


def change(cast, seq, **what):
    with guard.lifted():
        Event.objects.filter(unit=cast.unit, seq=seq).update(**what)


def recompute(cast):
    """Somebody with the database in hand makes a chain that is whole in itself."""
    last = ""
    for row in list(stream_rows.events(cast.unit.pk)):
        covered = row[:-3] if row[-4] or row[8] != UNSEALED else row[:-4]
        digest = digest_of((last, *covered))
        change(cast, row[1], prev=last, digest=digest)
        last = digest
    end = Event.objects.filter(unit=cast.unit).aggregate(Max("seq"))["seq__max"]
    with guard.lifted():
        Head.objects.filter(unit=cast.unit).update(seq=end, digest=last)


def cut(cast, after):
    with guard.lifted():
        Event.objects.filter(unit=cast.unit, seq__gt=after).delete()
        EventSubject.objects.filter(unit=cast.unit, seq__gt=after).delete()
        last = Event.objects.get(unit=cast.unit, seq=after)
        Head.objects.filter(unit=cast.unit).update(seq=after, digest=last.digest)
