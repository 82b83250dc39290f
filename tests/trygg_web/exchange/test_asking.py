"""A request is asked for a purpose and answered on a ground, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.trygg_web.exchange.drafts import back
from tests.trygg_web.exchange.houses import House
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.models import Role
from trygg_web.exchange import actions, queries
from trygg_web.exchange.actions import Wanted
from trygg_web.exchange.models import Request

pytestmark = pytest.mark.django_db
Two = tuple[House, House]


@pytest.fixture
def asked(houses: Two) -> Request:
    """A request of the police that has come to those who help the person who uses violence."""
    police, social = houses
    wanted = Wanted(
        "social", "support", ("person_basics",), "prevent_crime", "Samverkan inför budskap.",
        {"name": "Kalle Kanarie"}, timezone.localdate() + timedelta(days=5), "local-9",
    )  # fmt: skip
    with police.inside():
        actions.ask(wanted, by=police.user(Role.OFFICER))
    police.post()
    social.post()
    with social.inside():
        return Request.objects.get()


def test_a_request_comes_to_the_branch_that_is_asked(houses: Two, asked: Request) -> None:
    social = houses[1]
    with social.inside():
        shown = queries.request(social.user(Role.SUPPORT), asked.pk)
        with pytest.raises(NotThere):
            queries.request(social.user(Role.ADVOCATE), asked.pk)

    assert shown.about == (("Namn på den som utövar våld", "Kalle Kanarie"),)
    assert (shown.line.incoming, shown.line.open) == (True, True)


def test_a_refusal_goes_back_with_its_provision(houses: Two, asked: Request) -> None:
    police, social = houses
    with social.inside():
        actions.answer_request(asked.pk, "refused", ground="26:1", says="Men kan uppstå.", by=social.user(Role.SUPPORT))
    social.post()
    police.post()

    with police.inside():
        row = Request.objects.get()
        assert (row.state, row.ground, row.answer) == ("refused", "26:1", "Men kan uppstå.")


def test_what_is_given_is_a_disclosure_of_its_own(houses: Two, asked: Request) -> None:
    police, social = houses
    with social.inside():
        by = social.user(Role.SUPPORT)
        made = actions.disclose(back(reply_to=asked.message, request=asked.pk), by=by)
        actions.answer_request(asked.pk, "given", ground="G-08", says="", by=by)
        assert made.request == asked
    social.post()
    police.post()

    with police.inside():
        came = queries.arrivals(police.user(Role.OFFICER))
        assert [one.reply_to for one in came] == [Request.objects.get().message]


def test_a_request_is_answered_once(houses: Two, asked: Request) -> None:
    social = houses[1]
    with social.inside():
        by = social.user(Role.SUPPORT)
        actions.answer_request(asked.pk, "given", ground="G-08", says="", by=by)
        with pytest.raises(WrongState):
            actions.answer_request(asked.pk, "refused", ground="26:1", says="Nej.", by=by)


def test_a_refusal_without_words_is_no_answer(houses: Two, asked: Request) -> None:
    social = houses[1]
    with social.inside(), pytest.raises(InvalidInput):
        actions.answer_request(asked.pk, "refused", ground="26:1", says=" ", by=social.user(Role.SUPPORT))


def test_what_waits_for_an_answer_stands_in_the_day(houses: Two, asked: Request) -> None:
    social = houses[1]
    with social.inside():
        found = queries.due(social.user(Role.SUPPORT), timezone.localdate())

    assert [one.about for one in found] == [asked.dnr]
