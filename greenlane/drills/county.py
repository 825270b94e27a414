"""The demo county: Biyang on the morning of 29 March 2022, with one urgent request.

It is built through the one door, by the house and by the people themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import get_hasher
from django.utils.translation import get_language

from greenlane.core.actors import Actor, actor_for, system
from greenlane.core.bootstrap import first_unit
from greenlane.core.door import perform
from greenlane.core.models import Account, Unit
from greenlane.drills import days, depots, places, register, sites, yard
from greenlane.drills.gangs import teams
from greenlane.drills.roster import Member, everybody, rows
from greenlane.places.models import SupplyPoint
from greenlane.work.models import Order

PACK = "cn-sgcc"
CITY, COUNTY = register.CITY, register.COUNTY
MORNING = "2022-03-29T08:00:00+08:00"
COMPANY = {
    "organisation": "国网泌阳县供电公司",
    "organisation_en": "Biyang County Power Supply",
    "organisation_kind": "utility",
}
# Argon2 at its least: KiB, passes, lanes.
LEAST_COST = {"memory_cost": 1024, "time_cost": 1, "parallelism": 1}


def build() -> list[tuple[str, str, str, str]]:
    """(login, password, PIN, role) of everybody. The house has to be empty.

    The whole city is on record, and the county has lived through three days.
    """
    with printed_passwords():
        county = _units(days.BEGINS)
        _people(county)
        _below_the_city()
        _register()
        depots.build()
        days.live(*_sites())
    for unit in Unit.objects.order_by("pk"):
        perform("core.set_clock", {"start": MORNING, "speed": 0}, by=system(unit))
    morning = datetime.fromisoformat(MORNING)
    yard.build(dispatcher=_as("zhao"), stores=_as("guo"), morning=morning)
    _request()
    for unit in Unit.objects.order_by("pk"):
        perform("core.set_clock", {"speed": 1}, by=system(unit))
    return rows()


def build_still() -> list[tuple[str, str, str, str]]:
    """Biyang alone, on the stroke of eight: its clock stands until somebody sets it."""
    with printed_passwords():
        _people(_units(datetime.fromisoformat(MORNING)))
    _request()
    return rows()


def _request() -> None:
    """The order of the case comes in."""
    places.request(places.build(_as("wang"), _as("zhao")), by=_as("wang"))


def _below_the_city() -> None:
    """The other counties of the city, and somebody who looks over all of them."""
    city = Unit.objects.get(code=CITY)
    told = {"is_drill": True, "clock_start": days.BEGINS.isoformat(), "clock_speed": 0}
    for code, (zh, en) in register.COUNTIES.items():
        names = {
            "name_zh": f"{zh}供电公司(演练)",
            "name_en": f"{en} Power Supply (drill)",
        }
        if code != COUNTY:
            perform("core.add_unit", {"code": code, **names, **told}, by=system(city))
    above = {"account": "feng", "unit": CITY, "role": "commander"}
    perform("core.grant_role", above, by=system(city))


def _register() -> None:
    """Members and the assumed field workforce, each as one table."""
    by = system(Unit.objects.get(code=CITY))
    for table in (register.members(), register.field()):
        perform("workforce.import_people", {"rows": list(table)}, by=by)


def _sites() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Keys of points and sites beside those of the case, by the code of the site."""
    perform("places.import_sites", {"rows": list(sites.rows())}, by=_as("zhao"))
    for each in sites.PLACES:
        device = {"name": each.street, "number": each.plate, "kind": "transformer"}
        where = sites.beside(each.code)
        perform("network.add_device", {**device, **where, "volts": 400}, by=_as("zhao"))
    points: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    for point in SupplyPoint.objects.select_related("site").order_by("name_zh"):
        points.setdefault(point.site.code, []).append(str(point.pk))
        keys[point.site.code] = str(point.site_id)
    return points, keys


def stands() -> bool:
    """Whether this house is a demo county: its logins may be said again."""
    return Unit.objects.filter(code=COUNTY, parent__code=CITY, is_drill=True).exists()


def is_whole() -> bool:
    """Whether the city with its members is on record, or Biyang alone."""
    return Unit.objects.filter(parent__code=CITY).count() > 1


def first_order() -> Order | None:
    """The order of the case."""
    return Order.objects.filter(number=places.FIRST).first()


@contextmanager
def printed_passwords() -> Iterator[None]:
    """Secrets that are printed need no dear hash: nobody has to wait for them."""
    hasher: Any = get_hasher()
    before = dict(vars(hasher))
    vars(hasher).update(LEAST_COST)
    try:
        yield
    finally:
        vars(hasher).clear()
        vars(hasher).update(before)


def _units(begins: datetime) -> Unit:
    """The city and, below it, the county; both are drills, on a clock of their own."""
    clock = {"is_drill": True, "clock_start": begins, "clock_speed": 0}
    city = first_unit(
        code=CITY,
        name_zh="驻马店供电公司(演练)",
        name_en="Zhumadian Power Supply (drill)",
        pack=PACK,
        is_drill=True,
        clock_start=begins,
        clock_speed=0,
    )
    names = {
        "name_zh": "泌阳县供电公司(演练)",
        "name_en": "Biyang Power Supply (drill)",
    }
    told = {**clock, "clock_start": begins.isoformat()}
    perform("core.add_unit", {"code": COUNTY, **names, **told}, by=system(city))
    return Unit.objects.get(code=COUNTY)


def _as(username: str) -> Actor:
    return actor_for(Account.objects.get(username=username), device="demo")


def _people(county: Unit) -> None:
    """Everybody with a login, a role and a PIN; then all of them as one table."""
    house = system(county)
    for each in everybody():
        _login(each, house)
    rows = [row for each in everybody() for row in _rows_of(each)]
    perform("workforce.import_people", {"rows": rows}, by=house)


def _login(member: Member, house: Actor) -> None:
    login = {"username": member.username, "name": member.name_zh}
    spoken = get_language() or "zh-hans"
    secret = {"password": member.password, "language": spoken}
    perform("core.add_account", {**login, **secret}, by=house)
    role = {"account": member.username, "role": member.role}
    perform("core.grant_role", role, by=house)
    pin = {"password": member.password, "pin": member.pin}
    perform("core.set_pin", pin, by=_as(member.username))


def _rows_of(member: Member) -> Iterator[dict[str, str]]:
    """Who it is; a row for each certificate, and one for each team."""
    name = {"staff_number": member.username}
    about = {
        "name_zh": member.name_zh,
        "name_en": member.name_en,
        "pool": member.pool,
        "account": member.username,
    }
    if member.pool in {"field", "office"}:
        about |= COMPANY
    yield {**name, **about}
    for skill in member.skills.split():
        number = {"certificate": f"{member.username}-{skill}"}
        yield {**name, "skill": skill, **number, **register.VALID}
    for gang in teams():
        if member.username in {gang.leader, *gang.hands}:
            leads = {"leads": "yes" if member.username == gang.leader else ""}
            yield {**name, "team": gang.name_zh, "team_en": gang.name_en, **leads}
