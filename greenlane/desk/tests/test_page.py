"""What a page does with what it is sent: once, kept, refused with every reason."""

from __future__ import annotations

import json
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from greenlane.core import clock, guard, last_backup
from greenlane.desk.tests.pages import Form, Hand, address, shown
from greenlane.work.models import Note, Order, Wait
from tests import stages

REQUEST = {
    "authority": "county command centre",
    "requested_by": "Li",
    "requester_phone": "0396-555-0142",
}
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00"
    b"\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\x0f\x00\x00\x01\x01\x00"
    b"\x05\x18\xd8N\x00\x00\x00\x00IEND\xaeB`\x82"
)


def test_a_request_leads_to_the_page_of_its_order(cast):
    done = Hand("wang").do(
        address("connections.request"), site=str(cast.site.pk), **REQUEST
    )
    assert done["Location"] == f"/orders/{Order.objects.get().number}"


def test_a_second_press_of_the_button_has_one_effect(cast):
    stages.order(cast)
    hand = Hand("liu")
    form = hand.read(address("work.add_note", "BY-1"))
    for _time in range(2):
        assert hand.send(form, text="the gate is locked").status_code == 303
    assert Note.objects.count() == 1


def test_the_same_page_sent_with_other_content_says_so_and_may_go_again(cast):
    stages.order(cast)
    hand = Hand("liu")
    form = hand.read(address("work.add_note", "BY-1"))
    hand.send(form, text="one")
    again = hand.send(form, text="two")
    assert again.status_code == 422
    fresh = Form(shown(again))
    assert fresh.data["command_id"] != form.data["command_id"]
    assert hand.send(fresh).status_code == 303
    assert Note.objects.count() == 2


def test_the_time_is_written_on_the_clock_of_the_unit(cast):
    stages.order(cast)
    hand = Hand("liu")
    form = hand.read(address("work.open_wait", "BY-1"))
    hand.send(form, cause="weather", holder="rain", expected_end="2030-03-29T14:05")
    ends = Wait.objects.get().expected_end
    assert ends.isoformat() == "2030-03-29T06:05:00+00:00"


def test_a_wrong_field_is_named_and_what_was_typed_is_kept(cast):
    stages.order(cast)
    hand = Hand("liu")
    form = hand.read(address("work.open_wait", "BY-1"))
    refused = hand.send(form, cause="", holder="the <depot>", expected_end="yesterday")
    assert refused.status_code == 422
    text = shown(refused)
    assert 'href="#line-cause"' in text
    assert 'aria-invalid="true"' in text
    assert Form(text).data["holder"] == "the <depot>"
    assert "the <depot>" not in text
    assert not Wait.objects.exists()


def test_a_wrong_row_is_marked_and_an_empty_one_does_not_count(cast):
    stages.order(cast)
    hand = Hand("wang")
    form = hand.read(address("safety.tell_people", "BY-1"))
    row = {"people.0.who": "Block 3", "people.0.told": "yes"}
    refused = hand.send(form, **row)
    assert refused.status_code == 422
    assert Form(shown(refused)).data["people.0.who"] == "Block 3"
    row |= {"people.0.life_support": "no", "people.0.own_generator": "unknown"}
    assert hand.send(form, **row).status_code == 303


def test_a_photo_goes_along_without_a_script(cast):
    stages.order(cast)
    hand = Hand("liu")
    form = hand.read(address("work.add_note", "BY-1"))
    photo = SimpleUploadedFile("gate.png", PIXEL, content_type="image/png")
    assert hand.send(form, text="gate", photo=photo).status_code == 303
    assert Note.objects.get().photo.media_type == "image/png"


def test_a_file_that_is_no_photo_is_refused_at_its_field(cast):
    stages.order(cast)
    hand = Hand("liu")
    form = hand.read(address("work.add_note", "BY-1"))
    script = SimpleUploadedFile("gate.png", b"<script>alert(1)</script>")
    refused = hand.send(form, text="gate", photo=script)
    assert refused.status_code == 422
    assert 'href="#line-photo"' in shown(refused)
    assert Form(shown(refused)).data["text"] == "gate"


def test_the_order_of_another_unit_is_not_there(cast):
    stages.order(cast, "QS-9", unit=cast.foreign)
    for verb in ("work.add_note", "work.stop_work", "safety.permit"):
        name = {"safety.permit": "li"}.get(verb, "liu")
        assert Hand(name).client.get(address(verb, "QS-9")).status_code == 404


def test_who_may_not_do_it_is_told_who_may(cast):
    stages.order(cast)
    told = Hand("liu").client.get(address("safety.issue_ticket", "BY-1"))
    assert told.status_code == 403
    assert "Ticket issuer" in shown(told)
    assert "Issue a ticket" in shown(told)


def test_only_those_of_the_task_are_filled_in_as_its_crew(cast):
    one, two = stages.order(cast).tasks.filter(key__in=("T1", "T2")).order_by("place")
    for task, who in ((one, "zhou"), (two, "xu")):
        given = {"task": str(task.pk), "person": cast.id(who), "role": "crew"}
        cast.do("work.assign", given, by="wang")
    begin = address("work.start_field_work", "BY-1") + f"?task={two.pk}"
    form = Hand("liu").read(begin)
    assert form.data["heads.0.person"] == cast.id("xu")
    assert not form.data.get("heads.1.person")


def test_who_may_not_do_the_work_is_named_with_the_reason(cast):
    task = stages.order(cast).tasks.get(key="T1")
    hand = Hand("wang")
    form = hand.read(address("work.assign", "BY-1") + f"?task={task.pk}")
    assert form.data["role"] == "leader"
    refused = hand.send(form, person=cast.id("guo"))
    assert refused.status_code == 409
    assert "The list says who" not in shown(refused)
    assert f"Held by {cast.people['guo'].name_en}" in shown(refused)


def test_what_is_about_no_order_is_offered_to_those_who_may(cast):
    for name, offered in (("wang", True), ("liu", False)):
        page = shown(Hand(name).client.get("/do"))
        assert (address("places.add_site") in page) is offered
        assert address("core.set_pin") in page
        assert address("work.add_note") not in page


def test_only_who_looks_after_the_house_reads_of_its_backup(cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    never, old = "This house was never backed up.", "One a day is wanted."
    assert never not in shown(Hand("wang").client.get("/do"))
    hand = Hand("root")
    assert never in shown(hand.client.get("/do"))
    last_backup.note({"file": "x"})
    assert "The last backup is 0:00 hours old." in shown(hand.client.get("/do"))
    then = (clock.wall() - timedelta(hours=30)).isoformat()
    (tmp_path / last_backup.FILE).write_text(json.dumps({"at": then}))
    assert old in shown(hand.client.get("/do"))


def test_a_number_that_no_order_can_bear_is_looked_for_in_vain(cast):
    assert Hand("liu").client.get("/orders/BY%00-1/add-note").status_code == 404


def test_a_verb_that_nobody_knows_is_not_there(cast):
    stages.order(cast)
    hand = Hand("liu")
    assert hand.client.get("/orders/BY-1/blow-up").status_code == 404
    assert hand.client.get("/do/core/blow-up").status_code == 404


def test_a_script_in_a_name_is_only_text(cast):
    with guard.lifted():
        cast.site.name_en = cast.site.name_zh = '"><script>alert(1)</script>'
        cast.site.save()
        cast.people["liu"].name_zh = "<img src=x onerror=alert(2)>"
        cast.people["liu"].name_en = "<img src=x onerror=alert(2)>"
        cast.people["liu"].save()
    stages.order(cast)
    hand = Hand("sun")
    for verb in ("safety.issue_ticket", "work.add_note", "work.assign"):
        text = shown(hand.client.get(address(verb, "BY-1")))
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_volunteer_is_offered_for_nothing(cast):
    with guard.lifted():
        cast.people["zhou"].pool = "volunteer"
        cast.people["zhou"].save()
    stages.order(cast)
    form = Hand("wang").read(address("work.assign", "BY-1"))
    assert cast.id("liu") in form.options["person"]
    assert cast.id("zhou") not in form.options["person"]


def test_what_the_address_names_is_a_line_and_is_sent_all_the_same(cast):
    of = stages.order(cast)
    task = of.tasks.get(key="T1")
    hand = Hand("wang")
    where = address("work.assign", "BY-1")
    named = shown(hand.client.get(f"{where}?task={task.pk}"))
    assert named.count('class="settled"') == 1
    assert f"<b>T1 {task.title_en}" in named
    assert 'class="settled"' not in shown(hand.client.get(where))
    done = hand.do(f"{where}?task={task.pk}", person=cast.id("liu"))
    assert done.status_code == 303
    assert task.assignments.get().person == cast.people["liu"]


def test_areas_are_ticked_and_arrive_as_words(cast):
    stages.order(cast)
    hand = Hand("sun")
    form = hand.read(address("safety.issue_ticket", "BY-1"))
    assert form.ticks["areas"] == {"src", "lv", "tee"}
    ticket = {"kind": "lv", "scope": "two cables", "leader": cast.id("liu")}
    ticket["customer_owned"] = "no"
    looked = shown(hand.send(form, areas=["src", "lv"], **ticket))
    assert Form(looked).data["areas"] == "src lv"
    back = hand.client.post(form.action + "?fill", Form(looked).data)
    # Both areas, whose plant it is, and that this computer has keys.
    assert shown(back).count(" checked") == 4
