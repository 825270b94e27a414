"""Every address, every role, every kind of key: nobody sees another unit's anything.

What is compared is the whole answer: as long as nothing happens in one's own unit, no
byte of it may change, whatever happens elsewhere. A count would show, too. Only
`readyz` speaks of the whole machine: that a checkpoint is late, of no unit; and of
one's own pages two draw a new question each time, one tells the minute of the wall.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import get_resolver

from greenlane.core import clock, guard
from greenlane.core.command import commands
from greenlane.core.models import Grant
from greenlane.core.models import base as rows_base
from greenlane.core.relay import Listener
from greenlane.core.web import access, stream_viewer
from greenlane.roles import APART, ROLES
from tests import stages
from tests.cast import Cast
from tests.counties import PEOPLE, browser, county, happens, person, site_of
from tests.walking import HASH, addresses, filled, leaks, reads, secrets

# Whoever may not do the verb is told who may.
NOT_FOR_ALL = {"import/people", "import/people/zh.csv", "request", "request/places"}
# Who sees most, who administers, who is in the field; `make soak` walks with everybody.
SOME = ("dispatcher", "security_administrator", "leader")
ANEW = {"readyz", "own/app", "own/passkey", "own/logins"}
FRESH = re.compile(rb'csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"')
# Every answer has a key, a mark or a challenge of its own there.
FRESH_TOO = re.compile(rb'(command_id|challenge)"[^>]*value="[^"]*"')


@pytest.fixture
def world(cast: Cast) -> Any:
    """Three counties: two below one city, one below another; their clocks stand."""
    with guard.lifted():
        other = county("7.", "NY", None, cast)
        third = county("7.8.", "XY", other, cast)
        for unit in (cast.foreign, third):
            unit.clock_start = unit.clock_set_at = clock.wall()
            unit.clock_speed = 0
            unit.save()
    for unit in (cast.foreign, third):
        site = site_of(cast, unit)
        stages.order(cast, f"{unit.code}-9", site=site, unit=unit)
    return SimpleNamespace(cast=cast, third=third)


def asked_of(role: str, number: str) -> Iterator[str]:
    """Every address; of the verbs, one a room that this role may do."""
    rooms = {}
    for each in commands().values():
        if each.kind.anyone or not each.needs or each.needs in ROLES[role]:
            rooms.setdefault(each.room, each)
    for path in reads():
        if "<slug:slug>" not in path:
            yield from filled(path, number)
            continue
        for each in rooms.values():
            given = path.replace("<str:number>", number)
            given = given.replace("<slug:room>", each.room)
            yield given.replace("<slug:slug>", each.slug)


def body(answer: Any) -> bytes:
    text = b"".join(answer) if answer.streaming else answer.content
    return FRESH_TOO.sub(b"", FRESH.sub(b"", text))


@pytest.mark.soak  # the longest walk; its rules are walked in `make test` below
def test_what_happens_elsewhere_changes_no_byte(world: Any) -> None:
    _walk(world, *SOME)


@pytest.mark.soak
def test_what_happens_elsewhere_changes_no_byte_for_anybody(world: Any) -> None:
    _walk(world, *PEOPLE)


def _walk(world: Any, *roles: str) -> None:
    units = (world.cast.foreign, world.third)
    readers = {
        (u.code, role): browser(person(u, role)) for u in units for role in roles
    }
    before = {
        (code, role, path): body(reader.get(f"/{path}"))
        for (code, role), reader in readers.items()
        for path in asked_of(role, f"{code}-9")
    }
    number = happens(world.cast)
    hidden = secrets(world.cast)
    assert {number, "后门钥匙在门卫", "冒烟了"} <= hidden
    rules = {path: view.rule for path, view in addresses(get_resolver())}
    for (code, role, path), was in before.items():
        answer = readers[code, role].get(f"/{path}")
        need = rules[path].need if path in rules else ""
        shut = need and need not in ROLES[role]
        fine = {200, 302, 403, 404} if path in NOT_FOR_ALL else {200, 302, 404}
        expected = {403} if shut else fine
        assert answer.status_code in expected, (code, role, path, answer.status_code)
        assert body(answer) == was or path in ANEW, (code, role, path)
        assert not leaks(answer, hidden, asked=path), (code, role, path)
    for (code, role), reader in readers.items():
        for path in asked_of(role, number):
            if number in path or HASH in path:
                answer = reader.get(f"/{path}")
                assert answer.status_code == 404, (code, role, path)
                assert not leaks(answer, hidden, asked=path), (code, role, path)


def test_the_same_role_at_home_and_above_sees_it(cast: Cast) -> None:
    number = happens(cast)
    for role in SOME:
        for at in (cast.unit, cast.city):
            reader = browser(person(at, role))
            for path in asked_of(role, number):
                if number in path:
                    answer = reader.get(f"/{path}")
                    assert answer.status_code == 200, (role, path)
            assert number in str(reader.get("/api/v1/orders").json())


def test_one_county_sees_nothing_of_the_city_above_it(cast: Cast) -> None:
    above = stages.order(cast, "ZMD-1", unit=cast.city, site=site_of(cast, cast.city))
    reader = browser(person(cast.unit, *(set(PEOPLE) - APART)))
    assert reader.get(f"/orders/{above.number}").status_code == 404
    assert reader.get("/api/v1/orders").json()["orders"] == []


def test_a_path_is_no_beginning_of_a_longer_number(cast: Cast) -> None:
    with guard.lifted():
        long = county("1.20.", "LONG", cast.city, cast)
    stages.order(cast, "LONG-1", unit=long, site=site_of(cast, long))
    reader = browser(person(cast.unit, "dispatcher"))
    assert reader.get("/api/v1/orders/LONG-1").status_code == 404


def test_the_walk_finds_a_list_that_forgets_its_condition(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: with the condition taken away, the walk turns red."""
    monkeypatch.setattr(rows_base, "below", lambda actor, field: Q())
    with pytest.raises(AssertionError):
        _walk(world, "crew")


def test_nobody_who_is_not_logged_in_hears_anything(cast: Cast) -> None:
    number = happens(cast)
    hidden, nobody = secrets(cast), Client()
    views = dict(addresses(get_resolver()))
    for path in reads():
        open_ = views[path].rule in {access.OPEN, access.OWN_MEANS, access.STATUS}
        open_ = open_ and path != "login/second"  # there, the first proof is missing
        for asked in filled(path, number):
            answer = nobody.get(f"/{asked}")
            turned_away = answer.status_code in {401, 302}
            assert turned_away is not open_, (asked, answer.status_code)
            assert not leaks(answer, hidden, asked=asked), asked
    for asked in ("api/v1/commands", "api/v1/challenges", "api/v1/blobs", "metrics"):
        send = nobody.get if asked == "metrics" else nobody.post
        assert send(f"/{asked}").status_code == 401, asked


def test_whoever_holds_no_role_sees_nothing(cast: Cast) -> None:
    number = happens(cast)
    hidden, reader = secrets(cast), browser(person(cast.unit))
    for path in reads():
        for asked in filled(path, number):
            answer = reader.get(f"/{asked}")
            assert not leaks(answer, hidden, asked=asked), asked
    assert reader.get("/").status_code == 403
    assert reader.get(f"/orders/{number}/stop-work").status_code == 404


@pytest.mark.parametrize("role", PEOPLE)
def test_the_stream_tells_each_role_of_its_own_units_alone(
    cast: Cast, role: str
) -> None:
    request = SimpleNamespace(actor=cast.actor("liu"))
    assert stream_viewer.RULE.need in ROLES[role]
    for at, heard in ((cast.unit, {"1.2."}), (cast.city, {"1.", "1.2.", "1.3."})):
        grants = Grant.objects.filter(account=person(at, role))
        paths = tuple(grants.values_list("unit__path", flat=True))
        ear = Listener(paths, {})
        assert {p for p in ("1.", "1.2.", "1.3.", "7.8.") if ear.hears(p)} == heard
    assert request.actor


def test_every_address_has_its_rule() -> None:
    known = set().union(*ROLES.values())
    for path, view in addresses(get_resolver()):
        rule = view.rule
        assert isinstance(rule, access.Rule), path
        assert rule.who in access.LABELS or rule.need in known, path


def test_an_address_without_a_rule_is_not_answered(settings: Any, db: None) -> None:
    settings.ROOT_URLCONF = "tests.unruled"
    client = Client(raise_request_exception=False)
    assert client.get("/api/unruled").status_code == 500
