"""Supply points stand as people count them, in whichever signs their numbers are."""

import pytest

from greenlane.places.inorder import in_order
from greenlane.places.models import SupplyPoint


@pytest.mark.parametrize(
    "names",
    [
        (
            "一号楼",
            "二号楼",
            "三号楼",
            "十号楼",
            "十二号楼",
            "二十号楼",
            "一百零二号楼",
        ),
        ("1号楼", "2号楼", "10号楼"),
        ("3号楼一层", "3号楼二层", "3号楼十一层", "12号楼一层"),
        ("101室", "一〇二室", "东楼", "西楼"),
    ],
)
def test_points_stand_as_people_count_them(names):
    points = [SupplyPoint(name_zh=name) for name in sorted(names, reverse=True)]
    assert tuple(each.name_zh for each in in_order(points)) == names
