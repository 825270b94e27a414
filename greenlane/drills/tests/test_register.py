"""The city's register: the counts of the report, and what is assumed is called so."""

from collections import Counter

from greenlane.drills import depots, register, sites
from greenlane.drills.days import _days
from greenlane.places.register.rows import SiteRow
from greenlane.workforce.register.rows import PersonRow


def test_the_counts_are_those_of_the_report():
    rows = list(register.members())
    assert len(rows) == len({row["staff_number"] for row in rows}) == 3354
    bodies = {(row["unit"], row["affiliation"]) for row in rows}
    assert len(bodies) == 314
    assert len({row["team"] for row in register.field()}) == 21


def test_a_member_is_an_affiliation_and_shows_nothing():
    for row in register.members():
        assert row["pool"] == "member"
        assert not {"skill", "certificate", "team", "account"} & set(row)


def test_the_assumed_say_so_and_each_team_has_its_leader():
    rows = list(register.field())
    assert all("假定" in r["team"] and "assumed" in r["team_en"] for r in rows)
    leads = Counter(row["team"] for row in rows if row["leads"] == "yes")
    assert set(leads.values()) == {1}
    assert len(leads) == 21


def test_the_same_people_in_every_demo():
    assert list(register.members()) == list(register.members())
    assert next(register.members())["name_zh"]


def test_rows_name_columns_of_the_tables_only():
    for row in (*register.members(), *register.field()):
        assert set(row) <= set(PersonRow.base_fields)
    assert all(set(row) <= set(SiteRow.base_fields) for row in sites.rows())


def test_every_order_has_a_site_and_a_transformer_of_its_own():
    days = _days()
    assert len({day.place.code for day in days}) == len(days) == 12
    assert len({place.plate for place in sites.PLACES}) == len(sites.PLACES)


def test_every_county_has_one_depot_that_says_it_is_assumed():
    assert set(depots.POSITIONS) == set(register.PLACES)
    for place in depots.POSITIONS.values():
        # Zhumadian lies between the 113th and the 115th meridian.
        assert 113 < place.longitude < 115.2
        assert 32.3 < place.latitude < 33.6
