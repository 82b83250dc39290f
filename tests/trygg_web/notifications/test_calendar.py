"""The calendar of a user holds no personal data, its secret is kept by nobody, and cover shows what waits."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests.factories import make_cover, make_notification
from trygg_web.access.errors import InvalidInput, NotAllowed
from trygg_web.access.models import Entry, Grant, User
from trygg_web.notifications import actions, queries
from trygg_web.notifications.models import CalendarKey, Cover

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def events(token: str) -> list[dict[str, str]]:
    answer = Client().get(reverse("notifications:calendar_file", args=[token]))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return [
        {name: str(event.get(name)) for name in ("summary", "url", "uid")}
        for event in Calendar.from_ical(answer.content).walk("VEVENT")
    ]


def test_the_calendar_says_level_and_time_and_where_to_look(officer: User) -> None:
    message = make_notification(level="C", assigned_to=officer)

    (event,) = events(actions.make_calendar_key(by=officer))

    assert event["summary"] == "Budskap nivå C, senast"
    assert event["url"].endswith(reverse("notifications:message", args=[message.pk]))


def test_a_booking_stands_beside_the_deadline(officer: User) -> None:
    make_notification(assigned_to=officer, state="scheduled", scheduled_at=timezone.now() + timedelta(hours=3))

    found = {event["summary"] for event in events(actions.make_calendar_key(by=officer))}

    assert found == {"Budskap nivå C, senast", "Budskap nivå C, bokat"}


def test_no_name_number_or_place_leaves_with_the_calendar(officer: User) -> None:
    message = make_notification(assigned_to=officer, state="scheduled", scheduled_at=timezone.now())
    message.place = "Kanarinagatan 7"
    message.save(update_fields=["place"])
    token = actions.make_calendar_key(by=officer)

    told = Client().get(reverse("notifications:calendar_file", args=[token])).content.decode()

    person = message.person
    assert [word for word in (person.given, person.family, person.number, "Kanarinagatan") if word in told] == []


def test_the_secret_is_kept_only_as_a_fingerprint_and_shown_once(officer: User, client_of: Enter) -> None:
    client, address = client_of(officer), reverse("notifications:calendar")

    shown = client.post(address).context["address"]
    token = shown.rsplit("/", 1)[1].removesuffix(".ics")

    assert token not in str(CalendarKey.objects.values())
    assert token not in client.get(address).content.decode()
    assert token not in str(list(Entry.objects.values_list("note", flat=True)))
    assert Entry.objects.filter(verb="calendar_made").count() == 1


def test_a_new_address_ends_the_former_and_a_closed_one_answers_nobody(officer: User, client_of: Enter) -> None:
    former = actions.make_calendar_key(by=officer)
    token = actions.make_calendar_key(by=officer)
    address = reverse("notifications:calendar_file", args=[token])

    assert Client().get(reverse("notifications:calendar_file", args=[former])).status_code == 404
    assert Client().get(address).status_code == 200
    client_of(officer).post(reverse("notifications:revoke_calendar"))
    assert Client().get(address).status_code == 404
    assert Entry.objects.filter(verb="calendar_revoked").count() == 1


@pytest.mark.parametrize("token", ["x", "å" * 30, "A" * 400, "'; drop table"])
def test_a_guessed_address_is_not_there(db: None, token: str) -> None:
    assert Client().get(reverse("notifications:calendar_file", args=[token])).status_code == 404


def test_who_has_left_takes_no_calendar_along(officer: User) -> None:
    token = actions.make_calendar_key(by=officer)
    address = reverse("notifications:calendar_file", args=[token])

    Grant.objects.filter(user=officer).update(until=timezone.now())
    without_role = Client().get(address).status_code
    Grant.objects.filter(user=officer).update(until=None)
    User.objects.filter(pk=officer.pk).update(is_active=False)

    assert (without_role, Client().get(address).status_code) == (404, 404)


def test_what_waits_for_one_who_is_away_shows_for_the_one_who_covers(officer: User, officer2: User) -> None:
    message, soon = make_notification(assigned_to=officer2), timezone.now() + timedelta(days=7)
    assert queries.waiting(officer, soon) == []

    make_cover(user=officer, stands_in_for=officer2)

    assert [row.id for row in queries.waiting(officer, soon)] == [message.pk]
    assert [event["uid"] for event in events(actions.make_calendar_key(by=officer))] == [f"{message.pk}-due@trygg"]


def test_cover_ends_with_its_last_day(officer: User, officer2: User) -> None:
    today = timezone.localdate()
    make_cover(user=officer, stands_in_for=officer2, since=today - timedelta(days=9), until=today - timedelta(days=1))

    assert queries.covered(officer, today) == []


def test_one_asks_for_cover_oneself_and_a_lead_for_anyone(officer: User, officer2: User, lead: User) -> None:
    today, week = timezone.localdate(), timezone.localdate() + timedelta(days=7)

    actions.set_cover(officer2, officer, today, week, by=officer)
    with pytest.raises(NotAllowed):
        actions.set_cover(officer, officer2, today, week, by=officer)
    actions.set_cover(officer, officer2, today, week, by=lead)

    assert Cover.objects.count() == 2


@pytest.mark.parametrize(("first", "last"), [(0, -1), (-9, -2), (0, 400)])
def test_a_span_that_makes_no_sense_is_refused(officer: User, officer2: User, first: int, last: int) -> None:
    today = timezone.localdate()

    with pytest.raises(InvalidInput):
        actions.set_cover(officer2, officer, today + timedelta(days=first), today + timedelta(days=last), by=officer)


def test_nobody_covers_for_oneself_or_without_the_right(officer: User, analyst: User, lead: User) -> None:
    today = timezone.localdate()

    for user in (officer, analyst):
        with pytest.raises(InvalidInput):
            actions.set_cover(user, officer, today, today, by=lead)


def test_cover_is_set_and_ended_on_its_page(officer: User, officer2: User, client_of: Enter) -> None:
    client, address = client_of(officer), reverse("notifications:covers")
    said = {"away": str(officer.pk), "user": str(officer2.pk), "since": "i dag", "until": "om en vecka"}

    wrong = client.post(address, {**said, "until": "i går"})
    client.post(address, said)
    page = client.get(address).content.decode()
    client.post(reverse("notifications:end_cover", args=[Cover.objects.get().pk]))

    assert wrong.status_code == 400
    assert f"{officer2} rycker in för {officer}" in page
    assert Cover.objects.get().ended_by == officer
