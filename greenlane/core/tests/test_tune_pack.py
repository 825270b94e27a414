"""A pack's owner tunes how work is organised: a new version, a line in the journal."""

import pytest

from greenlane.core import guard
from greenlane.core.models import Event, PackVersion, Unit
from greenlane.core.packs import Pack
from greenlane.core.refusals import NotAllowed, Refused

TOLD = {"source": "Biyang rule 7", "edition": "2026-11", "confirmed": "yes"}


def tune(cast, key, value, **other):
    cast.do("core.tune_pack", {"key": key, "value": value, **TOLD, **other}, by="root")
    return Pack.from_text(Unit.objects.get(pk=cast.unit.pk).pack.text)


def test_a_term_is_tuned_for_new_orders_and_said_in_the_journal(cast):
    before = Unit.objects.get(pk=cast.unit.pk).pack
    pack = tune(cast, "papers.fees.due", "8")
    held = pack.value("papers.fees.due")
    assert (held.value, held.unit, held.verified) == (8, "WD", True)
    assert (held.source, held.edition) == ("Biyang rule 7", "2026-11")
    assert pack.version == f"{before.version}+{cast.unit.code}.1"
    assert PackVersion.objects.get(pk=before.pk).text == before.text
    told = Event.objects.get(name="core.pack_tuned")
    assert '"after":"8"' in told.canonical.replace(" ", "")
    again = tune(cast, "live_work.wind.max", "4.5")
    assert again.version.endswith(f"+{cast.unit.code}.2")
    assert again.value("papers.fees.due").value == 8


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("readings.insulation_lv.min", "2", "pack-value-fixed"),
        ("ages.acceptance.max", "60", "pack-value-fixed"),
        ("needs.dead_test.any.readings", "polarity", None),
        ("tickets.repair.faults_only", "no", "pack-value-fixed"),
        ("tickets.lv.live", "yes", "pack-value-fixed"),
        ("live_work.wind.max", "9", "pack-value-unfit"),
        ("live_work.wind.max", "breeze", "pack-value-unfit"),
        ("live_work.wind.max", "nan", "pack-value-unfit"),
        ("tickets.lv.needs_isolation", "perhaps", "pack-value-unfit"),
        ("tickets.live_work.needs_isolation", "yes", "pack-value-unfit"),
        ("papers.fees.due", "-1", "pack-value-unfit"),
        ("papers.gift.due", "1", "pack-key-unknown"),
    ],
)
def test_what_a_gate_stands_on_is_not_tuned(cast, key, value, code):
    before = Unit.objects.get(pk=cast.unit.pk).pack
    held = Pack.from_text(before.text).values.get(key)
    if code is None:  # a list is confirmed as it stands, never typed anew
        assert tune(cast, key, value).value(key).value == held.value
        return
    with pytest.raises(Refused, match=code):
        tune(cast, key, value)
    assert Unit.objects.get(pk=cast.unit.pk).pack == before


def test_any_value_is_confirmed_as_it_stands(cast):
    pack = tune(cast, "readings.prove_dead_residual.max", "12")
    assert pack.value("readings.prove_dead_residual.max").verified


def test_an_issuer_tunes_nothing_and_a_bare_unit_has_nothing_to_tune(cast):
    data = {"key": "papers.fees.due", "value": "8", **TOLD}
    with pytest.raises(NotAllowed):
        cast.do("core.tune_pack", data, by="sun")
    with guard.lifted():
        Unit.objects.filter(pk=cast.unit.pk).update(pack=None)
    with pytest.raises(Refused, match="no-pack-pinned"):
        cast.do("core.tune_pack", data, by="root")
