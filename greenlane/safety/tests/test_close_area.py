"""An area is closed for a test: fenced, everybody out, watched."""

import pytest

from greenlane.safety.models import Evidence
from tests import stages


@pytest.mark.parametrize(
    ("fenced", "out", "passed"),
    [("yes", "yes", True), ("no", "yes", False), ("yes", "unknown", False)],
)
def test_fenced_and_empty_or_it_is_not_closed(cast, fenced, out, passed):
    of = stages.order(cast)
    data = {
        "order": str(of.pk), "area": "src", "fenced": fenced, "everybody_out": out,
        "watcher": "郑安",
    }  # fmt: skip
    done = cast.do("safety.close_area", data, by="qian")
    row = Evidence.objects.get(pk=done.facts["evidence"])
    assert (row.passed, row.authority) == (passed, "郑安")
