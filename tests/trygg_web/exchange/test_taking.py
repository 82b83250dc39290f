"""What came is taken over by the rooms above once, whatever else runs at the same time."""

import pytest

from tests.factories import make_user
from tests.factories.exchange import branch, make_arrival
from trygg_web.access.errors import InvalidInput
from trygg_web.access.models import Role, User
from trygg_web.exchange import actions
from trygg_web.exchange.models import Arrival
from trygg_web.exchange.records import Came

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> User:
    return make_user("natten", Role.NIGHT)


def take(one: Came, by: User) -> bool:
    actions.take(one.id, by=by)
    return True


def test_two_rounds_at_once_take_it_once_and_neither_stops(night: User) -> None:
    """The second round runs whole just when the first has found what nobody has taken."""
    make_arrival()
    between: list[int] = []

    def late(one: Came, by: User) -> bool:
        between.append(actions.take_each("accepted", branch(), take, by=by))
        return take(one, by)

    assert actions.take_each("accepted", branch(), late, by=night) == 0
    assert between == [1]


def test_what_a_room_cannot_take_stays_in_the_inbox_and_the_rest_is_taken(night: User) -> None:
    broken, whole = make_arrival(), make_arrival()

    def some(one: Came, by: User) -> bool:
        take(one, by)
        if one.id == broken.pk:
            raise InvalidInput("kan inte läsas")
        return True

    assert actions.take_each("accepted", branch(), some, by=night) == 1
    assert list(Arrival.objects.filter(taken_at=None)) == [broken]
    assert Arrival.objects.exclude(taken_at=None).get() == whole


def test_what_was_told_to_another_branch_is_not_taken(night: User) -> None:
    make_arrival(function="nobody")

    assert actions.take_each("accepted", branch(), take, by=night) == 0
