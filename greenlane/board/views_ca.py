"""The page on which a telephone gets the CA of this house, open to everybody."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from greenlane.board.sheets import qr
from greenlane.core.tls.handed import MEDIA, Handed, addresses, handed
from greenlane.core.web.access import OPEN, ruled
from greenlane.core.web.viewer import ViewerRequest

# No form here: the plain port takes nothing, so the language is in the address.
LANGUAGES = {"zh": "zh-hans", "en": "en"}
DEVICES = (
    ("HarmonyOS", "harmony"),
    ("Android", "android"),
    ("iPhone", "apple"),
    ("iPad", "apple"),
    ("Windows", "windows"),
    ("Linux", "linux"),
)


@ruled(OPEN, "GET")
@require_safe
def page(request: ViewerRequest) -> HttpResponse:
    """Fingerprint, file, address as a QR code, and what to press on which device."""
    ca, (here, house) = _ca(), addresses(request)
    spoken = LANGUAGES.get(request.GET.get("language", ""), translation.get_language())
    with translation.override(spoken):
        shown = {"ca": ca, "here": here, "house": house, "qr": qr.picture(here)}
        return render(request, "board/ca.html", {**shown, "device": _device(request)})


@ruled(OPEN, "GET")
@require_safe
def file(request: ViewerRequest, kind: str) -> HttpResponse:
    """The certificate of the CA, never a key: DER as .crt, or PEM."""
    ca = _ca()
    if kind not in MEDIA:
        raise Http404(kind)
    answer = HttpResponse(ca.content(kind), content_type=MEDIA[kind])
    answer["Content-Disposition"] = f'attachment; filename="greenlane-ca.{kind}"'
    return answer


def _device(request: ViewerRequest) -> str:
    """Which way to install is open when the page comes; the others fold."""
    agent = request.headers.get("User-Agent", "")
    return next((way for mark, way in DEVICES if mark in agent), "")


def _ca() -> Handed:
    found = handed()
    if found is None:
        raise Http404("ca-none")
    return found
