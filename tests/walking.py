"""Every address of the house, and what its answers may give away of a foreign unit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader

from greenlane.core.command import commands
from greenlane.core.models import Row
from greenlane.places.models import Site
from greenlane.safety.models import Evidence, Isolation, SwitchingOrder, Ticket
from greenlane.work.models import StopWork
from greenlane.workforce.models import Person
from tests.cast import Cast

HASH = "ab" * 32
NOBODYS = UUID(int=7)
SHORTEST = 6  # bytes; shorter texts stand everywhere
CODE = re.compile(r"[a-z_ ]+")  # the house's own words, the same in every unit


def secrets(cast: Cast) -> set[str]:
    """Every key and every text of Biyang's rows that no other unit's row holds."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for model in apps.get_models():
        if not issubclass(model, Row):
            continue
        for row in model._base_manager.all():
            found[row.unit_id == cast.unit.pk] |= set(texts(row))
    return found[True] - found[False] - {"管理员"}  # the word for his role, too


def texts(row: models.Model) -> Iterator[str]:
    yield str(row.pk)
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        text = value if isinstance(value, str) else ""
        if len(text.encode()) >= SHORTEST and not CODE.fullmatch(text):
            yield text


def leaks(answer: Any, hidden: set[str], *, asked: str = "") -> set[str]:
    text = b"".join(answer) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    read = words(text) if kind == "application/pdf" else text.decode()
    if "json" in kind:
        read = json.dumps(json.loads(read), ensure_ascii=False)
    return {each for each in hidden if each in read and each not in asked}


def words(made: bytes) -> str:
    """Every word of a PDF, also of one that a page cut in two."""
    pages = PdfReader(BytesIO(made)).pages
    said = " ".join(page.extract_text() for page in pages)
    return said + "".join(said.split())


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the house as it is written, with its view."""
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield path, each.callback
        else:
            yield from addresses(each, path)


WORDS = {"<slug:name>": "people", "<slug:language>": "zh", "<slug:kind>": "csv"}
WORDS |= {"<slug:form>": "isolation"}
OF_AN_ORDER = {
    "isolation": Isolation,
    "evidence": Evidence,
    "happening": StopWork,
    "switching": SwitchingOrder,
}


def reads() -> list[str]:
    return [
        path
        for path, view in addresses(get_resolver())
        if "GET" in view.methods and path != "metrics"
    ]


def _of_biyang(path: str) -> Any:
    """The key of a person or site of Biyang, as the address asks for one."""
    model = Person if path.startswith("people") else Site
    row = model.objects.filter(unit__code="BY").order_by("pk").first()
    return row.pk if row else NOBODYS


def filled(path: str, number: str) -> list[str]:
    """The address with the order's number, for every verb where it takes one."""
    path = path.replace("<str:number>", number).replace("<str:hash>", HASH)
    if "<uuid:ticket>" in path:
        ticket = Ticket.objects.filter(order__number=number).first()
        path = path.replace("<uuid:ticket>", str(ticket.pk if ticket else NOBODYS))
    for word, model in OF_AN_ORDER.items():
        if f"<uuid:{word}>" in path:
            row = model.objects.filter(order__number=number).first()
            path = path.replace(f"<uuid:{word}>", str(row.pk if row else NOBODYS))
    if "<uuid:key>" in path:
        path = path.replace("<uuid:key>", str(_of_biyang(path)))
    for name, word in WORDS.items():
        path = path.replace(name, word)
    if "<slug:slug>" not in path:
        return [path]
    return [
        path.replace("<slug:room>", each.room).replace("<slug:slug>", each.slug)
        for each in commands().values()
    ]
