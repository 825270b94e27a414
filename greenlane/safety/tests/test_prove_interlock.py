"""Two sources never meet: the interlock holds, breaks first, and turns the same way."""

import pytest

from greenlane.safety.models import Evidence
from tests import stages

QUESTIONS = ("interlock_proved", "break_before_make", "rotation_matches")


def prove(cast, **answers):
    said = {**dict.fromkeys(QUESTIONS, "yes"), **answers}
    data = {"order": str(stages.order(cast).pk), "area": "src", **said}
    done = cast.do("safety.prove_interlock", data, by="he")
    return Evidence.objects.get(pk=done.facts["evidence"])


def test_three_times_yes_proves_it(cast):
    assert prove(cast).passed


@pytest.mark.parametrize("question", QUESTIONS)
def test_one_no_or_unknown_proves_nothing(cast, question):
    assert prove(cast, **{question: "unknown"}).passed is False
