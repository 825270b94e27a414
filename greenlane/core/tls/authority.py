"""A CA of one house: it speaks for the hosts of that house and private networks alone.

Whoever steals its key cannot pose as a bank to the telephones that trust it.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from greenlane.core.tls.names import Address, Hosts

CA_DAYS = 3650
# Telephones of Apple take 825 days from a CA that was installed by hand, 398 from the
# public ones. With 397 no rule that is known today is in the way.
SERVER_DAYS = 397
EARLIER = timedelta(days=1)  # for telephones and servers whose clock is slow
PRIVATE_NAMES = ("localhost", "local", "internal", "home.arpa", "lan")
PRIVATE_NETWORKS = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "fc00::/7",
    "::1/128",
)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Keyed:
    """A certificate with its private key (ECDSA, P-256)."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def new_ca(hosts: Hosts, *, now: datetime) -> Keyed:
    """A new CA that may speak for these hosts, and for private names and networks."""
    key = ec.generate_private_key(ec.SECP256R1())
    first = next(iter(hosts))
    name = _called(f"Greenlane CA {first}"[:64])
    usage = _usage(certificate_sign=True, sign_crl=True)
    made = (
        _begun(name, name, key.public_key(), now=now)
        .not_valid_after(now + timedelta(days=CA_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(_subject_id(key), critical=False)
        # Not critical: a telephone that does not know the rule shall still take the
        # CA; all that know it keep it either way.
        .add_extension(_limits(hosts), critical=False)
    )
    return Keyed(made.sign(key, hashes.SHA256()), key)


def issue(ca: Keyed, hosts: Hosts, *, now: datetime) -> Keyed:
    """A new certificate with a new key for a server; it never outlives its CA."""
    key = ec.generate_private_key(ec.SECP256R1())
    ends = now - EARLIER + timedelta(days=SERVER_DAYS)
    told = [*map(x509.DNSName, hosts.names), *map(x509.IPAddress, hosts.addresses)]
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca.key.public_key())
    name = _called("Greenlane")
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    made = (
        _begun(name, ca.certificate.subject, key.public_key(), now=now)
        .not_valid_after(min(ends, ca.certificate.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(purpose, critical=False)
        .add_extension(x509.SubjectAlternativeName(told), critical=False)
        .add_extension(_subject_id(key), critical=False)
        .add_extension(signer, critical=False)
    )
    return Keyed(made.sign(ca.key, hashes.SHA256()), key)


def outside(ca: x509.Certificate, hosts: Hosts) -> list[str]:
    """The hosts for which this CA may not speak."""
    try:
        limits = ca.extensions.get_extension_for_class(x509.NameConstraints).value
    except x509.ExtensionNotFound:
        return []
    told = [each.value for each in limits.permitted_subtrees or ()]
    names = [each for each in told if isinstance(each, str)]
    networks = [each for each in told if isinstance(each, Network)]
    return [
        *(each for each in hosts.names if not _below(each, names)),
        *(str(a) for a in hosts.addresses if not any(a in net for net in networks)),
    ]


def _below(name: str, tops: list[str]) -> bool:
    return any(name == top or name.endswith("." + top) for top in tops)


def _limits(hosts: Hosts) -> x509.NameConstraints:
    names = dict.fromkeys([*PRIVATE_NAMES, *hosts.names])
    networks: dict[Network, None] = dict.fromkeys(
        map(ipaddress.ip_network, PRIVATE_NETWORKS)
    )
    for address in hosts.addresses:
        if not any(address in network for network in networks):
            networks[_alone(address)] = None
    permitted = [*map(x509.DNSName, names), *map(x509.IPAddress, networks)]
    return x509.NameConstraints(permitted, None)


def _alone(address: Address) -> Network:
    return ipaddress.ip_network(address)


def _begun(
    name: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    *,
    now: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
    )


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _subject_id(key: ec.EllipticCurvePrivateKey) -> x509.SubjectKeyIdentifier:
    return x509.SubjectKeyIdentifier.from_public_key(key.public_key())


def _usage(
    *,
    digital_signature: bool = False,
    certificate_sign: bool = False,
    sign_crl: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=certificate_sign,
        crl_sign=sign_crl,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
