"""Two sources never meet: the interlock is tried and holds, and breaks first."""

import pytest

from greenlane.safety.models import Evidence
from tests import stages

QUESTIONS = ("interlock_proved", "break_before_make")


def prove(cast, **answers):
    said = {**dict.fromkeys(QUESTIONS, "yes"), **answers}
    data = {"order": str(stages.order(cast).pk), "area": "src", **said}
    done = cast.do("safety.prove_interlock", data, by="he")
    return Evidence.objects.get(pk=done.facts["evidence"])


def test_twice_yes_proves_it(cast):
    assert prove(cast).passed


@pytest.mark.parametrize("question", QUESTIONS)
def test_one_no_or_unknown_proves_nothing(cast, question):
    assert prove(cast, **{question: "unknown"}).passed is False
