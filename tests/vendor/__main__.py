"""`make vendor`: bring anew what others wrote, and see that it is the same.

Axe comes from npm. The font is drawn out of Debian's fonts-noto-cjk by fonttools:
every character of GBK, so that no name lacks one, without hints for small screens.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")
django.setup()

from greenlane.board.sheets import pdf  # noqa: E402  (Django has to stand)

AXE = Path(__file__).parent / "axe"
MANIFEST = "manifest.json"


def main() -> int:
    """0 where everything is as its manifest says."""
    wrong = [*_axe(), *_font()]
    print("\n".join(wrong) or "everything is as the manifests say")
    return 1 if wrong else 0


def told(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


def differing(folder: Path) -> list[str]:
    """Files that are not what the manifest says."""
    wanted = told(folder)["files"]
    return [name for name, known in wanted.items() if _sum(folder / name) != known]


def _axe() -> list[str]:
    about = told(AXE)
    with tempfile.TemporaryDirectory() as folder:
        asked = f"{about['name']}@{about['version']}"
        command = ["npm", "pack", "--silent", "--ignore-scripts", asked]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        [archive] = Path(folder).glob("*.tgz")
        if _sum(archive) != about["archive_sha256"]:
            return [f"{archive.name}: another archive than the manifest names"]
        with tarfile.open(archive) as inside:
            for name in about["files"]:
                found = inside.extractfile(f"package/{name}")
                assert found is not None, name
                (AXE / name).write_bytes(found.read())
    return [f"axe: {name} differs" for name in differing(AXE)]


def _font() -> list[str]:
    about = told(pdf.FONTS)
    source = Path(about["from_file"])
    if not source.exists():
        return [f"font: install {about['from']} for {source.name}"]
    if _sum(source) != about["from_sha256"]:
        return [f"font: another {source.name} than the manifest names"]
    draw(source, pdf.FONTS / about["name"], face=about["face"])
    return [f"font: {name} differs" for name in differing(pdf.FONTS)]


def draw(source: Path, out: Path, *, face: int) -> None:
    """A font of the characters that a sheet may say."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    wanted = subset.Options()
    wanted.hinting, wanted.notdef_outline, wanted.layout_features = False, True, []
    wanted.drop_tables += ["VORG", "vhea", "vmtx", "GPOS", "GSUB"]
    font = TTFont(source, fontNumber=face, recalcTimestamp=False)
    cut = subset.Subsetter(wanted)
    cut.populate(unicodes=[n for n in range(0x20, 0x10000) if _said(n)])
    cut.subset(font)
    font.save(out)


def _said(number: int) -> bool:
    return not 0xD800 <= number < 0xE000 and pdf.drawn(chr(number))


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
