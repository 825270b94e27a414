"""How many rows there are, and where the journals stand: has anything been written?"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from greenlane.core.models import (
    Head,
    LinkUse,
    LoginSession,
    LoginTry,
    Refusal,
    TokenUse,
)

# Written without anything having been done.
FREE = {
    Refusal,
    TokenUse,
    LinkUse,
    LoginSession,
    LoginTry,
    *apps.get_app_config("sessions").get_models(),
}


def census() -> dict[str, Any]:
    counted = {
        each._meta.label: f"(SELECT COUNT(*) FROM {_name(each)})"
        for each in apps.get_models()
        if each not in FREE
    }
    with connection.cursor() as cursor:  # one question: it is asked often
        cursor.execute(f"SELECT {', '.join(counted.values())}")
        found = dict(zip(counted, cursor.fetchone(), strict=True))
    return {**found, "heads": sorted(Head.objects.values_list("unit", "seq"))}


def _name(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
