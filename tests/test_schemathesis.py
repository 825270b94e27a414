"""Whatever the description lets through gets an answer that the description knows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from greenlane.api.openapi import document
from greenlane.core import clock, guard
from greenlane.core.models import Grant, Token
from greenlane.roles import ROLES
from greenlane.wsgi import application
from tests import stages
from tests.cast import Cast

SECRET = "gl_of-a-curious-machine"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
FEW, MANY = 5, 200
# The stream never ends; it has tests of its own.
APART = {"/api/v1/stream"}


def whole() -> Any:
    """The description, with the house behind it in this process."""
    described = document()
    described["paths"] = {
        path: item for path, item in described["paths"].items() if path not in APART
    }
    # Who asks is told by the test; made-up keys would hide everything behind 401.
    del described["security"], described["components"]["securitySchemes"]
    schema = schemathesis.openapi.from_dict(described)
    schema.app = application
    return schema


PLAIN = {"Accept-Encoding": "identity"}  # the caller unpacks nothing by itself


@pytest.fixture(scope="session")
def operations() -> list[Any]:
    found = [each.ok() for each in whole().get_all_operations()]
    return sorted(found, key=lambda each: "session" in each.path)  # logs out: last


@pytest.fixture(params=["session", "token"])
def known(cast: Cast, request: pytest.FixtureRequest) -> dict[str, Any]:
    """How the caller is known: somebody with every role, or the key of a machine."""
    account = cast.accounts["wang"]
    stages.permitted(cast, stages.order(cast))
    with guard.lifted():
        for role in set(ROLES) - {"duty_officer"}:
            Grant.objects.create(
                account=account, unit=cast.unit, role=role, granted_at=clock.now()
            )
    if request.param == "token":
        return {"headers": {"Authorization": f"Bearer {_key(cast, account)}", **PLAIN}}
    client = Client()
    client.force_login(account)
    token = "x" * 32
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return {
        "headers": {"X-CSRFToken": token, **PLAIN},
        "cookies": {**cookies, "csrftoken": token},
    }


def _key(cast: Cast, account: Any) -> str:
    with guard.lifted():
        Token.objects.create(
            unit=cast.unit,
            account=account,
            name="curious",
            secret_sha256=hashlib.sha256(SECRET.encode()).hexdigest(),
            scopes="restrict observe claim report desk",
            expires_at=clock.wall() + timedelta(days=1),
        )
    return SECRET


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests stay inside the transaction of the test, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def bounded(most: int) -> settings:
    return settings(
        max_examples=most,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def explore(operation: Any, known: dict[str, Any], most: int) -> Counter[int]:
    """Ask this often, rightly and wrongly; how often each status was the answer."""
    statuses: Counter[int] = Counter()

    def ask(case: Any) -> None:
        answer = case.call(**known)
        statuses[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    if "{number}" in operation.path:
        there = operation.as_strategy(path_parameters={"number": "BY-1"})
        bounded(most // 2)(given(case=there)(ask))()
    wrongly = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    some = st.one_of(operation.as_strategy(), wrongly)
    bounded(most)(given(case=some)(ask))()
    return statuses


def test_no_answer_is_a_surprise(operations: list[Any], known: dict[str, Any]) -> None:
    assert len(operations) > 25
    statuses = {each.label: explore(each, known, FEW) for each in operations}
    answered = {label for label, counts in statuses.items() if 200 in counts}
    assert len(answered) > 20, statuses


@pytest.mark.soak
def test_no_answer_is_a_surprise_however_often_one_asks(
    operations: list[Any], known: dict[str, Any]
) -> None:
    for operation in operations:
        explore(operation, known, MANY)
