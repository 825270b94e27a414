"""A table comes in by page: looked at, then taken in, for those who may."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from greenlane.core.sheets import writing
from greenlane.desk import carried
from greenlane.desk.tests.pages import Form, Hand
from greenlane.places.models import Site
from greenlane.workforce.models import Person
from tests.census import census

PAGE = "/import/people"
HEADS = ["工号", "中文姓名", "人员类别"]


def send(hand, *lines, page=PAGE, heads=HEADS):
    file = SimpleUploadedFile("people.csv", writing.as_csv([heads, *lines]))
    return hand.client.post(page, {"file": file})


def packed_in(shown):
    text = shown.content.decode()
    return Form(text[: text.index("enctype")]).data


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_good_table_is_looked_at_then_taken_in_once(cast, language):
    hand = Hand("root", language=language)
    before = census()
    shown = send(hand, ["P-1", "甲", "Office"], ["P-2", "乙", "办公室人员"])
    assert shown.status_code == 200
    assert census() == before
    sent = packed_in(shown)
    for _press in range(2):  # the button pressed twice is one import
        done = hand.client.post(PAGE, sent)
        assert (done.status_code, done["Location"]) == (303, PAGE)
    assert Person.objects.filter(staff_number__startswith="P-").count() == 2


def test_everything_wrong_stands_in_a_table_of_places(cast):
    shown = send(Hand("root"), ["P-1", "甲", "医生"], ["", "乙", "Office"])
    assert shown.status_code == 422
    text = shown.content.decode()
    for piece in ("row 2, column C (人员类别)", "row 3, column A (工号)", "required"):
        assert piece in text
    assert 'name="rows"' not in text


def test_what_stands_in_a_cell_is_inert_on_the_page(cast):
    heads = [*HEADS, "<script>alert(1)</script>"]
    shown = send(Hand("root"), ["P-1", "甲", "Office", "x"], heads=heads)
    assert b"<script>alert" not in shown.content


def test_no_file_and_no_table_are_refused_with_the_next_step(cast):
    hand = Hand("root")
    assert b"import-empty" in hand.client.post(PAGE, {}).content
    file = SimpleUploadedFile("x.csv", b"\x89PNG\r\n\x1a\n" + b"0" * 99)
    shown = hand.client.post(PAGE, {"file": file})
    assert (shown.status_code, b"import-type" in shown.content) == (422, True)


BOMB = base64.b64encode(zlib.compress(b"[" + b" " * 40_000_000 + b"]")).decode()
DEEP = base64.b64encode(zlib.compress(b"[" * 100_000)).decode()


STRANGE = carried.pack([{"x": "1"}])


@pytest.mark.parametrize(
    "packed", ["", "%%%", "AAAA", BOMB, DEEP, carried.pack([]), STRANGE]
)
def test_rows_that_were_not_packed_here_are_refused(cast, packed):
    before = census()
    shown = Hand("root").client.post(PAGE, {"rows": packed})
    assert shown.status_code == 422
    assert census() == before


def test_what_is_packed_is_judged_anew(cast):
    rows = [{"staff_number": "P-1", "name_zh": "甲", "pool": "doctor"}]
    shown = Hand("root").client.post(PAGE, {"rows": carried.pack(rows)})
    assert shown.status_code == 422
    assert not Person.objects.filter(staff_number="P-1").exists()


def test_rows_travel_unchanged():
    rows = [{"name_zh": "张三 <&>", "phone": "=1+1"}]
    assert carried.unpack(carried.pack(rows)) == rows
    noise = [{"name": base64.b64encode(bytes([n % 251] * 9)).decode() + str(n * n)}
             for n in range(200_000)]  # fmt: skip
    assert carried.pack(noise) == "" or len(json.dumps(noise)) < 10**6


def test_the_page_is_for_those_who_may_do_the_single_verb(cast):
    assert Hand("liu").client.get(PAGE).status_code == 403
    assert Hand("root").client.get("/import/sites").status_code == 403
    assert Hand("wang").client.get("/import/sites").status_code == 200
    assert Hand("root").client.get("/import/horses").status_code == 404


def test_whoever_is_not_logged_in_is_asked_to(client, db):
    assert client.get(PAGE)["Location"] == f"/login?next={PAGE}"
    assert client.get(f"{PAGE}/zh.csv").status_code == 302


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_templates_are_offered(cast, language, kind):
    found = Hand("root").client.get(f"{PAGE}/{language}.{kind}")
    assert found.status_code == 200
    assert "attachment" in found["Content-Disposition"]
    assert found.content.startswith(b"PK" if kind == "xlsx" else b"\xef\xbb\xbf")
    assert f"{PAGE}/{language}.{kind}" in Hand("root").client.get(PAGE).content.decode()


def test_the_house_names_the_tables_of_the_viewer(cast):
    assert PAGE in Hand("root").client.get("/do").content.decode()
    assert PAGE not in Hand("wang").client.get("/do").content.decode()


def test_sites_come_in_by_page(cast):
    hand = Hand("wang")
    heads = ["站点编号", "中文名称", "供电点"]
    shown = send(hand, ["S-9", "学校", "食堂"], page="/import/sites", heads=heads)
    assert hand.client.post("/import/sites", packed_in(shown)).status_code == 303
    assert Site.objects.get(code="S-9").points.count() == 1


def test_the_holidays_of_a_year_come_as_a_table(cast):
    heads, days = ["Day", "What it is", "Name"], ["2026/10/1", "A day of rest", "国庆"]
    hand, page = Hand("root"), "/import/holidays"
    shown = send(hand, days, page=page, heads=heads)
    done = hand.client.post(page, packed_in(shown))
    assert (done.status_code, done["Location"]) == (303, page)
    assert "国庆" in hand.client.get("/calendar?year=2026").content.decode()
    assert 'href="/calendar"' in hand.client.get(page).content.decode()
