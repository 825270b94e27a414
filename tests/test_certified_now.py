"""A certificate counts at the moment of the act, for each role that acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import Refused
from greenlane.work.models import Order
from greenlane.workforce.models import Certificate
from tests import releases, stages, supply_stages
from tests.cast import Cast
from tests.handing import hand_over
from tests.releases import Asked


def accept(cast: Cast) -> Asked:
    of = stages.order(cast)
    checks = [{"what": "-", "ok": "yes"}]
    return (
        "safety.accept_works",
        {"order": str(of.pk), "area": "src", "checks": checks},
        "wu",
    )


def prove_dead(cast: Cast) -> Asked:
    section = stages.isolated(cast, stages.order(cast))
    return "safety.prove_dead", stages.proof(section), "he"


def verdict(cast: Cast) -> Asked:
    row = supply_stages.survey(cast, supply_stages.requested(cast))
    return releases.next_ask(supply_stages.verdict, cast, row)


def take_over(cast: Cast) -> Asked:
    """The one to whom a ticket is handed signs for it."""
    ticket = stages.permitted(cast, stages.order(cast))
    handed = hand_over(cast, ticket, "ma")
    data = {"kind": "tickettransfer", "id": str(handed.pk), "role": "takes_ticket"}
    return "safety.sign", data, "ma"


def give(cast: Cast) -> Asked:
    of = stages.order(cast)
    way = stages.section(cast, of).infeeds.get()
    return releases.next_ask(stages.ordered, cast, of, way)


def read_back(cast: Cast) -> Asked:
    verb, data, by = give(cast)
    given = cast.do(verb, data, by=by).facts["instruction"]
    return "safety.read_back", {"instruction": given, "text": data["text"]}, "he"


# (what is done, who acts in it, by which certificate)
ROLES: tuple[tuple[Callable[[Cast], Asked], str, str], ...] = (
    (releases.issue, "sun", "issuer"),
    (releases.issue, "liu", "leader"),
    (releases.permit, "sun", "issuer"),
    (releases.permit, "liu", "leader"),
    (releases.permit, "li", "permit"),
    (releases.resume, "liu", "leader"),
    (releases.resume, "li", "permit"),
    (releases.extend, "liu", "leader"),
    (releases.extend, "li", "permit"),
    (releases.change_leader, "ma", "leader"),
    (releases.change_leader, "sun", "issuer"),
    (take_over, "ma", "leader"),
    (give, "zhao", "dispatch"),
    (read_back, "he", "switch"),
    (releases.isolate, "he", "switch"),
    (releases.isolate, "gao", "switch"),
    (prove_dead, "he", "switch"),
    (releases.earth, "he", "switch"),
    (releases.earth, "gao", "switch"),
    (releases.remove_earth, "gao", "switch"),
    (releases.unlock, "he", "switch"),
    (releases.work_isolated, "zhou", "joint"),
    (releases.try_dead, "qian", "test"),
    (accept, "wu", "inspect"),
    (verdict, "chen", "engineer"),
    (releases.energise, "he", "switch"),
    (releases.energise, "gao", "switch"),
)
CODES = {
    "certificate-missing", "switching-not-certified", "proof-not-certified",
    "person-not-certified", "dispatching-not-certified", "not-your-signature",
}  # fmt: skip


def revoked(rows: Any) -> None:
    rows.update(revoked_at=clock.wall())


def expired(rows: Any) -> None:
    rows.update(expires_at=clock.wall() - timedelta(minutes=1))


def not_yet(rows: Any) -> None:
    rows.update(issued_at=clock.wall() + timedelta(hours=1))


@pytest.mark.parametrize("how", [revoked, expired, not_yet])
@pytest.mark.parametrize(
    ("deed", "who", "skill"), ROLES, ids=[f"{d.__name__}-{w}" for d, w, _s in ROLES]
)
def test_it_is_looked_at_when_it_is_done(
    cast: Cast, deed: Callable[[Cast], Asked], who: str, skill: str, how: Any
) -> None:
    verb, data, by = deed(cast)
    mine = Certificate.objects.filter(person=cast.people[who], skill=skill)
    assert mine.exists()
    with guard.lifted():
        how(mine)
    with pytest.raises(Refused) as refused:
        cast.do(verb, data, by=by)
    found = {refused.value.code, *(each.what for each in refused.value.missing)}
    assert found & CODES, found


def test_a_no_of_the_engineer_is_never_asked_for_one(cast: Cast) -> None:
    verb, data, by = verdict(cast)
    with guard.lifted():
        revoked(Certificate.objects.filter(person=cast.people["chen"]))
    cast.do(verb, {**data, "verdict": "no"}, by=by)
    assert Order.objects.get().surveys.get().verdict == "no"
