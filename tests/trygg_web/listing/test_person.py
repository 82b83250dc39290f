"""A person's page: why here, what happened, and nothing that the viewer may not see."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from trygg_web.access.models import EntrySubject, User
from trygg_web.incidents.models import BanAmendment, ContactBan, CustodyStay, StayAmendment
from trygg_web.listing.queries import person as queries
from trygg_web.listing.queries.timeline import timeline
from trygg_web.people import actions as people

TABS = ("", "handelser/", "bedomningar/")
Enter = Callable[[User], Client]


@pytest.fixture
def person(db: None) -> Any:
    report = factories.make_report(strangulation=True, number="5000-K000777-26")
    made = factories.make_person(report)
    factories.make_placement(made, "B")
    factories.make_stay(made)
    factories.make_ban(made)
    return made


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_and_shows_the_name(officer: User, client_of: Enter, person: Any, tab: str) -> None:
    page = client_of(officer).get(f"/listan/person/{person.pk}/{tab}")

    assert page.status_code == 200
    assert person.family in page.content.decode()


@pytest.mark.parametrize("tab", TABS)
def test_opening_a_tab_is_logged_for_the_person(officer: User, client_of: Enter, person: Any, tab: str) -> None:
    client_of(officer).get(f"/listan/person/{person.pk}/{tab}")

    assert EntrySubject.objects.filter(subject=str(person.pk), entry__actor=str(officer.pk)).exists()


def test_the_overview_says_why_with_facts_and_what_is_not_known(officer: User, person: Any) -> None:
    told = queries.overview(officer, person.pk)

    assert told.explained.level == "B"
    assert any(flag.known and flag.days for flag in told.flags)
    assert any(flag.known is None for flag in told.flags)
    assert told.generality == "undetermined"


def test_a_stay_shows_what_the_roster_told_before_and_until_when(officer: User, client_of: Enter, person: Any) -> None:
    stay = CustodyStay.objects.get()
    StayAmendment.objects.create(stay=stay, field="restrictions", was="yes", on=date(2026, 2, 4), run=stay.run)

    page = client_of(officer).get(f"/listan/person/{person.pk}/").content.decode()

    assert "före 4 februari 2026 restriktioner: ja" in page


def test_a_ban_shows_its_former_last_day_and_when_it_was_told_otherwise(
    officer: User, client_of: Enter, person: Any
) -> None:
    ban = ContactBan.objects.get()
    BanAmendment.objects.create(ban=ban, until=date(2026, 7, 12), on=date(2026, 6, 1), run=ban.run)

    page = client_of(officer).get(f"/listan/person/{person.pk}/").content.decode()

    assert "före 1 juni 2026 till och med 12 juli 2026" in page


def test_the_overview_never_shows_a_percentage(officer: User, client_of: Enter, person: Any) -> None:
    page = client_of(officer).get(f"/listan/person/{person.pk}/").content.decode()

    assert "%" not in page


def test_violence_against_others_is_told_when_it_is_observed(officer: User, person: Any) -> None:
    on = timezone.localdate()
    people.observe(person.pk, "nonpartner_violence", "yes", day=on, source="tingsrätten", because="", by=officer)

    assert queries.overview(officer, person.pk).generality == "partner_and_others"


def test_the_timeline_holds_every_kind_the_newest_first(officer: User, person: Any) -> None:
    on = timezone.localdate()
    people.observe(person.pk, "separation", "yes", day=on, source="anmälan", because="", by=officer)

    moments = timeline(officer, person.pk)

    assert {one.kind for one in moments} == {"report", "custody", "ban", "observation", "decision"}
    assert [one.day for one in moments] == sorted((one.day for one in moments), reverse=True)


def test_the_timeline_can_be_narrowed_by_kind_and_word(officer: User, person: Any) -> None:
    assert {one.kind for one in timeline(officer, person.pk, ("ban",))} == {"ban"}
    assert [one.source for one in timeline(officer, person.pk, text="k000777")] == ["5000-K000777-26"]
    assert timeline(officer, person.pk, text="finns inte") == []


@pytest.mark.parametrize("which", ["bana", "summa"])
def test_a_drawing_is_an_image_without_a_name(officer: User, client_of: Enter, person: Any, which: str) -> None:
    image = client_of(officer).get(f"/listan/person/{person.pk}/{which}.svg")

    assert image.headers["Content-Type"] == "image/svg+xml"
    assert person.family not in image.content.decode()


def test_a_drawing_that_is_not_known_is_not_there(officer: User, client_of: Enter, person: Any) -> None:
    assert client_of(officer).get(f"/listan/person/{person.pk}/annat.svg").status_code == 404


@pytest.mark.parametrize("tab", TABS)
def test_a_protected_person_is_masked_unless_cleared(officer: User, cleared: User, client_of: Enter, tab: str) -> None:
    report = factories.make_report(suspect={"family": "Hemligström", "protected": "sekretessmarkering"})
    hidden = factories.make_person(report)

    masked = client_of(officer).get(f"/listan/person/{hidden.pk}/{tab}").content.decode()
    opened = client_of(cleared).get(f"/listan/person/{hidden.pk}/{tab}").content.decode()

    assert "Hemligström" not in masked
    assert "Hemligström" in opened


def test_thirty_reports_take_no_more_questions_than_three(
    officer: User, client_of: Enter, django_assert_max_num_queries: Any
) -> None:
    first = factories.make_report()
    person = factories.make_person(first)
    for _ in range(29):
        factories.make_link(factories.suspect_of(factories.make_report()), person)
    client = client_of(officer)
    client.get(f"/listan/person/{person.pk}/")

    with django_assert_max_num_queries(90):
        assert client.get(f"/listan/person/{person.pk}/").status_code == 200


def test_the_course_counts_harm_per_report_and_marks_levels(officer: User, person: Any) -> None:
    course = queries.course(officer, person.pk)

    assert [dot.couple for dot in course.dots] == [0] or all(dot.couple >= 0 for dot in course.dots)
    assert [mark.level for mark in course.levels] == ["B"]
    assert course.on - course.dots[0].day < timedelta(days=3650)
    assert isinstance(course.dots[0].day, date)
