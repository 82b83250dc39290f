"""How the pages answer, and that nothing but a name, an identity number and a case number can be searched for."""

import string
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_user
from tests.factories.support import make_agreed, make_offer, make_participant, make_time
from trygg.support import State
from trygg_web.access.models import Entry, Role, User
from trygg_web.support import queries
from trygg_web.support.models import Offer

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.mark.parametrize("text", ["Hugo", "holm", "HUGO HOLM", "hugo  holm"])
def test_a_person_is_found_by_words_of_the_name(text: str, support: User) -> None:
    wanted = make_participant("Hugo", "Holm", worker=support)
    make_participant("Bo", "Bergh", worker=support)

    assert [row.card.id for row in queries.persons(support, text)] == [wanted.pk]


def test_a_person_is_found_by_identity_number_and_by_case_number(support: User) -> None:
    wanted = make_participant()
    make_participant("Hugo", "Holm")
    number = wanted.number

    for text in (number, f"{number[2:8]}-{number[8:]}", wanted.case_number, wanted.case_number.lower()):
        assert [row.card.id for row in queries.persons(support, text)] == [wanted.pk]


def test_a_person_is_not_found_by_help_need_or_state(support: User) -> None:
    make_offer(make_participant("Hugo", "Holm", contact="ring Eva"), help="addiction_care", state=State.DROPPED)

    for text in ("Beroendemottagning", "addiction_care", "alkohol", "avbruten", "dropped", "Eva", "polisen", "1"):
        assert list(queries.persons(support, text)) == []


@pytest.mark.parametrize(
    "asked", ["hjalp=addiction_care", "lage=dropped", "sok=Hugo", "sida=1&behov=addiction", "for=debt"]
)
def test_the_list_refuses_every_other_question(asked: str, support: User, client_of: ClientOf) -> None:
    assert client_of(support).get(f"{reverse('support:persons')}?{asked}").status_code == 400


invented = st.text(string.ascii_lowercase + "_", min_size=1, max_size=12).filter(lambda key: key != "sida")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=invented, value=st.text(max_size=20))
def test_no_invented_parameter_chooses_among_people(key: str, value: str, support: User, client_of: ClientOf) -> None:
    if not Offer.objects.exists():
        make_offer(make_participant(worker=support), help="addiction_care")
        make_offer(make_participant("Bo", "Bergh", worker=support), help="debt_advice")
    browser = client_of(support)

    assert browser.get(reverse("support:persons"), {key: value}).status_code == 400
    told = browser.post(reverse("support:persons"), {key: value}).content if key != "sok" else b""
    assert key == "sok" or sum(str(row.card.id).encode() in told for row in queries.persons(support)) == 2
    people = [row.card.id for row in queries.persons(support)]
    page = browser.get(reverse("support:directory"), {key: value})
    assert page.status_code == 200
    assert not any(str(one) in page.content.decode() for one in people)


def test_what_is_searched_for_stands_in_no_address(support: User, client_of: ClientOf) -> None:
    make_participant("Hugo", "Holm", worker=support)
    make_participant("Bo", "Bergh", worker=support)

    page = client_of(support).post(reverse("support:persons"), {"sok": "Hugo"}).content.decode()

    assert "Hugo Holm" in page
    assert "Bo Bergh" not in page
    assert "?sok" not in page


def test_whoever_stands_on_a_page_stands_in_the_log(support: User) -> None:
    shown = {str(make_participant().pk) for _time in range(3)}

    queries.persons(support)

    entry = Entry.objects.get(verb="saw", kind="participant")
    assert set(entry.subjects.values_list("subject", flat=True)) == shown


def test_attendance_is_two_clicks_from_the_first_page(support: User, client_of: ClientOf) -> None:
    time = make_time(make_offer(make_participant(worker=support), state=State.BOOKED))
    browser = client_of(support)
    person = reverse("support:person", args=[time.offer.participant_id])
    first = browser.get("/").content.decode()
    assert f'href="{person}"' in first
    assert "Anteckna" in first

    page = browser.get(person).content.decode()
    assert 'name="attendance" value="came"' in page
    done = browser.post(reverse("support:attend", args=[time.pk]), {"attendance": "came"})

    assert done.headers["Location"] == person
    time.refresh_from_db()
    assert time.attendance == "came"


def test_a_page_names_nobody_in_its_title(support: User, client_of: ClientOf) -> None:
    person = make_participant("Hugo", "Holm", worker=support)

    page = client_of(support).get(reverse("support:person", args=[person.pk])).content.decode()

    assert "Hugo Holm" in page
    assert "<title>En person – Trygg</title>" in page


def test_bad_input_stays_on_the_page(support: User, client_of: ClientOf) -> None:
    offer, browser = make_offer(state=State.ACCEPTED), client_of(support)
    address = reverse("support:book", args=[offer.pk])

    bad = browser.post(address, {"day": "31/2 2030", "clock": "9.30"})
    good = browser.post(address, {"day": "om en vecka", "clock": "9.30"})

    assert (bad.status_code, good.status_code) == (400, 302)
    assert offer.appointments.count() == 1


def test_a_dropping_without_a_reason_is_asked_for_on_the_page(support: User, client_of: ClientOf) -> None:
    offer = make_offer(state=State.ATTENDING)

    page = client_of(support).post(reverse("support:end", args=[offer.pk]), {"act": "drop", "because": ""})

    assert page.status_code == 400
    assert "Skriv varför hjälpen avbryts." in page.content.decode()


def test_to_tell_leads_to_the_ground_of_a_disclosure(support: User, client_of: ClientOf) -> None:
    from tests.factories.support import make_tellable

    page = client_of(support).post(reverse("support:tell", args=[make_tellable().pk]), {"what": "accepted"})

    assert page.status_code == 302
    assert page.headers["Location"].startswith("/utlamnande/")
    again = client_of(support).post(reverse("support:tell", args=[make_agreed().pk]), {"what": "everything"})
    assert again.status_code == 400


def test_the_directory_shows_what_there_is_for_a_need(support: User, client_of: ClientOf) -> None:
    browser = client_of(support)

    whole = browser.get(reverse("support:directory")).content.decode()
    debt = browser.get(reverse("support:directory"), {"for": "debt"}).content.decode()

    assert 'href="tel:020555666"' in whole
    assert "Budget- och skuldrådgivning" in debt
    assert "020-555 666" not in debt


def test_a_list_costs_as_many_questions_for_thirty_as_for_three(
    support: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _time in range(30):
        make_time(
            make_offer(make_participant(worker=support), state=State.BOOKED), at=timezone.now() + timedelta(days=1)
        )

    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]  # a context manager
        queries.persons(support)


def test_a_lead_hands_a_case_over_by_its_number(lead: User, support: User, client_of: ClientOf) -> None:
    person, other = make_participant("Hugo", "Holm", worker=support), make_user("stina", Role.SUPPORT)
    browser = client_of(lead)

    page = browser.get(reverse("support:hand_over", args=[person.pk])).content.decode()
    done = browser.post(reverse("support:hand_over", args=[person.pk]), {"worker": other.pk})

    assert "Holm" not in page
    assert person.case_number in page
    assert done.status_code == 302
    person.refresh_from_db()
    assert person.worker == other
