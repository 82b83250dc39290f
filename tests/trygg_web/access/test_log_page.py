"""The log as the auditor reads it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_user
from trygg_web.access import log, queries
from trygg_web.access.errors import NotAllowed
from trygg_web.access.log import Verb
from trygg_web.access.models import Entry, User
from trygg_web.access.queries import Filters
from trygg_web.access.queries.entries import PAGE, VERBS

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
NOON = datetime(2026, 2, 4, 11, tzinfo=UTC)


def test_every_verb_has_its_words() -> None:
    assert set(VERBS) == set(Verb)


def test_the_log_tells_who_looked_at_whom_newest_first(auditor: User, officer: User) -> None:
    person = uuid4()
    log.saw(officer, "person", [person])
    log.did(officer, Verb.PLACED, "decision", [uuid4()], note="B")

    newest, second, *_rest = queries.entries(auditor, Filters(who=officer.pk)).lines

    assert (newest.who, str(newest.did), str(newest.what), newest.note) == ("Omar", "beslutade nivå", "", "B")
    assert second.subjects == (str(person),)


def test_filters_narrow_by_user_deed_subject_and_day(auditor: User, officer: User, analyst: User) -> None:
    person = uuid4()
    with time_machine.travel(NOON, tick=False):
        log.saw(officer, "person", [person])
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        log.did(analyst, Verb.IMPORTED, "import_run", [uuid4()])

    def seqs(**given: object) -> list[int]:
        return [line.seq for line in queries.entries(auditor, Filters(**given)).lines]  # type: ignore[arg-type]  # each case gives its own

    assert seqs(who=officer.pk) == seqs(about=person)[1:] == [1]
    assert seqs(verb="imported") == [2]
    assert seqs(since=NOON.date(), until=NOON.date()) == [1]
    assert seqs(since=NOON.date() + timedelta(days=1), until=NOON.date() + timedelta(days=2)) == [2]


def test_reading_the_log_is_an_entry_too(auditor: User) -> None:
    queries.entries(auditor, Filters())

    assert [(entry.actor, entry.kind) for entry in Entry.objects.all()] == [(str(auditor.pk), "log")]


def test_only_the_auditor_reads_the_log(officer: User, administrator: User) -> None:
    for viewer in (officer, administrator):
        with pytest.raises(NotAllowed):
            queries.entries(viewer, Filters())
        with pytest.raises(NotAllowed):
            queries.unusual(viewer, timezone.now())


def test_pages_follow_each_other_without_gap(auditor: User, officer: User) -> None:
    for place in range(PAGE + 10):
        log.saw(officer, "person", [str(place)])

    first = queries.entries(auditor, Filters(who=officer.pk))
    second = queries.entries(auditor, Filters(who=officer.pk), first.older)

    assert [line.seq for line in (*first.lines, *second.lines)] == list(range(PAGE + 10, 0, -1))
    assert second.older is None


def test_many_persons_in_an_hour_reads_at_night_and_failed_log_ins_are_told_in_words(
    auditor: User, officer: User, analyst: User
) -> None:
    with time_machine.travel(NOON, tick=False):
        log.saw(officer, "person", [str(place) for place in range(45)])
    with time_machine.travel(datetime(2026, 2, 3, 1, 30, tzinfo=UTC), tick=False):
        log.saw(analyst, "person", ["one"])
        for _try in range(5):
            log.knocked(analyst)

    told = [one.says for one in queries.unusual(auditor, NOON + timedelta(days=1))]

    assert told[0] == "Omar öppnade 45 personer under en timme, 4 februari klockan 12."
    assert "Pia öppnade en person utanför vanlig arbetstid, 3 februari." in told
    assert "Någon försökte logga in som Pia 5 gånger utan att lyckas, 3 februari." in told
    assert len(told) == 3


def test_the_page_shows_entries_filters_and_the_verdict(auditor: User, officer: User, client_of: ClientOf) -> None:
    person = uuid4()
    log.saw(officer, "person", [person])
    client = client_of(auditor)

    page = client.get(reverse("access:log"), {"about": str(person), "verb": "saw"}).content.decode()
    verdict = client.post(reverse("access:log")).content.decode()

    assert "Omar" in page
    assert f"?about={person}" in page
    assert "Loggen är hel" in verdict
    assert Entry.objects.filter(verb="verified").count() == 1


def test_odd_filters_are_forgiven(auditor: User, client_of: ClientOf) -> None:
    answer = client_of(auditor).get(
        reverse("access:log"), {"about": "not an id", "since": "2026-99-99", "before": "x", "who": "y", "verb": "z"}
    )

    assert answer.status_code == 200


def test_a_page_of_the_log_takes_few_questions_to_the_database(
    auditor: User, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    users = [make_user() for _place in range(10)]
    for place in range(60):
        log.saw(users[place % 10], "person", [str(place)])

    with django_assert_max_num_queries(12):
        queries.entries(auditor, Filters())


def test_the_lead_reads_who_opened_one_person_and_nothing_else(lead: User, officer: User, client_of: ClientOf) -> None:
    person, other = uuid4(), uuid4()
    log.saw(officer, "person", [person])
    log.saw(officer, "person", [other])

    page = client_of(lead).get(reverse("access:log_about", args=[person])).content.decode()

    assert "Omar" in page
    assert str(person)[:8] in page
    assert str(other)[:8] not in page
    assert client_of(lead).get(reverse("access:log")).status_code == 403


def test_reading_the_log_of_a_person_is_an_entry_about_the_person(lead: User) -> None:
    person = uuid4()

    queries.entries_about(lead, person)

    newest = Entry.objects.latest("seq")
    assert (newest.actor, newest.kind) == (str(lead.pk), "log")
    assert [one.subject for one in newest.subjects.all()] == [str(person)]


def test_an_officer_does_not_read_the_log_of_a_person(officer: User) -> None:
    with pytest.raises(NotAllowed):
        queries.entries_about(officer, uuid4())
