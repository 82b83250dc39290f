"""Independent branches of one house: what passes between them passes on a ground, and stands in the ledger."""

import pathlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.trygg_web.exchange.drafts import HARMLESS, NAME, NUMBER, draft
from tests.trygg_web.exchange.houses import House, house
from trygg_web.access.models import Role
from trygg_web.exchange import actions, ledger, queries
from trygg_web.exchange import vault as pairs
from trygg_web.exchange.actions import Draft, Item
from trygg_web.exchange.models import LedgerEntry, Outgoing, Partner
from trygg_web.exchange.permissions import parties
from trygg_web.exchange.policies import LawRefuses

pytestmark = pytest.mark.django_db
NEEDED = {
    "own_task": "Samtalen kan inte fortsätta utan att den utsatta är varnad.",
    "convenience_only": "no",
    "less_intrusive_alternative": "Mindre räcker inte.",
}
HERS = Item("victim_name", "victim_identity", "Vera Vik")


@pytest.fixture
def joint(lines: tuple[Any, Any], tmp_path: pathlib.Path, db: None) -> Iterator[House]:
    """A joint house that has met itself."""
    with house("joint-a", "joint", tmp_path / "joint", lines[0]) as made:
        with made.inside():
            actions.meet_own(by=made.user(Role.ADMINISTRATOR))
        yield made


@pytest.fixture
def social(strangers: tuple[House, House]) -> House:
    """Social services whose branches can tell each other."""
    made = strangers[1]
    with made.inside():
        actions.meet_own(by=made.user(Role.ADMINISTRATOR))
    return made


def necessary(*items: Item, **given: Any) -> Draft:
    """What one branch of social services tells another because its own work needs it."""
    row = {"function": "victims", "ground": "G-11", "answers": NEEDED, "harm": HARMLESS, "kind": "information"}
    return draft(*items, **(row | given))


def test_the_police_of_a_joint_house_tell_its_social_services_by_the_law_between_authorities(joint: House) -> None:
    with joint.inside():
        made = actions.disclose(draft(), by=joint.user(Role.OFFICER))
    joint.post()
    joint.post()

    with joint.inside():
        came = queries.arrivals(joint.user(Role.SUPPORT))
        assert [(one.zone, one.unit, one.kind, one.message) for one in came] == [
            ("police", "police", "level", made.message)
        ]
        assert queries.arrivals(joint.user(Role.ADVOCATE)) == []
        assert [row.state for row in Outgoing.objects.all()] == ["receipted"]


def test_a_joint_house_has_each_crossing_once_on_each_side_of_its_ledger(joint: House) -> None:
    with joint.inside():
        actions.disclose(draft(), by=joint.user(Role.OFFICER))
    for _round in range(3):
        joint.post()

    with joint.inside():
        assert sorted(LedgerEntry.objects.values_list("side", flat=True)) == ["in", "out"]
        assert ledger.walk().whole


def test_what_the_law_refuses_between_authorities_is_refused_between_the_branches_of_a_joint_house(
    joint: House,
) -> None:
    told = draft(Item("file", "register_extract", "utdrag"))
    with joint.inside(), pytest.raises(LawRefuses):
        actions.disclose(told, by=joint.user(Role.OFFICER))


def test_who_helps_the_one_who_uses_violence_may_tell_those_who_help_the_one_subjected(social: House) -> None:
    with social.inside():
        actions.disclose(necessary(NUMBER, NAME), by=social.user(Role.SUPPORT))
    social.post()

    with social.inside():
        assert [one.items for one in queries.arrivals(social.user(Role.ADVOCATE))] == [(NUMBER, NAME)]


def test_who_is_subjected_is_never_told_to_who_helps_the_one_who_uses_violence(social: House) -> None:
    with social.inside(), pytest.raises(LawRefuses):
        actions.disclose(necessary(HERS, function="support"), by=social.user(Role.ADVOCATE))


def test_a_form_offers_the_other_branches_of_the_house_and_never_ones_own(social: House) -> None:
    with social.inside():
        offered = [value for value, _says in queries.recipients(social.user(Role.SUPPORT))]
    assert offered == ["social-a|victims", "social-a|children"]


def test_a_house_of_one_branch_does_not_meet_itself(strangers: tuple[House, House]) -> None:
    police, _social = strangers
    with police.inside():
        assert actions.meet_own(by=police.user(Role.ADMINISTRATOR)) is None
        assert not Partner.objects.exists()


def test_branches_reach_each_other_after_a_new_pair_of_keys(joint: House) -> None:
    with joint.inside():
        pairs.add_pair()
        actions.meet_own(by=joint.user(Role.ADMINISTRATOR))
        actions.disclose(draft(), by=joint.user(Role.OFFICER))
    joint.post()

    with joint.inside():
        assert len(queries.arrivals(joint.user(Role.SUPPORT))) == 1


def test_two_branches_are_named_as_the_law_names_them() -> None:
    assert parties("police", "social", "victims") == ("police", "social")
    assert parties("support", "social", "victims") == ("change_support", "victim_support")
    assert parties("victims", "social", "children") == ("victim_support", "social")
