"""The page of an order as one story: its index, its journal, photos and material."""

import re
from io import BytesIO
from pathlib import Path

from greenlane.board.journal import A_PAGE, KINDS
from greenlane.board.tests.looking import look, text
from greenlane.core import blobs, facts, guard
from greenlane.core.ids import uuid7
from greenlane.core.models import EventSubject
from greenlane.work.tests.stage import order_with_tasks
from tests import stages
from tests import supply_stages as stage


def where(order) -> str:
    return f"/orders/{order.number}"


def test_every_entry_of_the_index_leads_to_a_section(cast):
    for order in (
        stage.requested(cast),
        stages.permitted(cast, stages.order(cast)).order,
    ):
        page = text(cast, where(order))
        index = page.split('class="story-index"')[1].split("</nav>")[0]
        wanted = re.findall(r'href="#([\w-]+)"', index)
        assert len(wanted) > 9
        assert [each for each in wanted if page.count(f'id="{each}"') != 1] == []
        assert page.count('class="next"') <= 1


def test_the_journal_is_told_by_the_page_by_kind_and_by_person(cast):
    order = stage.handed_over(cast)

    def told(query=""):
        page = text(cast, f"{where(order)}?{query}")
        journal = page.split('id="journal"')[1].split("</section>")[0]
        lines = journal.split('<ol class="journal">')[1].split("</ol>")[0]
        older = re.search(r'href="\?([^"#]*before=\d+)#journal"', journal)
        return lines, older and older[1].replace("&amp;", "&")

    first, older = told()
    second, _end = told(older)
    times = [re.findall(r'<time datetime="([^"]+)"', each) for each in (first, second)]
    assert 0 < len(times[0]) <= A_PAGE
    assert times[1][0] <= times[0][-1]
    assert first != second
    assert "signed" in told("journal=safety")[0]
    assert "signed" not in told("journal=papers")[0]
    mine = told(f"by={cast.accounts['chen'].pk}")[0]
    assert 0 < mine.count("<time") < first.count("<time")
    assert "Nothing of the kind." in told("by=999999999")[0]
    assert told("journal=nonsense&by=x&before=-1")[0] == first


def test_every_fact_that_may_stand_on_an_order_is_of_one_kind(cast):
    def kinds(name):
        with guard.lifted():
            place = {"unit": cast.unit, "kind": "order", "subject": uuid7()}
            row = EventSubject.objects.create(seq=10**9, name=name, **place)
        rows = EventSubject.objects.filter(pk=row.pk)
        found = [kind for kind, (_w, is_) in KINDS.items() if rows.filter(is_).exists()]
        with guard.lifted():
            row.delete()
        return found

    names = ("work", "safety", "connections", "dispatch", "places")
    told = [name for name in facts.known() if name.split(".")[0] in names]
    assert [name for name in told if len(kinds(name)) != 1] == []


def test_a_photo_of_a_note_is_shown_lazily_and_says_what_it_is(cast):
    order = stage.requested(cast)
    picture = Path(__file__).parents[3] / "docs" / "img" / "order.png"
    kept = blobs.keep(BytesIO(picture.read_bytes()), by=cast.actor("zhou")).hash
    note = {"order": str(order.pk), "text": "the gate is locked", "photo": kept}
    cast.do("work.add_note", note, by="zhou")
    page = text(cast, where(order))
    [image] = re.findall(r"<img[^>]*>", page.split('id="photos"')[1])
    assert f"/api/v1/blobs/{kept}" in image
    assert 'alt="Note: the gate is locked' in image
    assert 'loading="lazy"' in image
    assert look(cast, f"/api/v1/blobs/{kept}").status_code == 200


def test_material_is_what_the_tasks_take_and_what_was_counted(cast):
    order = order_with_tasks(cast)
    assert "names no material" in text(cast, where(order))
    with guard.lifted():
        order.tasks.filter(key="A10").update(takes="lv_drum=2", uses="winch=1")
    page = text(cast, where(order))
    assert "nobody has counted what is in store" in page
    count = {"item": "lv_drum", "amount": 5}
    cast.do("dispatch.count_stock", count, by="guo")
    assert "5 counted" in text(cast, where(order))
