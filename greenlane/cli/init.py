"""A house begins: first unit, rule pack, and the three who watch each other."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import asking, tables
from greenlane.cli.saying import Said, Wrong
from greenlane.core import packs
from greenlane.core.bootstrap import first_account, first_unit
from greenlane.core.models import Account, Unit
from greenlane.core.refusals import Refused

SAYS = gettext_lazy("Found a house: first unit, rule pack, first administrators.")
ZONE, PACK = "Asia/Shanghai", "cn-sgcc"
# Three people from the first day: one looks after the house, one after who may come
# in, and one looks at what both of them do.
FIRST = (
    ("admin", "system_administrator"),
    ("security", "security_administrator"),
    ("auditor", "auditor"),
)


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument("--code", help=_("code of the unit, such as BY"))
    own.add_argument("--name-zh", help=_("its name in Chinese"))
    own.add_argument("--name-en", help=_("its name in English"))
    own.add_argument("--timezone", help=_("its time zone (Asia/Shanghai)"))
    own.add_argument("--pack", help=_("its rule pack (cn-sgcc)"))
    for key, who in _whom().items():
        own.add_argument(f"--{key}", help=who)
    own.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help=_("three lines: the three passwords, in this order (drawn if not given)"),
    )


def run(asked: argparse.Namespace) -> Said:
    given = {
        "code": _asked(asked.code, _("Code of the unit")),
        "name_zh": _asked(asked.name_zh, _("Name in Chinese")),
        "name_en": _asked(asked.name_en, _("Name in English")),
        "timezone": _asked(asked.timezone, _("Time zone"), ZONE),
        "pack": _asked(asked.pack, _("Rule pack"), PACK),
    }
    logins = [
        _asked(getattr(asked, key), who.capitalize(), key)
        for key, who in _whom().items()
    ]
    _refuse_wrong(given, logins)
    words_ = _passwords(asked.password_file)
    tables.migrate()
    try:
        unit = _unit(given)
        for (_key, role), login, password in zip(FIRST, logins, words_, strict=True):
            first_account(
                unit, username=login, name=login, password=password, roles=(role,)
            )
    except Refused as refusal:
        return asking.refused(refusal)
    return _said(unit, logins, words_, drawn=asked.password_file is None)


def _whom() -> dict[str, str]:
    return {
        "admin": _("login name of the system administrator"),
        "security": _("login name of the security administrator"),
        "auditor": _("login name of the auditor"),
    }


def _asked(given: str | None, label: str, default: str = "") -> str:
    """The flag, or the answer to a question where somebody can be asked."""
    if given is None and _somebody_there():
        shown = f"{label} [{default}]: " if default else f"{label}: "
        given = input(shown).strip()
    if not (given or default):
        raise Wrong(
            _("Not given: %(what)s") % {"what": label}, _("See: greenlane init --help")
        )
    return given or default


def _somebody_there() -> bool:
    return sys.stdin.isatty() and "--json" not in sys.argv


def _refuse_wrong(given: dict[str, str], logins: list[str]) -> None:
    if given["timezone"] not in available_timezones():
        raise Wrong(_("There is no time zone %(name)s.") % {"name": given["timezone"]})
    if given["pack"] not in packs.names():
        known = ", ".join(packs.names())
        raise Wrong(
            _("There is no rule pack %(name)s.") % {"name": given["pack"]}, known
        )
    code = given["code"]
    plain = code.isascii() and code.isalnum() and code == code.upper()
    if not plain or not code[0].isalpha() or len(code) > 8:
        raise Wrong(_("A code is 1 to 8 capital letters and digits: %(code)s") % given)
    if len(set(logins)) < len(logins):
        raise Wrong(_("The three administrators are three people."))


def _passwords(file: Path | None) -> list[str]:
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise Wrong(str(error)) from error
        if len(lines) < len(FIRST) or min(map(len, lines[: len(FIRST)])) < 10:
            raise Wrong(_("Three lines of at least ten characters are wanted."))
        return lines[: len(FIRST)]
    draw: Callable[[], str] = lambda: secrets.token_urlsafe(12)  # noqa: E731
    if not _somebody_there():
        return [draw() for _each in FIRST]
    ask = _("Password of %(who)s (empty: one is drawn): ")
    return [getpass(ask % {"who": key}) or draw() for key, _role in FIRST]


def _unit(given: dict[str, str]) -> Unit:
    """The first unit; a founding that was broken off goes on where it stopped."""
    stands = Unit.objects.filter(code=given["code"], parent=None).first()
    if stands is not None and not Account.objects.exists():
        return stands
    return first_unit(
        code=given["code"],
        name_zh=given["name_zh"],
        name_en=given["name_en"],
        timezone=given["timezone"],
        pack=given["pack"],
    )


def _said(unit: Unit, logins: list[str], words_: list[str], *, drawn: bool) -> Said:
    accounts = [
        {"username": login, "role": role, **({"password": word} if drawn else {})}
        for login, (_key, role), word in zip(logins, FIRST, words_, strict=True)
    ]
    lines = [_("The unit %(code)s stands.") % {"code": unit.code}]
    if drawn:
        lines.append(_("These passwords are said once; give each to its person:"))
    lines += ["  " + "  ".join(map(str, each.values())) for each in accounts]
    lines.append(_("Next: greenlane doctor, then greenlane serve"))
    return Said({"unit": unit.code, "accounts": accounts}, lines)
