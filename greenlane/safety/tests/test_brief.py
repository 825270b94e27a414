"""The crew is briefed: who was there is named, and each signs for himself."""

import pytest

from greenlane.core.refusals import Refused
from greenlane.safety.models import Evidence
from tests import stages


def brief(cast, of, *names, by="liu"):
    data = {
        "order": str(of.pk), "hazards": "带电部位", "heads": [
            {"person": cast.id(name)} for name in names
        ],
    }  # fmt: skip
    done = cast.do("safety.brief", data, by=by)
    return Evidence.objects.get(pk=done.facts["evidence"])


def test_every_head_is_named_once(cast):
    row = brief(cast, stages.order(cast), "zhou", "xu", "zhou")
    named = set(row.lines.values_list("person", flat=True))
    assert named == {cast.people["zhou"].pk, cast.people["xu"].pk}
    assert (row.kind, row.by, row.note) == ("briefing", cast.people["liu"], "带电部位")


def test_who_was_there_signs_and_nobody_else(cast):
    row = brief(cast, stages.order(cast), "zhou")
    stages.sign(cast, row, "head", by="zhou")
    with pytest.raises(Refused, match="not-your-signature"):
        stages.sign(cast, row, "head", by="xu")


def test_a_briefing_of_nobody_is_none(cast):
    with pytest.raises(Refused, match="bad-input"):
        brief(cast, stages.order(cast))


def test_a_leader_briefs(cast):
    with pytest.raises(Refused, match="role-missing"):
        brief(cast, stages.order(cast), "zhou", by="xu")
