"""Pages that only say no: what, and what to do next, in the reader's language."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from django.views import defaults

from greenlane.board.tests.looking import look
from greenlane.core import clock, guard
from greenlane.core.models import Grant


@pytest.mark.parametrize(
    ("language", "says", "do"),
    [
        ("en", "Something broke on our side.", "call the administrator"),
        ("zh-hans", "系统出了故障。", "管理员"),
    ],
)
def test_a_fault_needs_nothing_to_be_said(language, says, do):
    with translation.override(language):
        answer = defaults.server_error(RequestFactory().get("/"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert says in page
    assert do in page


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Your roles do not include this page."),
        ("zh-hans", "您的角色不能看这一页"),
    ],
)
def test_who_holds_no_role_is_told_whom_to_ask(cast, language, says):
    with guard.lifted():
        mine = Grant.objects.filter(account=cast.accounts["wang"])
        mine.update(revoked_at=clock.now())
    answer = look(cast, "/", language=language)
    assert answer.status_code == 403
    assert says in answer.content.decode()
    assert 'href="/"' in answer.content.decode()
