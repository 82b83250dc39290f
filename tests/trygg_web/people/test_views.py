"""The pages of this room: what they show, to whom, and that every answer on them works."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.trygg_web.people.rows import ANNA, BERTIL, CEDRIC, City
from trygg_web.access.models import Entry, User
from trygg_web.incidents.models import Party
from trygg_web.people import actions, queries
from trygg_web.people.models import Link, LinkQuestion, MutualHold, Observation

ON = date(2026, 1, 5)
Enter = Callable[[User], Client]


@pytest.fixture(autouse=True)
def one_factor(settings: object) -> None:
    settings.TRYGG_DEMANDS_MFA = False  # type: ignore[attr-defined]  # pytest-django's settings


@pytest.fixture
def asked(city: City, analyst: User) -> LinkQuestion:
    one, other = city.report(BERTIL, ANNA), city.report(("", "Berthil", "Ek"), CEDRIC)
    actions.link_new_parties(on=ON, by=analyst)
    parties = Party.objects.filter(report__in=[one, other], role="suspect").order_by("pk")
    fields = [
        {"name": "given", "agreement": "close", "bits": 2.7},
        {"name": "couple", "agreement": "differ", "bits": -1.5},
    ]
    LinkQuestion.objects.all().delete()
    return LinkQuestion.objects.create(
        party=parties[0], other=parties[1], why="unsure", weight=4, fields=fields, asked_at=one.reported_at
    )


def suspect_of(report: object) -> UUID:
    return Link.objects.get(party__report=report, party__role="suspect", until=None).person_id


def test_the_queue_leads_to_the_first_question(asked: LinkQuestion, officer: User, client_of: Enter) -> None:
    page = client_of(officer).get(reverse("people:questions"))

    assert page.status_code == 200
    assert reverse("people:question", args=[asked.pk]) in page.content.decode()


def test_a_question_shows_both_records_with_what_differs(asked: LinkQuestion, officer: User, client_of: Enter) -> None:
    text = client_of(officer).get(reverse("people:question", args=[asked.pk])).content.decode()

    assert "trygg-differs" in text
    assert "skiljer sig" in text
    assert "talar för samma person" in text
    assert {f'data-key="{key}"' in text for key in "sou"} == {True}


def test_an_answer_leads_on_and_z_undoes_it(asked: LinkQuestion, officer: User, client_of: Enter) -> None:
    client, address = client_of(officer), reverse("people:question", args=[asked.pk])

    assert client.post(address, {"answer": "same", "because": ""}).status_code == 302
    assert LinkQuestion.objects.get(pk=asked.pk).answer == "same"
    assert 'data-key="z"' in client.get(address).content.decode()
    assert client.post(reverse("people:undo_answer", args=[asked.pk])).status_code == 302
    assert LinkQuestion.objects.get(pk=asked.pk).answer == ""


def test_different_against_equal_numbers_asks_for_a_reason(city: City, officer: User, client_of: Enter) -> None:
    reports = [city.report(BERTIL, ANNA), city.report(BERTIL, ANNA)]
    actions.link_new_parties(on=ON, by=officer)
    one, other = Party.objects.filter(report__in=reports, role="suspect").order_by("pk")
    question = LinkQuestion.objects.create(party=one, other=other, why="unsure", asked_at=one.report.reported_at)

    page = client_of(officer).post(reverse("people:question", args=[question.pk]), {"answer": "different"})

    assert page.status_code == 400
    assert "Skriv varför" in page.content.decode()
    assert LinkQuestion.objects.get(pk=question.pk).answer == ""


def test_a_protected_identity_is_masked_for_all_but_the_cleared(
    city: City, officer: User, cleared: User, client_of: Enter
) -> None:
    report = city.report(BERTIL, ANNA, protected="both")
    city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=officer)
    anna = Link.objects.filter(party__role="victim", until=None).first().person_id
    pages = [reverse("people:relations", args=[anna]), reverse("people:relations", args=[suspect_of(report)])]

    for address in pages:
        hidden = client_of(officer).get(address).content.decode()
        assert "Anna" not in hidden
        assert ANNA[0][:8] not in hidden
        assert "Skyddad identitet" in hidden
        assert "Anna" in client_of(cleared).get(address).content.decode()


def test_a_protected_person_is_found_only_by_number_and_only_by_the_cleared(
    city: City, officer: User, cleared: User
) -> None:
    report = city.report(BERTIL, ANNA, protected="sekretessmarkering")
    actions.link_new_parties(on=ON, by=officer)
    anna = Link.objects.get(party__role="victim").person_id

    assert queries.find(officer, "Anna Berg") == queries.find(cleared, "Anna Berg") == []
    assert queries.find(officer, ANNA[0]) == []
    assert queries.find(cleared, ANNA[0]) == [anna]
    assert queries.find(officer, report.number) == [suspect_of(report)]


def test_every_sight_of_a_person_is_logged_once_for_all(city: City, officer: User, client_of: Enter) -> None:
    report = city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=officer)
    before = Entry.objects.count()

    queries.cards(officer, Link.objects.values_list("person_id", flat=True))

    assert Entry.objects.count() == before + 1
    assert set(Entry.objects.latest("seq").subjects.values_list("subject", flat=True)) >= {str(suspect_of(report))}


def test_relations_show_couples_both_ways_and_the_former(city: City, officer: User, client_of: Enter) -> None:
    first = city.report(BERTIL, ANNA, day=date(2024, 1, 1), children=2)
    city.report(ANNA, BERTIL, day=date(2024, 2, 1))
    city.report(BERTIL, CEDRIC, day=date(2025, 2, 1))
    actions.link_new_parties(on=ON, by=officer)
    couples = queries.couples(officer, suspect_of(first))

    assert [(couple.other.given, couple.former, couple.mutual, couple.children) for couple in couples] == [
        ("Cedric", False, False, None),
        ("Anna", True, True, 2),
    ]
    text = client_of(officer).get(reverse("people:relations", args=[suspect_of(first)])).content.decode()
    assert "tidigare partner" in text
    assert "båda har anmält varandra" in text


def test_a_couple_that_a_report_calls_former_is_called_so_once(city: City, officer: User) -> None:
    first = city.report(BERTIL, ANNA, day=date(2024, 1, 1), relation="former")
    city.report(BERTIL, CEDRIC, day=date(2025, 2, 1))
    actions.link_new_parties(on=ON, by=officer)
    anna = queries.couples(officer, suspect_of(first))[1]

    assert (anna.relation_says, anna.former) == ("tidigare partner", False)


def test_a_mutual_couple_is_held_once_and_judged_by_one(city: City, officer: User, client_of: Enter) -> None:
    city.report(BERTIL, ANNA)
    city.report(ANNA, BERTIL)
    assert actions.link_new_parties(on=ON, by=officer).holds == 1
    hold = MutualHold.objects.get()
    client, address = client_of(officer), reverse("people:hold", args=[hold.pk])

    assert client.get(reverse("people:holds")).status_code == 200
    assert client.post(address, {"because": ""}).status_code == 400
    assert client.post(address, {"because": "Anna är utsatt"}).status_code == 302
    assert client.get(address).status_code == 404
    assert queries.held([hold.one_id, hold.other_id]) == set()


def test_an_observation_is_recorded_and_taken_back_on_its_page(city: City, officer: User, client_of: Enter) -> None:
    report = city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=officer)
    client, address = client_of(officer), reverse("people:observations", args=[suspect_of(report)])
    told = {"kind": "separation", "value": "yes", "day": "12 mars 2025", "source": "Socialtjänsten, samtal"}

    assert client.get(address).status_code == 200
    assert client.post(address, told | {"value": "often"}).status_code == 400
    assert client.post(address, told | {"day": "2199-01-01"}).status_code == 400
    assert client.post(address, told).status_code == 302
    row = Observation.objects.get()
    assert (row.day, row.value, row.by) == (date(2025, 3, 12), "yes", officer)
    back = reverse("people:withdraw", args=[row.pk])
    assert client.get(back).status_code == 200
    assert client.post(back, {"because": "fel person"}).status_code == 302
    assert "tillbakatagen" in client.get(address).content.decode()


def test_a_withdrawn_suspicion_names_a_report_of_the_person(city: City, officer: User, client_of: Enter) -> None:
    report, other = city.report(BERTIL, ANNA), city.report(CEDRIC, ANNA)
    actions.link_new_parties(on=ON, by=officer)
    person = suspect_of(report)
    told = {"kind": "suspicion_withdrawn", "value": "yes", "day": "2025-06-01", "source": "Åklagarmyndigheten"}
    client, address = client_of(officer), reverse("people:observations", args=[person])

    assert client.post(address, told).status_code == 400
    assert client.post(address, told | {"report": str(other.pk)}).status_code == 400
    assert client.post(address, told | {"report": str(report.pk)}).status_code == 302
    assert queries.events([person], until=ON).is_empty()


def test_a_link_is_parted_and_put_back_on_its_pages(city: City, officer: User, client_of: Enter) -> None:
    city.report(BERTIL, ANNA)
    report = city.report(BERTIL, CEDRIC)
    actions.link_new_parties(on=ON, by=officer)
    person = suspect_of(report)
    client = client_of(officer)
    part = reverse("people:part", args=[Link.objects.get(party__report=report, party__role="suspect").pk])

    assert client.get(part).status_code == 200
    assert client.post(part, {"because": ""}).status_code == 400
    assert client.post(part, {"because": "annan adress"}).status_code == 302
    alone = suspect_of(report)
    assert alone != person
    text = client.get(reverse("people:relations", args=[alone])).content.decode()
    move = Link.objects.get(party__report=report, party__role="suspect", until=None).move_id
    assert reverse("people:undo_part", args=[move]) in text
    client.post(reverse("people:undo_part", args=[move]))
    assert suspect_of(report) == person


@pytest.mark.parametrize("name", ["relations", "observations", "question", "part", "hold", "withdraw"])
def test_what_is_unknown_is_not_there(name: str, officer: User, client_of: Enter) -> None:
    assert client_of(officer).get(reverse(f"people:{name}", args=[UUID(int=7)])).status_code == 404


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_those_who_do_not_work_with_persons_are_refused(
    who: str, asked: LinkQuestion, request: pytest.FixtureRequest, client_of: Enter
) -> None:
    client = client_of(request.getfixturevalue(who))
    person = Link.objects.first().person_id

    assert client.get(reverse("people:questions")).status_code == 403
    assert client.get(reverse("people:question", args=[asked.pk])).status_code == 403
    assert client.get(reverse("people:relations", args=[person])).status_code == 403


def test_a_question_page_asks_the_database_a_bounded_number_of_times(
    city: City, officer: User, client_of: Enter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(6):
        city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=officer)
    one, other = Party.objects.filter(role="suspect").order_by("pk")[:2]
    question = LinkQuestion.objects.create(party=one, other=other, why="unsure", asked_at=one.report.reported_at)

    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]  # a context
        queries.question(officer, question.pk)
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]  # a context
        queries.couples(officer, Link.objects.first().person_id)
