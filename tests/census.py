"""How many rows there are, and where the journals stand: has anything been written?"""

from __future__ import annotations

from typing import Any

from django.apps import apps

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
    models = [each for each in apps.get_models() if each not in FREE]
    found = {each._meta.label: each._base_manager.count() for each in models}
    return {**found, "heads": sorted(Head.objects.values_list("unit", "seq"))}
