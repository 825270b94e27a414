"""A table of people: all of it or nothing, the same again changes nothing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from greenlane.core import clock
from greenlane.core.models import Event, Receipt
from greenlane.core.refusals import Malformed, NotAllowed
from greenlane.workforce.choices import people
from greenlane.workforce.models import (
    Affiliation,
    Certificate,
    Organisation,
    Person,
    Pool,
    Team,
)
from greenlane.workforce.queries import certified
from tests.cast import Cast
from tests.census import census

HAO: dict[str, Any] = {
    "staff_number": "BY-1", "name_zh": "郝电工", "name_en": "Hao", "phone": "138 0000",
    "pool": "field", "organisation": "泌阳县供电公司", "organisation_kind": "utility",
    "affiliation": "城关党支部", "affiliation_kind": "party", "team": "抢修一班",
    "leads": "yes", "skill": "cable", "certificate": "C-1", "issued_on": "2022-03-01",
    "expires_on": "2100-02-28",
}  # fmt: skip
MORE = {
    "staff_number": "BY-1", "skill": "joint", "certificate": "C-2",
    "issued_on": "2022-03-01", "expires_on": "2100-02-28",
}  # fmt: skip
MEI = {"staff_number": "BY-2", "name_zh": "梅党员", "pool": "member",
       "affiliation": "城关党支部"}  # fmt: skip


def take(cast: Cast, *rows: dict[str, Any], by: str = "root", **more: Any) -> Any:
    data = {"rows": list(rows), **more}
    return cast.do("workforce.import_people", data, by=by).facts


def wrongs(cast: Cast, *rows: dict[str, Any]) -> list[tuple[str, str]]:
    before = census()
    with pytest.raises(Malformed) as refused:
        take(cast, *rows)
    assert census() == before
    assert all(error.detail for error in refused.value.errors)
    return [(error.field, error.code) for error in refused.value.errors]


def test_people_come_with_all_that_belongs_to_them(cast: Cast) -> None:
    facts = take(cast, HAO, MORE, MEI)
    assert facts == {
        "created": 2, "changed": 0, "unchanged": 0, "certificates": 2,
        "organisations": 2, "teams": 1,
    }  # fmt: skip
    hao = Person.objects.get(staff_number="BY-1")
    assert (str(hao.organisation), hao.pool) == ("泌阳县供电公司", Pool.FIELD)
    assert set(hao.certificates.values_list("skill", flat=True)) == {"cable", "joint"}
    team = Team.objects.get(name_zh="抢修一班")
    assert team.leader == hao
    assert list(team.members.all()) == [hao]
    branch = Organisation.objects.get(name_zh="城关党支部")
    assert branch.kind == "party"
    assert Affiliation.objects.filter(organisation=branch).count() == 2


def test_a_certificate_is_good_through_its_last_day(cast: Cast) -> None:
    take(cast, HAO)
    made = Certificate.objects.get(number="C-1")
    assert made.issued_at.isoformat() == "2022-02-28T16:00:00+00:00"
    assert made.expires_at.isoformat() == "2100-02-28T16:00:00+00:00"


def test_the_same_table_again_changes_nothing(cast: Cast) -> None:
    take(cast, HAO, MORE, MEI)
    before = census()
    facts = take(cast, HAO, MORE, MEI)
    assert (facts["created"], facts["changed"], facts["unchanged"]) == (0, 0, 2)
    grown = {name for name, rows in census().items() if rows != before[name]}
    assert grown <= {"core.Event", "core.EventSubject", "core.Receipt", "heads"}


def test_what_differs_is_changed_and_what_is_empty_stays(cast: Cast) -> None:
    take(cast, HAO, MORE, MEI)
    later = {**MORE, "expires_on": "2101-02-28", "phone": "139 0000"}
    moved = {"staff_number": "BY-2", "affiliation": "铁路党支部",
             "affiliation_kind": "party", "team": "抢修一班"}  # fmt: skip
    facts = take(cast, later, moved)
    assert (facts["changed"], facts["certificates"]) == (2, 1)
    hao, mei = Person.objects.filter(staff_number__startswith="BY-").order_by(
        "staff_number"
    )
    assert (hao.phone, hao.name_zh) == ("139 0000", "郝电工")
    assert Certificate.objects.get(number="C-2").expires_at.year == 2101
    now = mei.affiliations.values_list("organisation__name_zh", flat=True)
    assert list(now) == ["铁路党支部"]
    assert Team.objects.get(name_zh="抢修一班").members.count() == 2


def test_who_is_known_already_is_changed_and_not_doubled(cast: Cast) -> None:
    facts = take(cast, {"staff_number": "liu", "phone": "137 0000"})
    assert (facts["created"], facts["changed"]) == (0, 1)
    assert Person.objects.get(staff_number="liu").phone == "137 0000"


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_done(
    cast: Cast,
) -> None:
    rows = [
        {"staff_number": "X-1"},
        {**MEI, "skill": "cable", "certificate": "C-9", "issued_on": "2022-03-01",
         "expires_on": "2100-01-01"},
        {**HAO, "staff_number": "X-2", "account": "nobody", "affiliation": "无此支部",
         "affiliation_kind": "", "leads": ""},
        {**HAO, "staff_number": "X-3", "team": "", "account": "liu",
         "certificate": "liu-leader"},
        {**HAO, "staff_number": "X-4", "skill": "", "unit": "QS", "leads": ""},
        {"staff_number": "X-3", "name_zh": "别人"},
    ]  # fmt: skip
    found = set(wrongs(cast, *rows))
    assert found == {
        ("rows[0].name_zh", "import-person-without"),
        ("rows[1].affiliation", "import-organisation-unknown"),
        ("rows[1].skill", "volunteer-never-certified"),
        ("rows[2].account", "import-account-unknown"),
        ("rows[2].affiliation", "import-organisation-unknown"),
        ("rows[2].team", "import-team-without-leader"),
        ("rows[3].account", "account-has-a-person"),
        ("rows[3].leads", "import-leads-what"),
        ("rows[3].certificate", "import-certificate-other"),
        ("rows[4].unit", "import-unit-unknown"),
        ("rows[5].name_zh", "import-row-contradicts"),
    }


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"certificate": ""}, "certificate", "import-certificate-parts"),
        ({"expires_on": "2022-02-01"}, "expires_on", "import-certificate-days"),
        ({"expires_on": "2022-04-01"}, "expires_on", "certificate-over-already"),
        ({"pool": "doctor"}, "pool", "invalid-choice"),
        ({"phone": "=A1"}, "phone", "invalid"),
        ({"name_zh": "郝\u202e"}, "name_zh", "hidden-character"),
        ({"name_zh": "<script>"}, "name_zh", "markup"),
        ({"issued_on": "yesterday"}, "issued_on", "invalid"),
        ({"leads": "maybe"}, "leads", "invalid-choice"),
        ({"team": ""}, "leads", "import-leads-what"),
    ],
)
def test_each_wrong_cell_is_named(
    cast: Cast, change: dict[str, str], field: str, code: str
) -> None:
    assert (f"rows[0].{field}", code) in wrongs(cast, {**HAO, **change})


def test_no_table_brings_a_revoked_certificate_back(cast: Cast) -> None:
    take(cast, HAO)
    key = str(Certificate.objects.get(number="C-1").pk)
    cast.do("workforce.revoke_certificate", {"certificate": key}, by="zheng")
    assert take(cast, HAO)["unchanged"] == 1, "as it was: nothing is asked of it"
    later = {**HAO, "expires_on": "2101-01-01"}
    assert ("rows[0].certificate", "import-certificate-revoked") in wrongs(cast, later)


def test_a_team_has_one_leader(cast: Cast) -> None:
    two = {**MEI, "pool": "field", "affiliation_kind": "party", "team": "抢修一班",
           "leads": "yes"}  # fmt: skip
    assert ("rows[1].leads", "import-team-two-leaders") in wrongs(cast, HAO, two)


def test_an_affiliation_is_no_skill_no_priority_and_no_permission(cast: Cast) -> None:
    take(cast, HAO, MEI)
    mei = Person.objects.get(staff_number="BY-2")
    assert mei.affiliations.count() == 1
    assert not certified(mei, "cable", clock.now())
    offered = [key for key, _label in people(cast.actor("zhao"), None)]
    assert mei.pk not in offered
    assert Person.objects.get(staff_number="BY-1").pk in offered


def test_a_unit_above_takes_in_those_below_and_nobody_else_does(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        take(cast, HAO, by="liu")
    with pytest.raises(Malformed, match="bad-input"):
        take(cast, {**HAO, "unit": "ZMD"})
    with pytest.raises(Malformed, match="bad-input"):
        take(cast, HAO, unit="QS")


def test_the_journal_tells_it_without_names(cast: Cast) -> None:
    take(cast, HAO, MORE, MEI)
    told = list(Event.objects.values_list("name", flat=True))
    assert told.count("workforce.person_added") == 2
    assert told.count("workforce.affiliations_changed") == 1
    assert told[-1] == "workforce.people_imported"
    kept = str(list(Event.objects.values_list())) + str(list(Receipt.objects.values()))
    assert "梅党员" not in kept
    assert "138 0000" not in kept


def test_the_same_id_again_gives_the_same_answer(cast: Cast) -> None:
    key = uuid4()
    first = cast.do("workforce.import_people", {"rows": [HAO]}, by="root", id=key)
    again = cast.do("workforce.import_people", {"rows": [HAO]}, by="root", id=key)
    assert (again.replayed, again.facts) == (True, first.facts)
