"""A disclosure crosses, once, with its purpose and its condition."""

import pytest

from tests.trygg_web.exchange.drafts import LEVEL, NUMBER, draft
from tests.trygg_web.exchange.houses import House
from trygg_web.access.models import Role
from trygg_web.exchange import actions, ledger, queries
from trygg_web.exchange.models import Outgoing

pytestmark = pytest.mark.django_db
Two = tuple[House, House]


def test_a_disclosure_arrives_with_purpose_condition_and_items(houses: Two) -> None:
    police, social = houses
    with police.inside():
        actions.disclose(draft(), by=police.user(Role.OFFICER))

    police.post()
    social.post()

    with social.inside():
        came = queries.arrivals(social.user(Role.SUPPORT))
    assert [(one.kind, one.purpose, one.condition, one.items) for one in came] == [
        ("level", "prevent_crime", "Får inte lämnas vidare.", (NUMBER, LEVEL))
    ]


def test_a_receipt_comes_back_and_ends_the_sending(houses: Two) -> None:
    police, social = houses
    with police.inside():
        actions.disclose(draft(), by=police.user(Role.OFFICER))

    police.post()
    social.post()
    police.post()

    with police.inside():
        assert [one.state for one in Outgoing.objects.all()] == ["receipted"]
        assert ledger.walk() == ledger.Walked(1, ())
