"""The samples for a county's machine say what the program understands."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from greenlane.cli.parser import parser
from tests import shape
from tests.test_docs import RUN, first_cells

pytestmark = pytest.mark.pure
MACHINE = shape.HOUSE / "server" / "machine"
UNITS = sorted(MACHINE.glob("*.service"))


def text_of(name: str) -> str:
    return (MACHINE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_every_unit_starts_what_there_is_with_the_settings_of_the_house(
    path: Path,
) -> None:
    text = text_of(path.name)
    started = re.findall(r"^ExecStart=/opt/greenlane/bin/greenlane (.+)$", text, re.M)
    assert started
    for words in started:
        parser().parse_args(words.split())
    for line in ("User=greenlane", "EnvironmentFile=/etc/greenlane/greenlane.env"):
        assert f"\n{line}\n" in text
    assert {"NoNewPrivileges=yes", "ProtectSystem=strict"} <= set(text.split("\n"))


def test_every_setting_of_the_sample_is_read() -> None:
    told = set(re.findall(r"^#?([A-Z_]+)=", text_of("greenlane.env"), re.M))
    assert told
    assert told <= first_cells(RUN / "install.md")


def test_every_job_has_its_timer() -> None:
    jobs = {path.stem for path in UNITS} - {"greenlane"}
    assert jobs == {path.stem for path in MACHINE.glob("*.timer")}


def test_the_wrapper_takes_settings_as_they_stand(tmp_path: Path) -> None:
    env = tmp_path / "greenlane.env"
    env.write_text(
        "# one\n\nDATABASE_URL=postgres://a:$(id)&'b\"@h/n\nX=permitter issuer\n"
    )
    script = text_of("greenlane.sh").replace("/etc/greenlane/greenlane.env", str(env))
    script = script.replace(
        'exec runuser -u greenlane -- /opt/greenlane/bin/greenlane "$@"',
        'printf "%s|%s|%s" "$DATABASE_URL" "$X" "$*"',
    )
    ran = subprocess.run(
        ("sh", "-c", script, "greenlane", "cert", "--renew"),
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    assert ran.stdout == ("postgres://a:$(id)&'b\"@h/n|permitter issuer|cert --renew")
