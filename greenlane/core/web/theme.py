"""Light, dark, or as the system has it: chosen for a browser, kept in its cookie.

By the account it would follow a person onto the telephone in the sun and the wall in
the dark room. Prints are light in any case (css/print.css).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

COOKIE = "greenlane_theme"
SYSTEM = "system"
THEMES = ("light", "dark", SYSTEM)
_YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(COOKIE, SYSTEM)
    return chosen if chosen in THEMES else SYSTEM


def keep(answer: HttpResponse, chosen: str, *, secure: bool) -> None:
    """Set the cookie; the system's own needs none, nor does what nobody knows."""
    if chosen in {"light", "dark"}:
        answer.set_cookie(
            COOKIE, chosen, _YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
