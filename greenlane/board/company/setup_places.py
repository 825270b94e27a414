"""Of places: the sites that may call, and the depots that crews start from."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.board.company.acts import Act
from greenlane.board.company.lines import Line, Looking, doing
from greenlane.places.models import Depot, Site, SupplyPoint


def lines(looking: Looking) -> Iterator[Line]:
    yield _sites(looking)
    yield _depots(looking)


def _sites(looking: Looking) -> Line:
    """A site without a supply point cannot be given light."""
    rows = Site.objects.filter(unit__in=looking.units)
    pointed = SupplyPoint.objects.filter(unit__in=looking.units).values("site")
    counts = rows.aggregate(
        all=Count("pk"), bare=Count("pk", filter=~Q(pk__in=pointed))
    )
    acts, who = doing(looking, "places.add_site")
    if acts:
        acts.append(Act(_("Take in a table"), reverse("desk:table", args=["sites"])))
    title, where = _("Sites"), f"{reverse('board:sites')}?unit={looking.unit.code}"
    if not counts["all"]:
        told = _("No site yet; a request can bring the first")
        return Line("sites", title, "soon", told, where, acts, who)
    says = ngettext("%(n)s site", "%(n)s sites", counts["all"])
    told = says % {"n": counts["all"]}
    if counts["bare"]:
        without = ngettext(
            "%(sites)s, %(n)s without a supply point",
            "%(sites)s, %(n)s without a supply point",
            counts["bare"],
        )
        told = without % {"sites": told, "n": counts["bare"]}
    state = "soon" if counts["bare"] else "done"
    return Line("sites", title, state, told, where, acts, who)


def _depots(looking: Looking) -> Line:
    """Without a position nobody can reckon the way from there."""
    rows = Depot.objects.filter(unit__in=looking.units, closed_at__isnull=True)
    unplaced = Q(longitude__isnull=True) | Q(latitude__isnull=True)
    counts = rows.aggregate(all=Count("pk"), bare=Count("pk", filter=unplaced))
    acts, who = doing(looking, "places.add_depot")
    title, where = _("Depots"), f"{reverse('board:depots')}?unit={looking.unit.code}"
    if not counts["all"]:
        told = _("No depot yet: nobody knows where crews start from")
        return Line("depots", title, "missing", told, where, acts, who)
    says = ngettext("%(n)s depot", "%(n)s depots", counts["all"])
    told = says % {"n": counts["all"]}
    if counts["bare"]:
        without = ngettext(
            "%(depots)s, %(n)s without a position",
            "%(depots)s, %(n)s without a position",
            counts["bare"],
        )
        told = without % {"depots": told, "n": counts["bare"]}
    state = "soon" if counts["bare"] else "done"
    return Line("depots", title, state, told, where, acts, who)
