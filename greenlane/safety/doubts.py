"""What of the rules nobody has confirmed yet: said wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from greenlane.core.choices import titled
from greenlane.core.packs import Pack, unverified
from greenlane.core.texts import listed
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Evidence, Ticket
from greenlane.work.models import Order

# A translation of this project is no rule, and what a list is called is none either.
NO_RULE = ("title_zh",)


def open_form(pack: Pack, kind: str) -> bool:
    """Whether anything that the pack says of this form is unconfirmed."""
    return _open(pack, (f"tickets.{kind}.{w}" for w in pack.under(f"tickets.{kind}")))


def open_reading(pack: Pack, kind: str) -> bool:
    """The same for the limits of a reading."""
    return _open(pack, (f"readings.{kind}.{end}" for end in ("min", "max", "answer")))


def open_paper(pack: Pack, kind: str) -> bool:
    return _open(pack, (f"papers.{kind}.due", f"papers.{kind}.owed_from_start"))


def _open(pack: Pack, keys: Iterable[str]) -> bool:
    return any(
        key in pack.values and not pack.value(key).verified
        for key in keys
        if not key.endswith(NO_RULE)
    )


def marked(title: str, doubt: bool) -> str:
    """In a list: the shortest note there is."""
    return _("%(what)s (not confirmed)") % {"what": title} if doubt else title


def form_said(order: Order, kind: str) -> str:
    """What the order's own pack calls the form, with the note in full."""
    pack = pack_of(order)
    title = titled(pack, f"tickets.{kind}")
    if not open_form(pack, kind):
        return title
    return _("%(what)s (not confirmed: ask your utility)") % {"what": title}


def role_said(order: Order, role: str) -> str:
    """What the order's pack calls this role on a document, where it does."""
    pack = pack_of(order)
    known = role in pack.under("roles")
    return titled(pack, f"roles.{role}") if known else ""


def rules_said(order: Order) -> str:
    """Whose rules the order runs on, and how many of them nobody has confirmed."""
    return pack_said(pack_of(order))


def pack_said(pack: Pack) -> str:
    left = len(unverified(pack))
    told = {
        "pack": f"{pack.name} {pack.version}",
        "open": left,
        "all": len(pack.values),
    }
    if not left:
        return _("%(pack)s, every value confirmed") % told
    return (
        _("%(pack)s, %(open)s of %(all)s values not confirmed: ask your utility") % told
    )


def notes(row: Any) -> tuple[str, ...]:
    """What whoever signs this document should know of the rules behind it."""
    if isinstance(row, Ticket):
        return form_said(row.order, row.kind), rules_said(row.order)
    if isinstance(row, Evidence):
        return _limits(row)
    return ()


def _limits(row: Evidence) -> tuple[str, ...]:
    pack = pack_of(row.order)
    judged = [each.what for each in row.lines.exclude(limit_key="").order_by("id")]
    kinds = [kind for kind in dict.fromkeys(judged) if open_reading(pack, kind)]
    if not kinds:
        return ()
    told = {"what": listed(titled(pack, f"readings.{kind}") for kind in kinds)}
    return (_("Limits not confirmed, ask your utility: %(what)s") % told,)
