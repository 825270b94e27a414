"""The map says where things are and how old that is; nothing of another unit."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from greenlane.board.map.things import things_of
from greenlane.board.tests.looking import look, text
from greenlane.core import clock, guard
from greenlane.places.datum import to_gcj02
from greenlane.places.models import Depot, Site, Zone
from greenlane.workforce.models import Presence, Team, TeamMember
from tests import stages

HERE = (113.336, 32.713)
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.fixture
def county(cast):
    """A permitted ticket at a placed site in a zone; a crew, a depot, a source."""
    stages.permitted(cast, stages.order(cast, "BY-220329-7"))
    with guard.lifted():
        unit = {"unit": cast.unit}
        zone = Zone.objects.create(**unit, name="城关封控区", kind="lockdown")
        where = {"longitude": HERE[0], "latitude": HERE[1]}
        Site.objects.filter(pk=cast.site.pk).update(**where, zone=zone)
        type(cast.source).objects.filter(pk=cast.source.pk).update(**where)
        Depot.objects.create(**unit, **where, name_zh="抢修驻点")
        Team.objects.create(**unit, name_zh="电缆一班", leader=cast.people["liu"])
    return cast


def stay(cast, name, site, *, minutes, until=None):
    now = clock.now()
    ends = None if until is None else now - timedelta(minutes=until)
    with guard.lifted():
        Presence.objects.create(
            unit=site.unit, person=cast.people[name], site=site,
            happened_at=now - timedelta(minutes=minutes), recorded_at=now,
            ended_at=ends, end_recorded_at=ends and now,
        )  # fmt: skip


def sent(cast, by="wang"):
    """Kind → what is told of each thing of it."""
    found: dict = {}
    answer = look(cast, "/map/things.json", by=by)
    assert answer["Content-Type"] == "application/geo+json"
    for each in json.loads(answer.content)["features"]:
        found.setdefault(each["properties"]["kind"], []).append(each)
    return found


def crew(cast, by="wang"):
    return next(x for x in things_of(cast.actor(by)).of("crew") if x.name == "电缆一班")


def test_everything_that_has_a_place_stands_on_the_map(county):
    found = sent(county)
    kinds = {"site", "isolation", "source", "depot", "zone", "border", "feed"}
    assert set(found) == kinds
    [site] = found["site"]
    assert site["geometry"] == {"type": "Point", "coordinates": list(HERE)}
    told = site["properties"]
    assert (told["state"], told["order"]) == ("gap", "BY-220329-7")
    assert told["url"] == "/orders/BY-220329-7"
    [section] = found["isolation"]
    assert "1 ticket open behind it" in section["properties"]["says"]
    [border] = found["border"]
    assert len(border["geometry"]["coordinates"][0][0]) == 17


def test_a_stop_is_the_worst_that_a_site_can_be(county):
    county.do("work.stop_work", {"site": str(county.site.pk), "reason": "-"}, by="liu")
    [site] = sent(county)["site"]
    assert site["properties"]["state"] == "stopped"
    page = text(county, "/map?state=stopped")
    assert "Rental blocks" in page
    assert "site-stopped" in page


def test_a_crew_stands_where_it_signed_last_as_long_ago_as_it_was(county):
    assert crew(county).place is None
    stay(county, "liu", county.site, minutes=90, until=42)
    found = crew(county)
    assert (found.state, found.place) == ("older", HERE)
    page = text(county, "/map?kind=crew")
    assert "42 min ago" in page
    assert "left Rental blocks" in page
    assert sent(county)["crew"][0]["properties"]["at"] == int(found.at.timestamp())


def test_what_is_older_than_a_day_is_no_place_any_more(county):
    stay(county, "liu", county.site, minutes=3000, until=1500)
    assert crew(county).place is None
    assert "crew" not in sent(county)


def test_the_newest_of_the_crew_counts_and_a_foreign_place_is_not_told(county):
    with guard.lifted():
        away = Site.objects.create(
            unit=county.foreign, code="QS", name_zh="确山站", longitude=114, latitude=33
        )
        team = Team.objects.get(name_zh="电缆一班")
        person = county.people["zhou"]
        TeamMember.objects.create(unit=county.unit, team=team, person=person)
    stay(county, "liu", county.site, minutes=60)
    stay(county, "zhou", away, minutes=5)
    assert crew(county).place is None
    page = text(county, "/map?kind=crew")
    assert "with another unit" in page
    assert "确山站" not in page


def test_another_unit_sees_nothing_of_it(county):
    stay(county, "liu", county.site, minutes=5)
    assert sent(county, by="stranger") == {}
    page = text(county, "/map", by="stranger")
    assert "Rental" not in page
    assert look(county, "/map/ground.pmtiles").status_code == 404


def test_the_list_has_everything_that_the_map_has(county):
    stay(county, "liu", county.site, minutes=5)
    for kind in ("site", "crew", "isolation", "source", "depot", "zone"):
        page = text(county, f"/map?kind={kind}", live=True)
        for each in sent(county)[kind]:
            assert each["properties"]["name"] in page


def test_unchanged_it_is_not_sent_again(county):
    first = look(county, "/map/things.json")
    again = {"If-None-Match": first["ETag"]}
    client = Client(headers=again)
    client.force_login(county.accounts["wang"])
    client.cookies["django_language"] = "en"
    assert client.get("/map/things.json").status_code == 304


def test_over_shifted_tiles_places_are_shifted_and_only_their_server_is_asked(
    county, settings
):
    assert "tiles.example.org" not in look(county, "/map")["Content-Security-Policy"]
    settings.MAP_TILES, settings.MAP_DATUM = TILES, "gcj02"
    [site] = sent(county)["site"]
    shifted = [round(each, 5) for each in to_gcj02(*HERE)]
    assert site["geometry"]["coordinates"] == shifted
    for path in ("/map", "/?middle=map"):
        told = look(county, path)["Content-Security-Policy"]
        assert "connect-src 'self' https://tiles.example.org;" in told
        assert "script-src 'self';" in told
    assert "tiles.example" not in look(county, "/")["Content-Security-Policy"]


def test_only_a_page_with_the_map_asks_for_what_draws_it(county):
    assert "map.js" in text(county, "/?middle=map")
    assert "map.js" not in text(county, "/")
    assert "data-map " in text(county, "/middle?shows=map")
