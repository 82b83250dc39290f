"""Help that the person wanted when the message was given: asked for once, and only when it was wanted."""

import pytest
from django.urls import reverse

from tests.factories import make_attempt
from trygg_web.access.errors import NotAllowed, NotThere, WrongState
from trygg_web.access.models import User
from trygg_web.exchange.kept import loaded
from trygg_web.exchange.models import KeptDraft
from trygg_web.notifications import actions, queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("said", ["accepted", "thinks"])
def test_who_wants_help_is_told_of_in_a_prefilled_disclosure_to_those_who_give_it(said: str, officer: User) -> None:
    tried = make_attempt(outcome="delivered", help=said, note="Sa att hen dricker.")

    given = loaded(KeptDraft.objects.get(pk=actions.ask_for_help(tried.pk, by=officer)).told)

    assert (given.zone, given.function, given.kind, given.ground) == ("social", "support", "help_wanted", "G-08")
    assert {item.data_class for item in given.items} == {"person_basics"}
    assert "dricker" not in repr(given)


@pytest.mark.parametrize("said", ["declined", ""])
def test_who_said_no_is_told_of_to_nobody(said: str, officer: User) -> None:
    tried = make_attempt(outcome="delivered", help=said)

    assert queries.to_ask([tried]) == set()
    with pytest.raises(WrongState, match="inte bett om hjälp"):
        actions.ask_for_help(tried.pk, by=officer)
    assert not KeptDraft.objects.exists()


def test_only_those_who_work_with_messages_ask(advocate: User, officer: User) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_for_help(make_attempt(help="accepted").pk, by=advocate)
    with pytest.raises(NotThere):
        actions.ask_for_help(make_attempt().notification_id, by=officer)


def test_the_button_stands_with_the_attempt_at_which_help_was_wanted(officer: User, client_of) -> None:  # type: ignore[no-untyped-def]  # a fixture
    wanted = make_attempt(outcome="delivered", help="accepted")

    page = client_of(officer).get(reverse("notifications:message", args=[wanted.notification_id])).content.decode()

    assert reverse("notifications:ask_for_help", args=[wanted.pk]) in page
