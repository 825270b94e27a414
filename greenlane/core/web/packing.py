"""Pages and answers are packed on their way: a telephone has a narrow line."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from greenlane.core.packed import asked_for

TEXTS = frozenset(
    {
        "text/html", "text/plain", "text/csv", "text/javascript", "image/svg+xml",
        "application/json", "application/problem+json", "application/geo+json",
        "application/manifest+json",
    }
)  # fmt: skip


class Packing(GZipMiddleware):
    """Django's own, which hides the length of what is secret behind random bytes.

    Only for text that is there as a whole: pictures, archives and pieces of files stay
    as they are. Whoever refuses gzip by name (`q=0`) gets none.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if response.streaming or response.status_code != 200 or kind not in TEXTS:
            return response
        if not asked_for(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)
