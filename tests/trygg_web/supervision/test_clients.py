"""Who can be found, and how the pages answer."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.factories import make_user
from tests.factories.supervision import make_client, make_sentence
from trygg_web.access.models import Entry, Role, User
from trygg_web.supervision import queries

BrowserOf = Callable[[User], Browser]


@pytest.mark.parametrize("text", ["Ebba", "ek", "EBBA EK", "ebba  ek"])
def test_a_client_is_found_by_words_of_the_name(text: str, supervisor: User) -> None:
    wanted = make_client("Ebba", "Ek")
    make_client("Bo", "Bergh")

    assert [row.card.id for row in queries.clients(supervisor, text)] == [wanted.pk]


def test_a_client_is_found_by_number_in_any_notation(supervisor: User) -> None:
    wanted = make_client()
    number = wanted.number

    for text in (number, f"{number[2:8]}-{number[8:]}", f"{number[:8]}-{number[8:]}"):
        assert [row.card.id for row in queries.clients(supervisor, text)] == [wanted.pk]


def test_a_protected_client_is_hidden_from_search_and_masked_in_the_list(supervisor: User) -> None:
    make_client("Ebba", "Ek", protected=True)

    assert list(queries.clients(supervisor, "Ebba")) == []
    assert [row.card.name for row in queries.clients(supervisor)] == ["skyddade personuppgifter"]


def test_the_cleared_find_and_see_a_protected_client(db: None) -> None:
    cleared = make_user("", Role.SUPERVISOR, Role.CLEARED)
    make_client("Ebba", "Ek", protected=True)

    assert [row.card.name for row in queries.clients(cleared, "Ebba")] == ["Ebba Ek"]


def test_every_client_on_a_page_stands_in_the_log(supervisor: User) -> None:
    held = {str(make_client().pk) for _time in range(3)}

    queries.clients(supervisor)

    entry = Entry.objects.get(verb="saw", kind="client")
    assert set(entry.subjects.values_list("subject", flat=True)) == held


@pytest.mark.parametrize("asked", ["paforsld=x", "typ=Skyddstillsyn", "sok=Ebba", "sida=1&omrade=Rosengård"])
def test_only_name_and_number_can_be_searched_for(asked: str, supervisor: User, client_of: BrowserOf) -> None:
    assert client_of(supervisor).get(f"{reverse('supervision:clients')}?{asked}").status_code == 400


def test_who_is_searched_for_stands_in_no_address(supervisor: User, client_of: BrowserOf) -> None:
    make_client("Ebba", "Ek")
    make_client("Bo", "Bergh")

    page = client_of(supervisor).post(reverse("supervision:clients"), {"sok": "Ebba"}).content.decode()

    assert "Ebba Ek" in page
    assert "Bo Bergh" not in page
    assert 'method="get"' not in page
    assert "?sok" not in page


def test_the_page_of_a_client_shows_sentence_and_ways_on(supervisor: User, client_of: BrowserOf) -> None:
    sentence = make_sentence(conditions="Vistelseföreskrift")

    page = client_of(supervisor).get(reverse("supervision:client", args=[sentence.client_id])).content.decode()

    assert "Skyddstillsyn" in page
    assert "Vistelseföreskrift" in page
    assert reverse("supervision:appointment", args=[sentence.client_id]) in page
    assert "<title>En klient – Trygg</title>" in page


def test_a_booking_is_typed_the_swedish_way_and_bad_input_stays_on_the_page(
    supervisor: User, client_of: BrowserOf
) -> None:
    client, browser = make_client(), client_of(supervisor)
    address = reverse("supervision:appointment", args=[client.pk])

    bad = browser.post(address, {"purpose": "talk", "day": "31/2 2030", "clock": "9.30"})
    good = browser.post(address, {"purpose": "talk", "day": "om 3 dagar", "clock": "9.30"})

    assert (bad.status_code, good.status_code) == (400, 302)
    assert client.appointments.count() == 1


def test_a_search_with_more_hits_than_a_page_says_what_finds_fewer(supervisor: User, client_of: BrowserOf) -> None:
    for _place in range(31):
        make_client("Ebba")

    page = client_of(supervisor).post(reverse("supervision:clients"), {"sok": "Ebba"}).content.decode()

    assert "De första 30 träffarna visas." in page
    assert "Nästa sida" not in page
