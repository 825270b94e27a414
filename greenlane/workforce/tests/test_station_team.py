"""A team has a name that can be mended, and a depot that it starts from."""

import pytest

from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.places.tests.test_depots import add
from greenlane.workforce.models import Team
from greenlane.workforce.tests.test_leave import team


def test_a_team_starts_from_a_depot_and_from_none(cast):
    key, depot = team(cast, "liu"), add(cast)
    asked = {"team": key, "depot": depot}
    cast.do("workforce.station_team", asked, by="root")
    assert Team.objects.get().depot.name_zh == "城东仓库"
    with pytest.raises(Refused, match="nothing-to-change"):
        cast.do("workforce.station_team", asked, by="root")
    cast.do("workforce.station_team", {"team": key}, by="root")
    assert Team.objects.get().depot is None
    cast.do("places.close_depot", {"depot": depot}, by="root")
    with pytest.raises(Refused, match="depot-closed-already"):
        cast.do("workforce.station_team", asked, by="root")


def test_a_team_is_called_otherwise(cast):
    key = team(cast, "liu")
    asked = {"team": key, "name_en": "Cable crew"}
    cast.do("workforce.rename_team", asked, by="root")
    assert Team.objects.get().name_en == "Cable crew"
    with pytest.raises(NotAllowed):
        cast.do("workforce.rename_team", asked, by="zhao")
    with pytest.raises(NotFound):
        cast.do("workforce.rename_team", {**asked, "team": cast.id("liu")}, by="root")
