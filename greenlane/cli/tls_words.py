"""Why a certificate cannot be made or served, and the next step, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.cli.saying import Wrong
from greenlane.core.tls.faults import TlsFault

_RENEW = _("Make another: greenlane cert --renew")
WORDS: dict[str, tuple[Promise, Promise]] = {
    "host-bad": (
        _("No certificate can name this host: %(host)s"),
        _("Give a name or an IP address alone, without https:// and without a port."),
    ),
    "hosts-many": (
        _("A certificate names at most %(most)s hosts."),
        _("Leave out what nobody types."),
    ),
    "host-outside-ca": (
        _("The CA of this house may not speak for: %(hosts)s"),
        _(
            "Choose a private address or a name it knows; or greenlane cert --new-ca,"
            " and every telephone installs the new CA."
        ),
    ),
    "cert-there": (
        _("%(file)s is there already, and was left as it is."),
        _RENEW,
    ),
    "cert-none": (_("There is no certificate yet."), _("Run: greenlane cert")),
    "ca-none": (
        _("There is no local CA to give away."),
        _("Run: greenlane cert, or leave --ca-port out."),
    ),
    "ca-expired": (
        _("The CA of this house ended on %(day)s."),
        _("greenlane cert --new-ca; then every telephone installs the new CA."),
    ),
    "ca-key-away": (
        _("The key of the CA is not here: %(file)s"),
        _("Bring it back for as long as it takes to sign, with mode 600."),
    ),
    "tls-file-unreadable": (
        _("%(file)s cannot be read: %(why)s"),
        _("Name a file that the account of the service may read."),
    ),
    "tls-cert-unreadable": (
        _("There is no certificate in PEM in %(file)s."),
        _("--cert takes the certificate, with those between it and the CA below it."),
    ),
    "tls-key-unreadable": (
        _("There is no private key in PEM, without a passphrase, in %(file)s."),
        _("Take the passphrase off: nobody is there to type it when the house opens."),
    ),
    "tls-key-open": (
        _("Others on this machine can read %(file)s."),
        _("chmod 600 it, and think of it as known to others."),
    ),
    "tls-pair-wrong": (
        _("%(file)s and %(key)s do not belong together."),
        _("Name both files of one pair, or make one: greenlane cert --renew"),
    ),
    "tls-not-yet": (
        _("The certificate in %(file)s is valid from %(day)s on only."),
        _("Look at the clock of this machine: date"),
    ),
    "tls-expired": (_("The certificate in %(file)s ended on %(day)s."), _RENEW),
    "tls-unfit": (_("TLS cannot use %(file)s: %(why)s"), _RENEW),
    "tls-half": (
        _("A certificate needs its key, and a key its certificate."),
        _("Give --cert FILE and --key FILE, or --cert auto alone."),
    ),
    "ca-port-alone": (
        _("--ca-port helps people to trust a certificate, and none is served."),
        _("Give --cert as well; behind a proxy the proxy shows /ca."),
    ),
    "port-taken": (
        _("Nothing can listen on %(where)s: %(why)s"),
        _(
            "Choose another port. Below 1024 the service needs"
            " CAP_NET_BIND_SERVICE, as in the unit of the installation page."
        ),
    ),
    "proxy-bad": (
        _("GREENLANE_TRUSTED_PROXIES names no address and no network: %(what)s"),
        _("Addresses and networks with commas, such as 127.0.0.1,10.1.2.0/24."),
    ),
}
_NOTHING = dict.fromkeys(
    ("host", "most", "hosts", "file", "day", "why", "key", "what", "where"), ""
)


def sentence(fault: TlsFault) -> tuple[str, str]:
    """(what is wrong, the next step)."""
    says, step = WORDS[fault.code]
    return str(says) % {**_NOTHING, **fault.facts}, str(step)


@contextmanager
def tls_said_plainly() -> Iterator[None]:
    """What does not fit, and what the disk refuses, is an answer like any other."""
    try:
        yield
    except TlsFault as fault:
        raise Wrong(*sentence(fault), code=fault.code) from fault
    except OSError as error:
        raise Wrong(str(error), code="disk") from error
