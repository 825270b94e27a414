"""What others wrote lies here as its manifest says, with its licence beside it."""

from __future__ import annotations

import pytest

from greenlane.board.sheets import pdf
from tests.vendor import __main__ as vendor

FOLDERS = [*vendor.FROM_NPM, pdf.FONTS]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_everything_that_came_along_is_what_its_manifest_says(folder) -> None:
    about = vendor.told(folder)
    assert about["licence"] in {"BSD-3-Clause", "MPL-2.0", "OFL-1.1"}
    assert "LICENSE" in about["files"]
    assert {each.name for each in folder.iterdir()} == {
        *about["files"],
        *(f"{name}.gz" for name in about.get("packed", ())),
        "manifest.json",
    }
    assert not vendor.differing(folder)
    assert not vendor.unpacked(folder)
