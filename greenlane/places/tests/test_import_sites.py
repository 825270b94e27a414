"""A table of sites with points and contacts: all of it or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from greenlane.core.models import Event, Receipt
from greenlane.core.refusals import Malformed, NotAllowed
from greenlane.core.sheets import writing
from greenlane.core.sheets.trial import look
from greenlane.places.models import Contact, Site, SupplyPoint
from greenlane.places.register.plan import SITES
from greenlane.places.supply import states_of
from tests.cast import Cast
from tests.census import census

HALL: dict[str, Any] = {
    "code": "TYG", "name_zh": "体育馆", "name_en": "Gym", "address": "文化路",
    "longitude": 113.32, "latitude": 32.72, "point": "检测大厅", "point_en": "Hall",
    "state": "dark", "contact": "周主任", "phone": "0396 1", "electrician": "no",
}  # fmt: skip
YARD = {"code": "TYG", "point": "广场", "contact": "唐师傅", "phone": "0396 2",
        "electrician": "yes"}  # fmt: skip


def take(cast: Cast, *rows: dict[str, Any], by: str = "wang") -> Any:
    return cast.do("places.import_sites", {"rows": list(rows)}, by=by).facts


def test_sites_come_with_points_and_contacts(cast: Cast) -> None:
    assert take(cast, HALL, YARD) == {
        "created": 1, "changed": 0, "unchanged": 0, "points": 2, "contacts": 2,
    }  # fmt: skip
    site = Site.objects.get(code="TYG")
    states = {p.name_zh: states_of([p])[p.pk] for p in site.points.all()}
    assert states == {"检测大厅": "dark", "广场": "unknown"}
    assert site.contacts.get(is_electrician=True).name == "唐师傅"
    told = list(Event.objects.order_by("seq").values_list("name", flat=True))
    assert told.count("places.supply_point_added") == 2
    assert told[-1] == "places.sites_imported"
    kept = str(list(Event.objects.values_list())) + str(list(Receipt.objects.values()))
    assert "周主任" not in kept


def test_the_same_again_changes_nothing_and_what_differs_is_changed(cast: Cast) -> None:
    take(cast, HALL, YARD)
    before = census()
    assert take(cast, HALL, YARD)["unchanged"] == 1
    grown = {name for name, rows in census().items() if rows != before[name]}
    assert grown <= {"core.Event", "core.EventSubject", "core.Receipt", "heads"}
    later = {"code": "TYG", "address": "文化路 3 号", "point": "广场",
             "point_en": "Square", "contact": "唐师傅", "phone": "0396 9"}  # fmt: skip
    assert take(cast, later)["changed"] == 1
    assert Site.objects.get(code="TYG").address == "文化路 3 号"
    assert SupplyPoint.objects.get(name_zh="广场").name_en == "Square"
    assert Contact.objects.get(name="唐师傅").phone == "0396 9"


def test_a_table_never_says_how_a_known_point_is_fed(cast: Cast) -> None:
    row = {"code": "GZF", "point": "1号楼", "state": "grid_permanent"}
    assert take(cast, row)["unchanged"] == 1
    assert states_of([cast.block1]) == {cast.block1.pk: "dark"}


def test_everything_that_is_wrong_is_said_at_once(cast: Cast) -> None:
    before = census()
    with pytest.raises(Malformed) as refused:
        take(
            cast,
            {"code": "N-1"},
            {"code": "GZF", "point": "1号楼", "area": "hv"},
            {"code": "GZF", "contact": "新人"},
            {"code": "GZF", "unit": "QS"},
        )
    assert census() == before
    assert {(each.field, each.code) for each in refused.value.errors} == {
        ("rows[0].name_zh", "import-site-without"),
        ("rows[1].area", "import-point-area"),
        ("rows[2].phone", "import-contact-without"),
        ("rows[3].unit", "import-unit-unknown"),
    }
    with pytest.raises(Malformed):
        take(cast, {**HALL, "longitude": 1130})
    with pytest.raises(NotAllowed):
        take(cast, HALL, by="liu")


def test_a_dry_run_writes_nothing(cast: Cast) -> None:
    before = census()
    lines = [["站点编号", "中文名称", "供电点"], ["N-1", "学校", "食堂"]]
    trial = look(writing.as_csv(lines), SITES, by=cast.actor("wang"))
    assert trial.is_good, trial.faults
    assert trial.counts["points"] == 1
    assert census() == before
    assert take(cast, *trial.rows) == trial.counts
