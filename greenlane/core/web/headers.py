"""Strict headers on every answer: no inline script or style, no framing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; script-src 'self'; worker-src 'self'; style-src 'self';"
    " img-src 'self' data:; connect-src 'self'; font-src 'self'; object-src 'none';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def with_map(response: HttpResponse, origin: str) -> HttpResponse:
    """A page with a map may also ask the one server of tiles that is set, if any is.

    `origin` is scheme, host and port. Browsers that cannot unpack a tile by themselves
    make a picture of its bytes first, at an address of their own (blob:).
    """
    if origin:
        told = POLICY.replace("connect-src 'self'", f"connect-src 'self' {origin}")
        told = told.replace("img-src 'self' data:", "img-src 'self' data: blob:")
        response.headers["Content-Security-Policy"] = told
    return response


class SafeHeaders:
    """Sets what the browser must refuse on our behalf."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Permissions-Policy", "geolocation=(self)")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
