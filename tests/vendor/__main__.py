"""`make vendor`: bring anew what others wrote, and see that it is the same.

Axe, MapLibre and PMTiles come from npm. The font is drawn out of Debian's
fonts-noto-cjk by fonttools: every character of GBK, so that no name lacks one, without
hints for small screens.
"""

from __future__ import annotations

import gzip
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

from django.conf import settings  # noqa: E402  (Django has to stand)

from greenlane.board.sheets import pdf  # noqa: E402

AXE = Path(__file__).parent / "axe"
_CARRIED = Path(settings.BASE_DIR) / "static" / "vendor"
FROM_NPM = (AXE, _CARRIED / "maplibre-gl", _CARRIED / "pmtiles")
MANIFEST = "manifest.json"


def main() -> int:
    """0 where everything is as its manifest says."""
    wrong = [line for each in FROM_NPM for line in _npm(each)] + _font()
    print("\n".join(wrong) or "everything is as the manifests say")
    return 1 if wrong else 0


def told(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


def differing(folder: Path) -> list[str]:
    """Files that are not what the manifest says."""
    wanted = told(folder)["files"]
    return [name for name, known in wanted.items() if _sum(folder / name) != known]


def unpacked(folder: Path) -> list[str]:
    """Files whose smaller copy, for browsers that take one, holds something else."""
    return [
        name
        for name in told(folder).get("packed", ())
        if gzip.decompress((folder / f"{name}.gz").read_bytes())
        != (folder / name).read_bytes()
    ]


def _npm(folder: Path) -> list[str]:
    """`taken` says where each file lies in the archive; what else is listed stays."""
    about = told(folder)
    with tempfile.TemporaryDirectory() as place:
        asked = f"{about['name']}@{about['version']}"
        command = ["npm", "pack", "--silent", "--ignore-scripts", asked]
        subprocess.run(command, cwd=place, check=True, stdout=subprocess.DEVNULL)
        [archive] = Path(place).glob("*.tgz")
        if _sum(archive) != about["archive_sha256"]:
            return [f"{archive.name}: another archive than the manifest names"]
        with tarfile.open(archive) as inside:
            for name, path in about["taken"].items():
                found = inside.extractfile(f"package/{path}")
                assert found is not None, name
                (folder / name).write_bytes(found.read())
    for name in about["packed"]:
        packed = gzip.compress((folder / name).read_bytes(), 9, mtime=0)
        (folder / f"{name}.gz").write_bytes(packed)
    return [f"{folder.name}: {name} differs" for name in differing(folder)]


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
