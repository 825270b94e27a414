"""Of the house itself: units, rule pack, the three administrators, days, backup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.board.company.lines import Line, Looking, doing
from greenlane.core import last_backup
from greenlane.core.actors import apart, role_label
from greenlane.core.calendar import WorkingDays
from greenlane.core.models import Factor, Grant, Holiday, Unit
from greenlane.core.packs import BadPack, Pack
from greenlane.core.texts import listed
from greenlane.safety.doubts import pack_said

ANNOUNCED_BY = 12  # the month by which next year's days are known
HOUR = timedelta(hours=1)


def lines(looking: Looking) -> Iterator[Line]:
    yield _units(looking)
    yield _pack(looking)
    yield _offices(looking)
    yield from _days(looking)
    yield _backup(looking)


def _units(looking: Looking) -> Line:
    count = len(looking.units)
    says = ngettext("%(n)s unit: %(name)s", "%(n)s units below %(name)s", count)
    told = says % {"n": count, "name": looking.unit}
    acts, who = doing(looking, "core.add_unit")
    where = reverse("board:units")
    return Line("units", _("Units"), "done", told, where, acts, who)


def _pack(looking: Looking) -> Line:
    bare = [unit.code for unit in looking.units if unit.pack_id is None]
    acts, who = doing(looking, "core.pin_pack")
    if bare:
        says = _("Without a rule pack nothing is released: %(units)s")
        told = says % {"units": listed(bare)}
        return Line("pack", _("Rule pack"), "missing", told, "", acts, who)
    told = _rules(looking.unit)
    return Line("pack", _("Rule pack"), "done", told, reverse("board:units"))


def _rules(unit: Unit) -> str:
    """The pack, and how much of it nobody has confirmed."""
    try:
        return pack_said(Pack.from_text(unit.pack.text)) if unit.pack else ""
    except BadPack:  # the doctor says what is wrong with it
        return str(unit.pack)


def _offices(looking: Looking) -> Line:
    """Three people who watch each other, each with a second proof at login."""
    rows = Grant.objects.filter(
        role__in=apart(), revoked_at__isnull=True, account__is_active=True
    )
    parts = looking.unit.path.rstrip(".").split(".")
    over = [".".join(parts[: n + 1]) + "." for n in range(len(parts))]
    held = list(rows.filter(unit__path__in=over).values_list("role", "account"))
    open_ = sorted(apart() - {role for role, _account in held})
    acts, who = doing(looking, "core.grant_role")
    title = _("Three administrators")
    if open_:
        roles = listed(role_label(role) for role in open_)
        told = _("Nobody is: %(roles)s") % {"roles": roles}
        return Line("offices", title, "missing", told, "", acts, who)
    accounts = {account for _role, account in held}
    proofs = Factor.objects.filter(account__in=accounts, removed_at__isnull=True)
    proved = set(proofs.values_list("account", flat=True))
    if bare := len(accounts - proved):
        told = ngettext(
            "%(n)s of them comes in by the password alone",
            "%(n)s of them come in by the password alone",
            bare,
        ) % {"n": bare}
        where = reverse("desk:proofs")
        return Line("offices", title, "soon", told, where, who=_("each for himself"))
    return Line("offices", title, "done", _("Three people, each with a second proof"))


def _days(looking: Looking) -> Iterator[Line]:
    """The days of this year and the next: announced, or set by hand, or a guess."""
    this, unit = looking.now.year, looking.unit
    days = WorkingDays(unit.country)
    rows = Holiday.objects.filter(unit=unit, day__year__in=(this, this + 1))
    own = [day.year for day in rows.values_list("day", flat=True)]
    for year in (this, this + 1):
        title = _("Holidays of %(year)s") % {"year": year}
        where = f"{reverse('board:calendar')}?unit={unit.code}&year={year}"
        known, by_hand = days.known(year), own.count(year)
        if known or by_hand:
            told = _("As announced") if known else _("Set by hand")
            if by_hand:
                told = ngettext(
                    "%(told)s; %(n)s day set by the unit itself",
                    "%(told)s; %(n)s days set by the unit itself",
                    by_hand,
                ) % {"told": told, "n": by_hand}
            yield Line(f"days-{year}", title, "done", told, where)
            continue
        due = year == this or looking.now.month >= ANNOUNCED_BY
        told = _("Not announced yet: working days are a guess")
        acts, who = doing(looking, "core.set_holiday")
        state = "missing" if due else "soon"
        yield Line(f"days-{year}", title, state, told, where, acts, who)


def _backup(looking: Looking) -> Line:
    age, title = last_backup.age(), _("Backup")
    who = _("whoever runs the machine: greenlane backup")
    if age is None:
        told = _("This house was never backed up")
        return Line("backup", title, "missing", told, who=who)
    hours = age // HOUR
    told = ngettext(
        "The last one is %(n)s hour old", "The last one is %(n)s hours old", hours
    ) % {"n": hours}
    if last_backup.late():
        return Line("backup", title, "missing", told, who=who)
    return Line("backup", title, "done", told)
