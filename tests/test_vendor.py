"""What others wrote lies here as its manifest says, with its licence beside it."""

from __future__ import annotations

import pytest

from greenlane.board.sheets import pdf
from tests.vendor import __main__ as vendor


@pytest.mark.parametrize("folder", [vendor.AXE, pdf.FONTS], ids=("axe", "font"))
def test_everything_that_came_along_is_what_its_manifest_says(folder) -> None:
    about = vendor.told(folder)
    assert about["licence"] in {"MPL-2.0", "OFL-1.1"}
    assert "LICENSE" in about["files"]
    assert {each.name for each in folder.iterdir()} == {
        *about["files"],
        "manifest.json",
    }
    assert not vendor.differing(folder)
