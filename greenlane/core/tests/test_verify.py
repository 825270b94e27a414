"""Whatever was edited, deleted, invented or cut off is found, and where."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Max

from greenlane.cli.export import COLUMNS, _lines
from greenlane.core import checkpoint, clock, follow, guard, stream_rows
from greenlane.core import standalone_verify as standalone
from greenlane.core.journal import digest_of
from greenlane.core.models import Event, EventSubject, Head, Receipt, Unit
from greenlane.core.verify import verify
from greenlane.safety.models import Ticket
from greenlane.work.models import Clearance
from tests import stages


@pytest.fixture
def told(cast):
    """Six facts in the unit's stream, one of another unit."""
    for number in range(6):
        site = {"code": f"S{number}", "name_zh": "体育馆"}
        cast.do("places.add_site", site, by="wang")
    return cast


@pytest.fixture
def place(settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path / "carried away"
    return settings.CHECKPOINT_DIR / checkpoint.FILE


@pytest.fixture
def carried(told, place):
    """The same, with signed checkpoints after the third and the sixth event."""
    for _n in range(2):
        follow.BATCH, plain = 3, follow.BATCH
        try:
            follow.turn(checkpoint.reader(), told.unit)
        finally:
            follow.BATCH = plain
    return told


def found(file=None):
    return [(each.unit, each.seq, each.what) for each in verify(file).findings]


def change(cast, seq, **what):
    with guard.lifted():
        Event.objects.filter(unit=cast.unit, seq=seq).update(**what)


def recompute(cast):
    """Somebody with the database in hand makes a chain that is whole in itself."""
    last = ""
    for row in list(stream_rows.events(cast.unit.pk)):
        digest = digest_of((last, *row[:-2]))
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


def test_an_honest_house_is_whole(told):
    report = verify()
    assert report.whole
    assert report.events == 6


def put_there():
    """What the stage puts there without a command; all the rest went by the door."""
    rows = (each for each in verify().findings if each.what == "row-without-event")
    return sorted(each.detail.split()[0] for each in rows)


def test_of_a_whole_story_only_what_no_command_made_is_found(cast):
    stages.permitted(cast, stages.order(cast))
    assert put_there() == ["infeed", "signature", "survey"]
    assert len(found()) == 3


@pytest.mark.parametrize(
    "what",
    [
        {"canonical": "{}"},
        {"name": "places.site_removed"},
        {"v": 2},
        {"at": clock.wall() - timedelta(days=1)},
        {"recorded_at": clock.wall() - timedelta(days=1)},
        {"actor": 99},
        {"command": uuid4()},
        {"alg": "none"},
        {"subjects": ""},
        {"digest": "0" * 64},
    ],
    ids=lambda what: next(iter(what)),
)
def test_an_edited_event_is_found_whatever_was_edited(told, what):
    change(told, 3, **what)
    assert (told.unit.code, 3, "event-changed") in found()


def test_a_deleted_event_is_found(told):
    with guard.lifted():
        Event.objects.filter(unit=told.unit, seq=3).delete()
    assert (told.unit.code, 4, "hole") in found()


def test_an_event_moved_to_another_unit_is_found(told):
    change(told, 6, unit=told.foreign)
    codes = {unit for unit, _seq, _what in found()}
    assert {told.unit.code, told.foreign.code} <= codes


@pytest.mark.parametrize("seq", [0, 7, 70])
def test_an_inserted_event_is_found(told, seq):
    with guard.lifted():
        event = Event.objects.get(unit=told.unit, seq=6)
        event.pk, event.seq = None, seq
        event.save(force_insert=True)
    assert found()


def test_an_event_appended_in_good_form_lacks_its_receipt(told):
    with guard.lifted():
        event = Event.objects.get(unit=told.unit, seq=6)
        event.pk, event.seq, event.command = None, 7, uuid4()
        event.save(force_insert=True)
        for row in EventSubject.objects.filter(unit=told.unit, seq=6):
            row.pk, row.seq = None, 7
            row.save(force_insert=True)
    recompute(told)
    assert found() == [(told.unit.code, 7, "event-without-receipt")]


def test_a_removed_receipt_is_found(told):
    with guard.lifted():
        command = Event.objects.get(unit=told.unit, seq=2).command
        Receipt.objects.filter(pk=command).delete()
    assert found() == [(told.unit.code, 2, "event-without-receipt")]


@pytest.mark.parametrize("what", [{"subject": uuid4()}, {"kind": "x"}, {"name": "x.y"}])
def test_a_changed_subject_is_found(told, what):
    with guard.lifted():
        EventSubject.objects.filter(unit=told.unit, seq=4).update(**what)
    assert (told.unit.code, 4, "subjects-changed") in found()


def test_a_removed_subject_is_found(told):
    with guard.lifted():
        EventSubject.objects.filter(unit=told.unit, seq=4).delete()
    assert (told.unit.code, 4, "subjects-changed") in found()


@pytest.mark.parametrize(
    ("seq", "what"), [(4, "subjects-changed"), (70, "subject-of-no-event")]
)
def test_an_invented_subject_is_found(told, seq, what):
    with guard.lifted():
        EventSubject.objects.create(
            unit=told.unit, seq=seq, kind="order", subject=uuid4(), name="a.b"
        )
    assert (told.unit.code, seq, what) in found()


def test_a_moved_head_is_found(told):
    with guard.lifted():
        Head.objects.filter(unit=told.unit).update(seq=9)
    assert (told.unit.code, 6, "head-differs") in found()


def test_a_removed_head_is_found(told):
    with guard.lifted():
        Head.objects.filter(unit=told.unit).delete()
    assert any(what == "head-differs" for _unit, _seq, what in found())


def test_without_checkpoints_a_cut_tail_looks_whole_and_with_them_it_does_not(
    carried, place
):
    assert found(place) == []
    cut(carried, after=4)
    with_file = found(place)
    assert (carried.unit.code, 4, "tail-cut") in with_file
    assert (carried.unit.code, 4, "tail-cut") not in found()


def test_a_recomputed_chain_is_found_by_its_checkpoint(carried, place):
    change(carried, 2, canonical='{"site":"another"}')
    recompute(carried)
    assert found() == []
    assert found(place) == [(carried.unit.code, 3, "differs-from-checkpoint")]


def test_a_removed_unit_is_found_by_its_checkpoint(carried, place):
    line = {**next(checkpoint.read(place)), "unit": 999, "code": "GONE"}
    content = {k: line[k] for k in ("unit", "code", "size", "root", "at")}
    checkpoint.write([checkpoint.signed(content)])
    assert not Unit.objects.filter(pk=999).exists()
    assert found(place) == [("GONE", None, "unit-removed")]


def test_a_checkpoint_that_nobody_signed_is_found(carried, place):
    lines = [json.loads(line) for line in place.read_text().splitlines()]
    lines[0]["size"] = 2
    place.write_text(
        "".join(json.dumps(line) + "\n" for line in lines) + "rubbish\n[]\n"
    )
    assert [each[1:] for each in found(place)] == [
        (1, "signature-wrong"),
        (3, "signature-wrong"),
        (4, "signature-wrong"),
    ]


def test_a_second_truth_signed_for_the_same_length_is_found(carried, place):
    line = list(checkpoint.read(place))[-1]
    content = {k: line[k] for k in ("unit", "code", "size", "at")}
    checkpoint.write([checkpoint.signed({**content, "root": "0" * 64})])
    assert (carried.unit.code, 6, "checkpoints-disagree") in found(place)


def test_a_checkpoint_torn_by_a_power_cut_is_left_out(carried, place):
    with place.open("a") as out:
        out.write('{"unit": 1, "si')
    assert found(place) == []


def test_after_a_stop_the_keeper_signs_what_it_had_not(told, place):
    class Tired(checkpoint.Keeper):
        def _maybe_write(self, unit, frontier):
            """Killed before it wrote."""

    tired = follow.Reader("checkpoint", Tired().take, also_idle=True)
    follow.turn(tired, told.unit)
    assert not place.exists()
    follow.turn(checkpoint.reader(), told.unit)
    assert [line["size"] for line in checkpoint.read(place)] == [6]
    assert found(place) == []


def test_a_forged_ticket_is_found(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with guard.lifted():
        then = ticket.permitted_at - timedelta(hours=1)
        Ticket.objects.filter(pk=ticket.pk).update(permitted_at=then)
    assert (cast.unit.code, None, "instant-not-told") in found()


def test_a_forged_clearance_is_found(cast):
    of = stages.order(cast)
    stages.permitted(cast, of)
    with guard.lifted():
        Clearance.objects.create(
            id=uuid4(), unit=cast.unit, kind="energise", order=of,
            given_at=clock.now(), given_by=cast.people["li"],
        )  # fmt: skip
    assert (cast.unit.code, None, "instant-not-told") in found()
    assert "clearance" in put_there()


@pytest.fixture
def exported(carried, tmp_path):
    """A function that writes the stream as it stands now."""

    def write(change=None):
        file = tmp_path / "stream.jsonl"
        lines = [json.loads(line) for line in _lines(carried.unit)]
        if change:
            change(lines)
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return str(file)

    return write


def test_the_stand_alone_verifier_agrees(exported, place, capsys):
    assert standalone.main([exported(), "--checkpoints", str(place)]) == 0
    assert "whole: 6 events" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        (lambda lines: lines[3].update(canonical="{}"), "3: event-changed"),
        (lambda lines: lines.pop(3), "3: hole"),
        (lambda lines: lines[3].update(rows=[]), "3: subjects-changed"),
        (lambda lines: lines.pop(), "5: head-differs"),
    ],
    ids=["edited", "deleted", "subject", "cut"],
)
def test_the_stand_alone_verifier_finds_it_too(exported, deed, says, capsys):
    assert standalone.main([exported(deed)]) == 1
    assert says in capsys.readouterr().out


def test_the_stand_alone_verifier_finds_a_recomputed_chain(
    carried, exported, place, capsys
):
    change(carried, 2, canonical='{"site":"another"}')
    recompute(carried)
    assert standalone.main([exported()]) == 0
    assert standalone.main([exported(), "--checkpoints", str(place)]) == 1
    assert "3: differs-from-checkpoint" in capsys.readouterr().out


def test_the_stand_alone_verifier_says_when_it_cannot_look(tmp_path, capsys):
    file = tmp_path / "x"
    file.write_text("no stream\n")
    assert standalone.main([str(file)]) == 2


def test_an_exported_line_carries_every_column_of_the_digest():
    assert tuple(COLUMNS[:-2]) == tuple(standalone.COVERED)
    assert connection.vendor in {"sqlite", "postgresql"}
