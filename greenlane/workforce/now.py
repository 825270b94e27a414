"""What a form that changes somebody or a team begins with: what is on record now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from greenlane.core.actors import Actor
from greenlane.core.choices import Filler, Standing, fields_now, row_said
from greenlane.workforce.models import Certificate, Person, Team, TeamMember


def person_now(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    row = row_said(Person, actor, said, "person")
    if row is None:
        return {}
    login = {"account": row.account.username} if row.account else {}
    firm = {"organisation": row.organisation_id} if row.organisation_id else {}
    return {**fields_now(row, "name_zh", "name_en", "phone", "pool"), **firm, **login}


def team_now(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    row = row_said(Team, actor, said, "team")
    return {"leader": row.leader_id} if row is not None and row.leader_id else {}


def team_names(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    return fields_now(row_said(Team, actor, said, "team"), "name_zh", "name_en")


def team_depot(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    row = row_said(Team, actor, said, "team")
    return {"depot": row.depot_id} if row is not None and row.depot_id else {}


def certificate_now(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    return fields_now(row_said(Certificate, actor, said, "certificate"), "expires_at")


def members(
    actor: Actor, order: Any, said: Mapping[str, Any]
) -> Iterable[Mapping[str, Any]]:
    """Who stands in the team now, beside its leader."""
    team = row_said(Team, actor, said, "team")
    if team is None:
        return []
    rows = TeamMember.objects.filter(team=team).exclude(person=team.leader_id)
    keys = rows.order_by("person__name_zh").values_list("person", flat=True)
    return [{"person": key} for key in keys]


NOW: dict[str, Standing] = {
    "workforce.change_person": person_now,
    "workforce.change_team": team_now,
    "workforce.rename_team": team_names,
    "workforce.station_team": team_depot,
    "workforce.renew_certificate": certificate_now,
}
ROWS: dict[str, Filler] = {"workforce.change_team.members": members}
