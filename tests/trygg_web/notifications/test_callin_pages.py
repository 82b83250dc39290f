"""The pages of meetings of several: from those who wait to those who came, and nothing at all where they are off."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_apart,
    make_approvals,
    make_call_in,
    make_called,
    make_number,
    make_person,
    make_seat,
)
from trygg.steps import State
from trygg_web.access.models import Entry, User
from trygg_web.notifications.models import Apart, CallIn, Notification, Seat

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
PAGES = ("call_in", "attendance", "cancel_call_in")


@pytest.fixture
def used(settings: pytest.FixtureRequest) -> None:
    settings.TRYGG_PROFILE = "high-point"  # type: ignore[attr-defined]  # pytest-django's settings


def at(name: str, *args: object) -> str:
    return reverse(f"notifications:{name}", args=args)


def ready(**party: object) -> Notification:
    person = make_person(number=make_number(date(1985, 3, 4)), born="1985-03-04", **party)
    return make_called(person, gates=(), state=State.READY)


def test_a_house_without_meetings_has_no_page_of_them_and_no_way_there(lead: User, client_of: Enter) -> None:
    client, seat = client_of(lead), make_seat()

    plain = [client.get(at(name)).status_code for name in ("call_ins", "plan_call_in", "aparts")]
    of_one = [client.get(at(name, seat.call_in_id)).status_code for name in PAGES]

    assert {*plain, *of_one, client.post(at("summon", seat.call_in_id)).status_code} == {404}
    assert at("call_ins") not in client.get(at("board")).content.decode()


def test_a_house_with_meetings_leads_to_them_from_the_board(used: None, officer: User, client_of: Enter) -> None:
    client = client_of(officer)

    assert at("call_ins") in client.get(at("board")).content.decode()
    assert "Inget samlat möte" in client.get(at("call_ins")).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_whoever_does_not_work_with_messages_sees_no_meeting(
    name: str, used: None, auditor: User, administrator: User, client_of: Enter
) -> None:
    call_in = make_call_in()

    assert {client_of(user).get(at(name, call_in.pk)).status_code for user in (auditor, administrator)} <= {403, 404}


def test_an_officer_reads_a_meeting_but_does_not_fill_it(used: None, officer: User, client_of: Enter) -> None:
    client, call_in, message = client_of(officer), make_call_in(), ready()

    assert "Ge plats" not in client.get(at("call_in", call_in.pk)).content.decode()
    assert client.post(at("seat", call_in.pk), {"notification": message.pk}).status_code in (403, 404)
    assert not Seat.objects.exists()


def test_from_those_who_wait_to_those_who_came_and_did_not(
    used: None, lead: User, officer: User, client_of: Enter
) -> None:
    make_approvals("call_in.B.sv")
    boss, desk = client_of(lead), client_of(officer)
    comes, stays_away = ready(family="Ankomst"), ready(family="Borta")
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    boss.post(at("plan_call_in"), {"day": day, "clock": "18.00", "place": "Polishuset", "seats": "10"})
    meeting = CallIn.objects.get()
    boss.post(at("seat_proposed", meeting.pk))
    boss.post(at("summon", meeting.pk))
    letter = desk.post(reverse("project:letter", args=[comes.pk, "brev"]))
    CallIn.objects.update(at=timezone.now())
    seats = {seat.notification_id: seat for seat in Seat.objects.all()}

    said = {"outcome": "delivered", "understood": "yes", "reaction": "calm", "day": "i dag"}
    clock = timezone.localtime().strftime("%H.%M")
    desk.post(at("attend", seats[comes.pk].pk), said | {"clock": clock})
    desk.post(at("missed", seats[stays_away.pk].pk))
    page = desk.get(at("attendance", meeting.pk)).content.decode()
    desk.post(at("follow_no_show", seats[stays_away.pk].pk))

    assert letter["Content-Type"] == "application/pdf"
    assert "Följ upp" in page
    comes.refresh_from_db()
    stays_away.refresh_from_db()
    assert (comes.state, stays_away.state, stays_away.form) == (State.RECORDED, State.GATED, "talk")


def test_what_is_typed_wrong_comes_back_with_its_fault(used: None, lead: User, client_of: Enter) -> None:
    client = client_of(lead)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    told = {"day": tomorrow, "clock": "18.00", "place": "Polishuset", "seats": "10"}

    soon = client.post(at("plan_call_in"), told)
    same = client.post(at("aparts"), {"one": "x"})

    assert (soon.status_code, same.status_code) == (400, 400)
    assert "minst 14 dagar" in soon.content.decode()
    assert not CallIn.objects.exists()


def test_a_lead_says_that_two_must_not_meet_and_takes_it_back(used: None, lead: User, client_of: Enter) -> None:
    client, one, other = client_of(lead), ready(), ready()
    said = {"one": one.person_id, "other": other.person_id, "kind": "kin", "because": "De är syskon"}

    client.post(at("aparts"), said)
    shown = client.get(at("aparts")).content.decode()
    client.post(at("end_apart", Apart.objects.get().pk))

    assert "De är syskon" in shown
    assert "De är syskon" not in client.get(at("aparts")).content.decode()


def test_why_two_must_not_meet_stands_on_the_plan_and_not_at_the_door_or_on_paper(
    used: None, lead: User, client_of: Enter
) -> None:
    client, call_in = client_of(lead), make_call_in()
    one, other = ready(family="Kanarin"), ready(family="Burfågel")
    for message in (one, other):
        make_seat(call_in, message)
    make_apart(one=one.person, other=other.person, because="Kanariehemlighet")

    plan, door = (client.get(at(name, call_in.pk)).content.decode() for name in ("call_in", "attendance"))
    paper = client.post(at("attendance_paper", call_in.pk))

    assert "känd konflikt" in plan
    assert "konflikt" not in door
    assert "Kanariehemlighet" not in plan + door
    assert paper["Content-Type"] == "application/pdf"
    assert Entry.objects.filter(verb="printed", kind="call_in").count() == 1


def test_a_message_that_is_no_message_is_not_seated(used: None, lead: User, client_of: Enter) -> None:
    assert client_of(lead).post(at("seat", make_call_in().pk), {"notification": "nej"}).status_code == 404
