"""What is whole in itself is held against the checkpoints that were carried away."""

import json

from greenlane.core import checkpoint, follow
from greenlane.core.models import Unit
from greenlane.core.tests.streams import change, cut, found, recompute


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
