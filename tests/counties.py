"""Counties beside Biyang, people with any role in them, and what happens in Biyang."""

from __future__ import annotations

from typing import Any

from django.test import Client

from greenlane.connections.models import Connection
from greenlane.core import clock, guard
from greenlane.core.models import Account, Blob, BlobHolder, Grant, Head, Unit
from greenlane.roles import ROLES
from tests import stages, switching_stages
from tests.cast import Cast
from tests.walking import HASH

PEOPLE = sorted(set(ROLES) - {"system"})


def county(path: str, code: str, parent: Unit | None, cast: Cast) -> Unit:
    made = Unit.objects.create(
        path=path, code=code, name_zh=code, name_en=code, parent=parent,
        pack=cast.unit.pack,
    )  # fmt: skip
    Head.objects.create(unit=made)
    return made


def site_of(cast: Cast, unit: Unit) -> Any:
    with guard.lifted():
        return type(cast.site).objects.create(
            unit=unit, code=f"S-{unit.code}", name_zh=f"{unit.code}的场地"
        )


def happens(cast: Cast) -> str:
    """Biyang has an order with all that belongs to one, a stop and a photo."""
    mine = stages.order(cast, "BY-220329-7")
    stages.permitted(cast, mine)
    switching_stages.write(cast, mine, [switching_stages.line("check")])
    note = {"order": str(mine.pk), "text": "后门钥匙在门卫"}
    cast.do("work.add_note", note, by="wang")
    cast.do("work.stop_work", {"order": str(mine.pk), "reason": "冒烟了"}, by="liu")
    with guard.lifted():
        Connection.objects.create(unit=cast.unit, order=mine)
        blob = Blob.objects.create(
            hash=HASH, unit=cast.unit, size=1, media_type="image/png",
            stored_at=clock.now(),
        )  # fmt: skip
        BlobHolder.objects.create(blob=blob, unit=cast.unit)
    return str(mine.number)


def person(unit: Unit, *roles: str, at: Unit | None = None) -> Account:
    with guard.lifted():
        made = Account.objects.create(
            unit=unit, username=f"{unit.code}-{'-'.join(roles)[:40]}", name="某人"
        )
        for role in roles:
            Grant.objects.create(
                account=made, unit=at or unit, role=role, granted_at=clock.now()
            )
    return made


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client
