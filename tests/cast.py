"""A small cast of named people, used by every test.

`cast.do("work.stop_work", {...}, by="liu")` performs a command as that person; a
release gets its live challenge and the person's PIN by itself.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection

from greenlane.core import clock, guard, packs, proof
from greenlane.core.actors import Actor, actor_for
from greenlane.core.command import Answer, commands
from greenlane.core.door import perform, unit_scene
from greenlane.core.models import Account, Grant, Head, PackVersion, Unit
from greenlane.network.models import Device
from greenlane.places.models import Site, SupplyPoint, SupplyState
from greenlane.workforce.models import Certificate, Person

PIN = "2468"
FIRST = 500  # keys that a database would give are given here: each time the same
# username: Chinese name, English name, role, skills
PEOPLE = {
    "wang": ("王敏", "Wang Min", "duty_officer", "intake"),
    "zhao": ("赵强", "Zhao Qiang", "dispatcher", "switch dispatch"),
    "chen": ("陈立", "Chen Li", "survey_engineer", "survey engineer"),
    "sun": ("孙浩", "Sun Hao", "issuer", "issuer"),
    "li": ("李建国", "Li Jianguo", "permitter", "permit"),
    "liu": ("刘海波", "Liu Haibo", "leader", "leader"),
    "ma": ("马晓东", "Ma Xiaodong", "leader", "leader"),
    "he": ("何军", "He Jun", "switching", "switch"),
    "gao": ("高峰", "Gao Feng", "switching", "switch"),
    "qian": ("钱进", "Qian Jin", "tester", "test"),
    "wu": ("吴刚", "Wu Gang", "inspector", "inspect"),
    "zhou": ("周勇", "Zhou Yong", "crew", "cable joint install hvjoint"),
    "xu": ("许平", "Xu Ping", "crew", "cable joint install livework crane gen"),
    "guo": ("郭燕", "Guo Yan", "stores", "stores"),
    "deng": ("邓丽", "Deng Li", "meter", "meter"),
    "tang": ("唐师傅", "Tang", "site_electrician", ""),
    "zheng": ("郑安", "Zheng An", "safety_supervisor", ""),
    "feng": ("冯指挥", "Feng", "commander", ""),
    "root": ("管理员", "Administrator", "system_administrator", ""),
    "yan": ("严守", "Yan Shou", "security_administrator", ""),
}


@dataclass
class Cast:
    unit: Unit
    city: Unit
    foreign: Unit
    site: Site
    block1: SupplyPoint
    block2: SupplyPoint
    source: Device
    accounts: dict[str, Account] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def build(cls) -> Cast:
        """Everybody on stage. The rows are computed once and written anew each time."""
        with guard.lifted():
            if not _KEPT:
                made, said = _first(cls)
                _KEPT.append((pickle.dumps(made), said))
            else:
                _write_again(_KEPT[0][1])
        found = pickle.loads(_KEPT[0][0])  # four times as fast as a deep copy
        assert isinstance(found, cls)
        return found

    def actor(self, name: str, **kwargs: Any) -> Actor:
        return actor_for(self.accounts[name], device=f"{name}-phone", **kwargs)

    def id(self, name: str) -> str:
        """The key of a person, as a form takes it."""
        return str(self.people[name].pk)

    def do(self, verb: str, data: dict[str, Any], *, by: str, **kw: Any) -> Answer:
        """Perform a command as this person; proof is added where one is asked."""
        actor = self.actor(by)
        if commands()[verb].kind.proof:
            data = {**data, **self.proof(verb, data, by=actor)}
        return perform(verb, data, by=actor, **kw)

    def proof(self, verb: str, data: dict[str, Any], *, by: Actor) -> dict[str, str]:
        with clock.of(unit_scene(by.unit)):
            asked = proof.challenge(commands()[verb], data, by=by)
        return {"challenge": asked, "pin": PIN}


Statement = tuple[str, list[Any]]
_KEPT: list[tuple[bytes, list[Statement]]] = []


def _first(cls: type[Cast]) -> tuple[Cast, list[Statement]]:
    """The cast, and the statements that wrote it."""
    said: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        made = _build(cls)
    return made, _together(each for each in said if each[0].startswith("INSERT"))


def _together(said: Iterable[tuple[str, Any]]) -> list[Statement]:
    """The rows of one statement in one go; foreign keys are looked at when all is over.

    Nobody asks again for a key that the database gave: those that count are given.
    """
    rows: dict[str, list[Any]] = {}
    for sql, params in said:
        rows.setdefault(sql.partition(" RETURNING ")[0], []).append(params)
    return list(rows.items())


def _write_again(said: list[Statement]) -> None:
    with connection.cursor() as cursor:
        for sql, rows in said:
            cursor.executemany(sql, rows)


def _build(cls: type[Cast]) -> Cast:
    found = packs.find("cn-sgcc")
    pack = PackVersion.objects.create(
        id=FIRST,
        name=found.name,
        version=found.version,
        digest=found.digest,
        text=found.to_text(),
    )
    city = _unit("1.", "ZMD", "驻马店供电公司", "Zhumadian Power", None, pack)
    unit = _unit("1.2.", "BY", "泌阳县供电公司", "Biyang Power", city, pack)
    foreign = _unit("1.3.", "QS", "确山县供电公司", "Queshan Power", city, pack)
    site = Site.objects.create(
        unit=unit, code="GZF", name_zh="公租房隔离点", name_en="Rental blocks",
    )  # fmt: skip
    blocks = [
        SupplyPoint.objects.create(
            unit=unit, site=site, name_zh=f"{n}号楼", name_en=f"Block {n}", area="lv"
        )
        for n in (1, 2)
    ]
    for block in blocks:
        SupplyState.objects.create(
            unit=unit, point=block, state="dark", happened_at=clock.now(),
            recorded_at=clock.now(), recorded_seq=0,
        )  # fmt: skip
    source = Device.objects.create(
        unit=unit, name="花园路公变", number="T-0512", kind="transformer", volts=400
    )
    cast = cls(unit, city, foreign, site, blocks[0], blocks[1], source)
    for username, (zh, en, role, skills) in PEOPLE.items():
        _person(cast, unit, username, zh, en, role, skills)
    _person(cast, foreign, "stranger", "外人", "Stranger", "dispatcher", "switch")
    _person(cast, foreign, "foreign_leader", "外队长", "Other", "leader", "leader")
    return cast


def _unit(
    path: str, code: str, zh: str, en: str, parent: Unit | None, pack: PackVersion
) -> Unit:
    unit = Unit.objects.create(
        id=FIRST + len(path) + int(path[-2]),
        path=path,
        code=code,
        name_zh=zh,
        name_en=en,
        parent=parent,
        pack=pack,
    )
    Head.objects.create(unit=unit)
    return unit


def _person(
    cast: Cast, unit: Unit, username: str, zh: str, en: str, role: str, skills: str
) -> None:
    key = FIRST + len(cast.accounts)
    account = Account(id=key, unit=unit, username=username, name=zh)
    account.password = make_password("pass-" + username)
    account.set_pin(PIN)
    account.save(force_insert=True)
    Grant.objects.create(account=account, unit=unit, role=role, granted_at=clock.now())
    person = Person.objects.create(
        unit=unit, account=account, name_zh=zh, name_en=en, staff_number=username
    )
    for skill in skills.split():
        Certificate.objects.create(
            unit=unit, person=person, skill=skill, number=f"{username}-{skill}",
            issued_at=clock.wall() - timedelta(days=3650),
            expires_at=clock.wall() + timedelta(days=3650),
        )  # fmt: skip
    cast.accounts[username] = account
    cast.people[username] = person
