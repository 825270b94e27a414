"""The house gets a certificate of its own, and a local CA that telephones can trust."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli.saying import FOUND, OK, Said, Wrong
from greenlane.cli.tls_words import tls_said_plainly
from greenlane.core import clock
from greenlane.core.tls import folder, making, names, pair
from greenlane.core.tls.handed import Handed
from greenlane.core.tls.making import Made

SAYS = gettext_lazy("Make or renew the certificate of this machine, by a local CA.")


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument(
        "--host",
        action="append",
        metavar="HOST",
        help=_("name or IP address that people type; again for each (else: found)"),
    )
    own.add_argument(
        "--renew",
        action="store_true",
        help=_("another certificate of the same CA; telephones notice nothing"),
    )
    own.add_argument(
        "--when-due",
        action="store_true",
        help=_("with --renew: only if it ends within 30 days"),
    )
    own.add_argument(
        "--new-ca",
        action="store_true",
        help=_("begin anew: every telephone has to install the new CA"),
    )


def run(asked: argparse.Namespace) -> Said:
    if (asked.when_due and not asked.renew) or (asked.renew and asked.new_ca):
        raise Wrong(_("These do not go together."), _("See: greenlane cert --help"))
    with tls_said_plainly():
        given = names.with_here(names.hosts(asked.host)) if asked.host else None
        stands = making.standing()
        if asked.new_ca:
            return _said(making.anew(given, now=clock.wall()), did=True)
        if asked.renew:
            return _renewed(given, stands, when_due=asked.when_due)
        if stands and not given:
            return _said(stands, did=False)
        hosts = given or names.with_here(names.found())
        return _said(making.first(hosts, now=clock.wall()), did=True)


def _renewed(given: names.Hosts | None, stands: Made | None, *, when_due: bool) -> Said:
    now = clock.wall()
    if when_due and stands and not given:
        ends_at = stands.certificate.not_valid_after_utc
        if ends_at - now >= pair.SOON:
            return _said(stands, did=False)
    return _said(making.renewed(given, now=now), did=True)


def _said(made: Made, *, did: bool) -> Said:
    hosts = list(names.of(made.certificate))
    ends_at = made.certificate.not_valid_after_utc
    soon = not did and ends_at - clock.wall() < pair.SOON
    ca = Handed(made.ca)
    data = {
        "made": did,
        "new_ca": made.is_new_ca,
        "replaced": list(map(str, made.replaced)),
        "hosts": hosts,
        "ends_at": ends_at.isoformat(),
        "cert": str(folder.path(folder.CERT)),
        "key": str(folder.path(folder.KEY)),
        "ca": str(folder.path(folder.CA)),
        "ca_sha256": ":".join(ca.print),
        "ca_ends_at": ca.ends_at.isoformat(),
    }
    lines = [*_what(made, did=did), *_both(made, ca, hosts), *_next(made, did, soon)]
    return Said(data, lines, FOUND if soon else OK)


def _what(made: Made, *, did: bool) -> list[str]:
    lines = [_("Replaced: %(file)s") % {"file": each} for each in made.replaced]
    if not did:
        lines.append(_("Nothing was changed; this is what stands:"))
    elif made.is_new_ca and made.replaced:
        lines.append(_("A new CA. Telephones that trusted the old one take it off."))
    return lines


def _both(made: Made, ca: Handed, hosts: list[str]) -> list[str]:
    told = {
        "hosts": " ".join(hosts),
        "day": f"{made.certificate.not_valid_after_utc:%Y-%m-%d}",
        "ca_day": f"{ca.ends_at:%Y-%m-%d}",
        "folder": folder.path(folder.CERT).parent,
        "name": ca.name,
    }
    return [
        _("Certificate for: %(hosts)s") % told,
        _("It ends on %(day)s; both it and its key lie in %(folder)s") % told,
        _("Signed by %(name)s, which ends on %(ca_day)s. Its SHA-256:") % told,
        *(f"  {line}" for line in ca.print_lines),
    ]


def _next(made: Made, did: bool, soon: bool) -> list[str]:
    if soon:
        return [_("It ends soon. Make another: greenlane cert --renew")]
    if not did:
        return []
    if made.replaced:
        return [
            _("A running server takes it up within a minute; a proxy has to be told.")
        ]
    return [
        _("Next: greenlane serve --cert auto --ca-port 8080"),
        _("Telephones then read /ca there; the fingerprint has to be the one above."),
    ]
