"""How people come in: HTTPS or not, until when, under which names, through whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from greenlane.cli import tls_words
from greenlane.cli.checks.finding import Check, broken, warning, well
from greenlane.core import clock
from greenlane.core.tls import folder, names
from greenlane.core.tls.faults import TlsFault
from greenlane.core.tls.pair import Pair
from greenlane.server.entrance import AUTO, asked_pair, trusted_proxies

CA_SOON = timedelta(days=400)  # a certificate signed now would be cut short


def https() -> Iterator[Check]:
    """Phones, passkeys and pages without a network need it."""
    try:
        found = asked_pair(settings.CERT, settings.KEY)
    except TlsFault as fault:
        yield broken("https", *tls_words.sentence(fault))
        return
    if found is not None:
        yield from _served(found)
    elif settings.HTTPS:
        yield well("https", _("TLS ends in front of this server (GREENLANE_HTTPS=1)"))
    elif folder.path(folder.CERT).exists():
        mend = _("Set GREENLANE_CERT=auto, or serve with --cert auto.")
        yield warning("https", _("there is a certificate, and it is not used"), mend)
    else:
        says = _("no HTTPS: passkeys and pages without a network need it")
        mend = _("Run: greenlane cert; then greenlane serve --cert auto")
        yield warning("https", says, mend)


def _served(found: Pair) -> Iterator[Check]:
    day = {"day": f"{found.ends_at:%Y-%m-%d}", "hosts": " ".join(found.hosts)}
    if found.ends_soon(clock.wall()):
        mend = _("Bring a new one to the same files; it is taken up within a minute.")
        if settings.CERT == AUTO:
            mend = _("Run: greenlane cert --renew; it is taken up within a minute.")
        yield warning("https", _("the certificate ends on %(day)s") % day, mend)
    else:
        says = _("the certificate ends on %(day)s; for %(hosts)s")
        yield well("https", says % day)
    asked = [each for each in _hosts_asked() if not names.covered(each, found.hosts)]
    if asked:
        says = _("GREENLANE_HOSTS names what the certificate does not: %(hosts)s")
        mend = _("greenlane cert --renew, with --host for every name")
        yield warning("https", says % {"hosts": ", ".join(asked)}, mend)


def _hosts_asked() -> list[str]:
    """Without those for a whole domain, which stand for no one name."""
    return [each for each in settings.ALLOWED_HOSTS if each and each[0] not in "*."]


def hosts() -> Iterator[Check]:
    if "*" in settings.ALLOWED_HOSTS:
        mend = _("Set GREENLANE_HOSTS to the names that people type, with commas.")
        yield warning("hosts", _("this server answers to every name"), mend)
    else:
        yield well("hosts", ", ".join(settings.ALLOWED_HOSTS))


def proxies() -> Iterator[Check]:
    """Without them everybody behind a proxy shares one limit of wrong logins."""
    try:
        listed = trusted_proxies()
    except TlsFault as fault:
        yield broken("proxies", *tls_words.sentence(fault))
        return
    behind = settings.HTTPS and not settings.CERT
    if behind and not listed:
        says = _("no proxy is believed: all who come through it count as one address")
        mend = _("Set GREENLANE_TRUSTED_PROXIES to its address, such as 127.0.0.1")
        yield warning("proxies", says, mend)
    elif listed:
        says = _("believed for whom they ask: %(who)s") % {"who": ", ".join(listed)}
        yield well("proxies", says)


def ca() -> Iterator[Check]:
    """The own CA, where there is one: how long it lasts, and who can read its key."""
    try:
        found = folder.ca()
    except TlsFault as fault:
        yield broken("ca", *tls_words.sentence(fault))
        return
    if found is None:
        return
    for name in (folder.CA_KEY, folder.KEY):
        if (file := folder.path(name)).exists() and folder.is_open(file):
            yield broken("ca", *tls_words.sentence(TlsFault("tls-key-open", file=file)))
    ends_at = found.not_valid_after_utc
    says = _("the local CA ends on %(day)s") % {"day": f"{ends_at:%Y-%m-%d}"}
    if ends_at - clock.wall() < CA_SOON:
        mend = _("greenlane cert --new-ca; then every telephone installs the new CA.")
        yield warning("ca", says, mend)
    else:
        yield well("ca", says)


CHECKS = (https, hosts, proxies, ca)
