"""Which services a notice may go to, by how their address begins: an allow-list.

Each address is written as Apprise writes it. What is not named here is refused: a
parameter can turn an address to another host, switch the look at certificates off, or
name a file of this machine. What two readers could read in two ways is refused too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.notices.address import LONGEST, PLAIN, Address, BadAddress, read

WEBHOOK = "webhook"
PACKAGE = "apprise"
_WORD = re.compile(r"[A-Za-z0-9_-]+")
# A name, key or number of a service: it may come to stand in a path.
_PIECE = re.compile(r"[A-Za-z0-9+][A-Za-z0-9_.+=~@-]*")
_HOST = re.compile(r"[a-z0-9.-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# How mail is spoken, with the port where none is written: as Apprise has it.
_PORTS = {"ssl": 465, "starttls": 587, "insecure": 25}
_MODES = {"mailtos": "starttls", "mailto": "insecure"}


@dataclass(frozen=True)
class Service:
    """`schemes`: how an address begins. `host`: where it goes, whatever it holds.

    Without a host of its own (mail) it goes to the one that the address names. `takes`
    are the parameters it may have.
    """

    label: Promise
    schemes: tuple[str, ...]
    host: str = ""
    takes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Channel:
    """An address as it is kept: which service, and the host that lists may show.

    `port` and `mode` (how it is secured) are those of mail.
    """

    service: str
    host: str
    is_listed: bool
    port: int = 0
    mode: str = ""


SERVICES: dict[str, Service] = {
    WEBHOOK: Service(_("Webhook"), ("https", "http")),
    "mail": Service(
        _("E-mail"),
        ("mailtos", "mailto"),
        takes=frozenset({"to", "cc", "bcc", "from", "name", "mode", "user", "pass"}),
    ),
    "wecom": Service(_("WeCom"), ("wecombot",), "qyapi.weixin.qq.com"),
    "dingtalk": Service(
        _("DingTalk"), ("dingtalk",), "oapi.dingtalk.com", frozenset({"to", "secret"})
    ),
    "feishu": Service(_("Feishu"), ("feishu",), "open.feishu.cn"),
    "lark": Service(_("Lark"), ("lark",), "open.larksuite.com"),
    "twilio": Service(
        _("SMS by Twilio"), ("twilio",), "api.twilio.com", frozenset({"to", "from"})
    ),
    "sinch": Service(
        _("SMS by Sinch"), ("sinch",), "sms.api.sinch.com", frozenset({"to", "from"})
    ),
    "vonage": Service(
        _("SMS by Vonage"), ("vonage",), "rest.nexmo.com", frozenset({"to", "from"})
    ),
    "clicksend": Service(
        _("SMS by ClickSend"), ("clicksend",), "rest.clicksend.com", frozenset({"to"})
    ),
}
LABELS: dict[str, Promise] = {code: each.label for code, each in SERVICES.items()}
_BY_SCHEME = {
    scheme: code for code, each in SERVICES.items() for scheme in each.schemes
}
# A robot of a chat: its address holds a key, and perhaps a secret before it.
ROBOTS = frozenset({"wecom", "dingtalk", "feishu", "lark"})


def is_for_people(service: str) -> bool:
    """Whether a person reads it there: several may come in one, and a storm is braked.

    A webhook is read by a program, which is told each fact.
    """
    return service != WEBHOOK


def can_send(service: str) -> bool:
    """Whether the library for it is installed here. It is not loaded to find out."""
    return service == WEBHOOK or find_spec(PACKAGE) is not None


def channel(text: str) -> Channel:
    """Raises BadAddress, with the code of what is wrong."""
    code = _BY_SCHEME.get(text.partition(":")[0].lower(), "")
    if code == WEBHOOK:
        found = read(text)
        return Channel(WEBHOOK, found.host, found.is_listed)
    if not code:
        raise BadAddress("service-unknown")
    if not can_send(code):
        raise BadAddress("service-not-installed")
    return _of_service(code, SERVICES[code], text)


def _of_service(code: str, service: Service, text: str) -> Channel:
    parts, given = _taken_apart(text)
    if set(given) - service.takes:
        raise BadAddress("parameter-not-allowed")
    if not all(given.values()):
        raise BadAddress("parameter-empty")
    if service.host:
        _looked_at(code, text, parts.path)
        # Listed, the name may mean a machine of one's own that speaks the same form.
        of_its_own = Address(True, service.host, 443, "")
        return Channel(code, service.host, of_its_own.is_listed)
    return _of_mail(code, parts, given)


def _taken_apart(text: str) -> tuple[SplitResult, dict[str, str]]:
    """The address and its parameters; nothing that could be read in two ways."""
    if len(text) > LONGEST or not PLAIN.fullmatch(text) or "\\" in text or "#" in text:
        raise BadAddress("address-unreadable")
    if ";" in text or _CONTROL.search(unquote(unquote(text))):
        raise BadAddress("sign-not-allowed")
    try:
        parts = urlsplit(text)
        asked = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError as error:
        raise BadAddress("address-unreadable") from error
    is_odd = text.count("?") > bool(asked) or parts.netloc.count("@") > 1
    if is_odd or len(dict(asked)) < len(asked):
        raise BadAddress("address-unreadable")
    return parts, dict(asked)


def _of_mail(code: str, parts: SplitResult, given: dict[str, str]) -> Channel:
    mode = given.get("mode", _MODES[parts.scheme])
    try:
        port = parts.port or _PORTS[mode]
    except (ValueError, KeyError) as error:
        raise BadAddress("address-unreadable") from error
    host = (parts.hostname or "").rstrip(".")
    if not _HOST.fullmatch(host) or parts.path.strip("/"):
        raise BadAddress("address-unreadable")
    secure = parts.scheme == "mailtos" and mode != "insecure"
    found = Address(secure, host, port, "")
    if not secure and not found.is_listed:
        raise BadAddress("address-not-secure")
    found.must_not_be_inside()
    return Channel(code, found.host, found.is_listed, port, mode)


def _looked_at(code: str, text: str, path: str) -> None:
    """The key of a robot stands where a host would; it may be written in capitals."""
    key = text.partition("://")[2].partition("?")[0].partition("/")[0]
    if code in ROBOTS and not _WORD.fullmatch(key.rpartition("@")[2]):
        raise BadAddress("address-unreadable")
    if code in {"wecom", "feishu", "lark"} and ("@" in key or path.strip("/")):
        raise BadAddress("address-unreadable")
    pieces = [*re.split("[:@]", key), *filter(None, path.split("/"))]
    if not all(_PIECE.fullmatch(unquote(each)) for each in pieces):
        raise BadAddress("address-unreadable")
