"""The rules: gates stand, packs are confirmed, the calendar of the year is known."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from greenlane.cli.checks.finding import Check, broken, warning, well
from greenlane.core import clock, packs
from greenlane.core.calendar import WorkingDays
from greenlane.core.gatewalk import gates, guards
from greenlane.core.models import PackVersion, Unit
from greenlane.core.packs import BadPack, Pack
from greenlane.safety.acts import ACTS

ANNOUNCED_BY = 12  # the month by which next year's days are known


def gates_stand() -> Iterator[Check]:
    """An act without a gate is refused: safe, and useless."""
    mend = _("Nothing is released until this is mended; install Greenlane anew.")
    try:
        listed, guarded = gates(), guards()
    except Exception as error:
        yield broken("gates", repr(error), mend)
        return
    bare = sorted(ACTS - set(guarded))
    if bare or not listed:
        says = _("no gate guards: %(acts)s") % {"acts": ", ".join(bare) or "–"}
        yield broken("gates", says, mend)
    else:
        told = {"gates": len(listed), "acts": len(guarded)}
        yield well("gates", _("%(gates)s gates guard %(acts)s acts") % told)


def pinned_packs() -> Iterator[Check]:
    for unit in Unit.objects.filter(pack=None, is_drill=False):
        says = _("%(unit)s has no rule pack") % {"unit": unit.code}
        mend = _("Pin one: core.pin_pack")
        yield broken("packs", says, mend)
    live = Unit.objects.filter(is_drill=False).values("pack")
    for row in PackVersion.objects.filter(pk__in=live):
        try:
            yield _confirmed(Pack.from_text(row.text))
        except BadPack as bad:
            yield broken("packs", f"{row}: {bad}", _("Pin a newer version."))


def _confirmed(pack: Pack) -> Check:
    told = {"pack": f"{pack.name} {pack.version}", "all": len(pack.values)}
    told["open"] = len(packs.unverified(pack))
    if not told["open"]:
        return well("packs", _("%(pack)s: all %(all)s values are confirmed") % told)
    says = _("%(pack)s: %(open)s of %(all)s values are not confirmed yet") % told
    return warning("packs", says, _("Have the utility confirm each, then pin anew."))


def calendar() -> Iterator[Check]:
    today = clock.wall()
    due = [today.year, today.year + 1][: 2 if today.month >= ANNOUNCED_BY else 1]
    for country in sorted(set(Unit.objects.values_list("country", flat=True))):
        days = WorkingDays(country)
        unknown = [year for year in due if not days.known(year)]
        later = today.year + 1 not in due and not days.known(today.year + 1)
        told = {"country": country, "years": ", ".join(map(str, unknown))}
        if unknown:
            says = _("%(country)s has not announced %(years)s: its days are a guess")
            mend = _("Set moved days by hand: core.set_holiday; update Greenlane.")
            yield warning("calendar", says % told, mend)
        elif later:
            yield well(
                "calendar", _("%(country)s: next year is not announced yet") % told
            )
        else:
            yield well("calendar", _("%(country)s: this year and the next") % told)


CHECKS = (gates_stand, pinned_packs, calendar)
