"""A house begins with one unit; a second first unit is refused."""

import pytest

from greenlane.core.bootstrap import first_account, first_unit
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Refused

FIRST = {"code": "BY", "name_zh": "泌阳", "name_en": "Biyang", "pack": "cn-sgcc"}


def test_the_first_unit_has_pack_stream_and_administrator(db):
    unit = first_unit(**FIRST)
    account = first_account(
        unit,
        username="root",
        name="管理员",
        password="long-enough-1",
        roles=("system_administrator",),
    )
    assert unit.pack.name == "cn-sgcc"
    assert unit.path == f"{unit.pk}."
    assert account.check_password("long-enough-1")
    told = Event.objects.order_by("seq").values_list("name", flat=True)
    assert list(told) == [
        "core.pack_pinned",
        "core.account_added",
        "core.role_granted",
    ]


def test_a_house_has_one_first_unit(db):
    first_unit(**FIRST)
    with pytest.raises(Refused, match="house-has-units"):
        first_unit(**{**FIRST, "code": "XX"})
    assert Unit.objects.count() == 1
