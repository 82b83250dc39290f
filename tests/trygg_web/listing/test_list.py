"""The list: filters, sorting, marks, one page of names, and a bounded number of queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_decision, make_hold, make_number, make_person, make_proposal, make_row
from trygg_web.access.models import Entry, User
from trygg_web.listing import actions, queries
from trygg_web.listing.queries import Filters

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def shown(viewer: User, **asked: Any) -> list[Any]:
    return [row.rank.pk for row in queries.the_list(viewer, Filters(**asked))]


def test_the_gravest_level_stands_first_and_then_the_order(officer: User) -> None:
    low, mild, high = make_row(level="B", score=10), make_row(level="D", score=90), make_row(level="B", score=80)

    assert shown(officer) == [high.pk, low.pk, mild.pk]


def test_each_sort_has_its_order(officer: User) -> None:
    today = timezone.localdate()
    one = make_row(score=90, last_act=today - timedelta(days=9), since=today - timedelta(days=1))
    two = make_row(score=10, last_act=today - timedelta(days=1), since=today - timedelta(days=9))

    assert shown(officer, sort="rfgv") == shown(officer, sort="sedan") == [one.pk, two.pk]
    assert shown(officer, sort="senast") == [two.pk, one.pk]
    assert shown(officer, sort="okänt") == shown(officer, sort="niva")


def test_each_filter_leaves_those_it_says(officer: User) -> None:
    today = timezone.localdate()
    long_ago, later = today - timedelta(days=99), today + timedelta(days=99)
    plain = make_row(level="D", since=long_ago, review_on=later, last_act=long_ago - timedelta(days=5))
    late = make_row(since=long_ago, review_on=today, last_act=None)
    new = make_row(since=today, review_on=later, last_act=None)
    raised = make_row(level="A", since=today, review_on=later, former="B", last_act=None, district="Norr")
    told = make_row(since=long_ago, review_on=later, last_act=today)
    make_proposal(plain.person)
    make_proposal(late.person, state="second")
    make_decision(make_proposal(new.person, state="decided"), by=officer)

    assert shown(officer, levels=("A", "D")) == [raised.pk, plain.pk]
    assert shown(officer, state="overdue") == [late.pk]
    assert shown(officer, state="new") == [new.pk]
    assert shown(officer, state="raised") == [raised.pk]
    assert shown(officer, state="news") == [told.pk]
    assert shown(officer, state="waiting") == [plain.pk]
    assert shown(officer, state="second") == [late.pk]
    assert shown(officer, area="Norr") == [raised.pk]
    assert shown(officer, mine=True) == [new.pk]


def test_marks_speak_in_words(officer: User) -> None:
    today = timezone.localdate()
    row = make_row(
        make_person(protected="sekretessmarkering"), since=today - timedelta(days=30), review_on=today, last_act=today
    )
    make_hold(one=row.person)

    told = [says for says, _kind in queries.preview(officer, row.pk).marks]

    assert told == [
        "skyddad identitet",
        "ömsesidiga anmälningar, bedöms",
        "ny anmälan sedan beslutet",
        "omprövning försenad",
    ]


def test_a_protected_name_is_masked(officer: User, cleared: User) -> None:
    row = make_row(make_person(given="Hemlig", protected="sekretessmarkering"))

    assert "Hemlig" not in queries.preview(officer, row.pk).card.name
    assert "Hemlig" in queries.preview(cleared, row.pk).card.name


def test_the_queries_of_a_page_do_not_grow_with_its_rows(
    officer: User, client_of: Enter, django_assert_max_num_queries: Any
) -> None:
    for place in range(12):
        make_row(level="ABCD"[place % 4])
    client = client_of(officer)
    client.get(reverse("listing:list"))

    with django_assert_max_num_queries(32):
        client.get(reverse("listing:list"))


def test_a_page_of_names_is_logged_once(officer: User) -> None:
    make_row()
    make_row()

    shown(officer)

    assert Entry.objects.filter(verb="saw", kind="person").count() == 1


def test_the_list_shows_chips_for_filters_and_keeps_them_in_the_address(officer: User, client_of: Enter) -> None:
    make_row(level="B", district="Norr")

    page = client_of(officer).get(reverse("listing:list"), {"niva": ["A", "B"], "omrade": "Norr"})

    html = page.content.decode()
    assert page.status_code == 200
    assert "?niva=B&amp;omrade=Norr" in html
    assert "listing/list.html" in [template.name for template in page.templates]


def test_lanes_show_the_same_people(officer: User, client_of: Enter) -> None:
    make_row(make_person(given="Lars", family="Lanserad"), level="A")

    page = client_of(officer).get(reverse("listing:list"), {"vy": "filer"})

    assert "Lars Lanserad" in page.content.decode()
    assert "listing/_lanes.html" in [template.name for template in page.templates]


def test_the_list_sorted_by_rfgv_shows_its_four_parts(officer: User, client_of: Enter) -> None:
    make_row()

    page = client_of(officer).get(reverse("listing:list"), {"ordning": "rfgv"}).content.decode()

    assert page.count("<meter") == 4


def test_an_empty_list_says_what_to_do(officer: User, client_of: Enter) -> None:
    assert "Ingen står på listan än." in client_of(officer).get(reverse("listing:list")).content.decode()


def test_a_search_finds_by_number_and_leaves_no_name_in_the_address(officer: User, client_of: Enter) -> None:
    number = make_number()
    row = make_row(make_person(given="Nils", number=number))
    other = make_person(given="Nils")
    client = client_of(officer)

    by_number = client.post(reverse("listing:search"), {"text": number})
    by_name = client.post(reverse("listing:search"), {"text": "nils prov"})

    assert [found.rank.pk for found in by_number.context["rows"]] == [row.pk]
    assert [card.id for card in by_name.context["others"]] == [other.pk]
    assert client.get(reverse("listing:search")).status_code == 302
    assert client.post(reverse("listing:search"), {"text": ""}).status_code == 400


def test_a_preview_is_a_part_for_htmx_and_a_page_without(officer: User, client_of: Enter) -> None:
    address = reverse("listing:preview", args=[make_row().pk])
    client = client_of(officer)

    part, whole = client.get(address, headers={"HX-Request": "true"}), client.get(address)

    assert "<html" not in part.content.decode()
    assert "<html" in whole.content.decode()


def test_who_is_not_on_the_list_has_no_preview(officer: User, client_of: Enter) -> None:
    assert client_of(officer).get(reverse("listing:preview", args=[make_person().pk])).status_code == 404


def test_figures_of_the_list_follow_every_change_of_it(officer: User, analyst: User) -> None:
    today = timezone.localdate()
    actions.propose_placements(on=today, by=analyst)
    before = queries.head(officer).counts["B"], queries.the_list(officer, Filters()).paginator.count

    decide(officer, "B")

    after = queries.head(officer).counts["B"], queries.the_list(officer, Filters()).paginator.count
    assert (before, after) == ((0, 0), (1, 1))


def decide(officer: User, level: str) -> None:
    person = make_person()
    proposal = make_proposal(person=person, level=level)
    actions.confirm(proposal.pk, level, because="", review_on=None, seconds_open=30, facts_opened=True, by=officer)


def test_a_search_that_is_cut_says_what_finds_fewer(
    officer: User, client_of: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("trygg_web.people.queries.persons.MOST", "trygg_web.listing.queries.MOST_FOUND"):
        monkeypatch.setattr(module, 2)
    for _place in range(3):
        make_person(given="Nils")

    page = client_of(officer).post(reverse("listing:search"), {"text": "nils prov"}).content.decode()

    assert "De första 2 träffarna visas." in page
