"""What breaks is answered, and its cause is written where somebody looks."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from structlog.testing import capture_logs

from greenlane import urls
from greenlane.core.web.access import OPEN, ruled
from greenlane.urls import handler500

__all__ = ["handler500", "urlpatterns"]


@ruled(OPEN, "GET")
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the cause")


urlpatterns = [
    path("orders/broken", broken),
    path("api/v1/broken", broken),
    *urls.urlpatterns,
]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/orders/broken", "/api/v1/broken"])
def test_the_cause_of_a_fault_is_logged(client, address):
    client.raise_request_exception = False
    with capture_logs() as logs:
        answer = client.get(address)
    assert answer.status_code == 500
    [line] = [each for each in logs if each["event"] == "fault"]
    assert (line["path"], str(line["exc_info"])) == (address, "the cause")
