"""A crew of a contractor: a telephone, a link to one order, and no account."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from django.test import Client

from greenlane.core import linked
from greenlane.core.models import Link
from greenlane.desk.tests.pages import Hand, shown
from greenlane.work.models import Order
from tests import stages
from tests.cast import Cast
from tests.counties import happens

CODE = re.compile(r"#((?:[A-Z2-7]{4}-){7}[A-Z2-7]{4})")
ASK = {"name": "宏达电缆队", "why": "拉电缆", "days": "2"}


def opened(number: str, by: str = "wang") -> str:
    """The secret of a new link, as its page says it."""
    page = shown(Hand(by).client.post(f"/orders/{number}/links", ASK))
    found = CODE.search(page)
    assert found, page
    return found[1]


def phone(code: str) -> Client:
    """A telephone that has come in with it."""
    client = Client()
    client.cookies["django_language"] = "en"
    assert client.post("/link", {"code": code})["Location"] == "/link/order"
    return client


def crew_of(cast: Cast) -> Any:
    """A crew with a link to Biyang's order; another order stands at the same site."""
    number = happens(cast)
    code = opened(number)
    of = Order.objects.get(number=number)
    other = stages.order(cast, "BY-220329-8")
    link = Link.objects.get()
    return SimpleNamespace(
        cast=cast, of=of, other=other, code=code, link=link, phone=phone(code),
        actor=linked.actor(link),
    )  # fmt: skip
