"""A correction reaches every house that was told, with receipt, and changes what it sees."""

import pytest

from tests.trygg_web.exchange.drafts import LEVEL, NUMBER, draft
from tests.trygg_web.exchange.houses import House
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.models import Role
from trygg_web.exchange import actions, queries
from trygg_web.exchange.actions import Item
from trygg_web.exchange.models import Disclosure, LedgerEntry, Outgoing

pytestmark = pytest.mark.django_db
Two = tuple[House, House]
SUSPICION = Item("suspicion", "incident_metadata", "skäligen misstänkt")
CLOSED = Item("suspicion", "incident_metadata", "nedlagd, inte brott")


def tell(police: House, *items: Item, **given: object) -> Disclosure:
    with police.inside():
        return actions.disclose(draft(*items, **given), by=police.user(Role.OFFICER))


def correct(police: House, made: Disclosure, *items: Item) -> Disclosure:
    with police.inside():
        return actions.correct(made.pk, because="Beslut av åklagare.", items=items, by=police.user(Role.OFFICER))


def seen(social: House) -> list[tuple[Item, ...]]:
    with social.inside():
        return [one.items for one in queries.arrivals(social.user(Role.SUPPORT)) if one.corrects is None]


def test_a_closed_suspicion_changes_what_the_other_house_sees(houses: Two) -> None:
    police, social = houses
    made = tell(police, NUMBER, SUSPICION)
    police.post()
    social.post()

    correct(police, made, CLOSED)
    police.post()
    social.post()
    police.post()

    assert [set(items) for items in seen(social)] == [{NUMBER, CLOSED}]
    with police.inside():
        assert set(Outgoing.objects.values_list("state", flat=True)) == {"receipted"}


def test_a_withdrawn_field_is_no_longer_seen(houses: Two) -> None:
    police, social = houses
    made = tell(police, NUMBER, LEVEL)

    correct(police, made, Item("level", "level_and_delivery", None))
    police.post()
    social.post()

    assert seen(social) == [(NUMBER,)]


def test_a_correction_that_comes_before_what_it_corrects_still_holds(houses: Two) -> None:
    police, social = houses
    made = tell(police, NUMBER, SUSPICION)
    correct(police, made, CLOSED)
    police.post()
    folder = social.home.parent / "post" / police.name / social.name
    first, second = sorted(folder.glob("*.jwe"))
    first.rename(folder / "z.jwe")
    assert second.exists()

    social.post()

    assert [set(items) for items in seen(social)] == [{NUMBER, CLOSED}]


def test_the_last_of_several_corrections_holds_in_any_order(houses: Two) -> None:
    police, social = houses
    made = tell(police, SUSPICION)
    correct(police, made, CLOSED)
    correct(police, made, Item("suspicion", "incident_metadata", "frikänd"))
    police.post()
    folder = social.home.parent / "post" / police.name / social.name
    for place, one in enumerate(sorted(folder.glob("*.jwe"), reverse=True)):
        one.rename(folder / f"{place}.jwe")

    social.post()

    assert [items[0].value for items in seen(social)] == ["frikänd"]


def test_a_room_above_gets_the_correction_to_take(houses: Two) -> None:
    police, social = houses
    made = tell(police, NUMBER, LEVEL)
    police.post()
    social.post()
    with social.inside():
        actions.take(queries.untaken("level")[0].id, subject="here-1", by=social.user(Role.NIGHT))

    correct(police, made, Item("level", "level_and_delivery", "C"))
    police.post()
    social.post()

    with social.inside():
        waiting = queries.untaken("level")
    assert [(one.corrects, one.value("level")) for one in waiting] == [(made.message, "C")]


def test_what_is_taken_is_taken_once(houses: Two) -> None:
    police, social = houses
    tell(police)
    police.post()
    social.post()

    with social.inside():
        came = queries.untaken("level")[0]
        actions.take(came.id, by=social.user(Role.NIGHT))
        with pytest.raises(WrongState):
            actions.take(came.id, by=social.user(Role.NIGHT))
        assert queries.untaken("level") == []


def test_every_recipient_is_told_and_only_of_what_it_got(houses: Two) -> None:
    police, _social = houses
    tell(police, NUMBER, SUSPICION, subject="local-7")
    tell(police, SUSPICION, subject="local-7", function="victims")
    tell(police, NUMBER, subject="local-7")
    tell(police, SUSPICION, subject="another")

    with police.inside():
        made = actions.correct_everywhere(
            "local-7", because="Fel person.", items=[CLOSED], by=police.user(Role.OFFICER)
        )

    assert [one.function for one in made] == ["support", "victims"]


def test_a_correction_cannot_tell_anything_new(houses: Two) -> None:
    police, _social = houses
    made = tell(police, NUMBER)

    with pytest.raises(InvalidInput):
        correct(police, made, LEVEL)


def test_a_correction_has_its_own_line_that_names_what_it_corrects(houses: Two) -> None:
    police, social = houses
    made = tell(police, NUMBER, SUSPICION)
    correct(police, made, CLOSED)
    police.post()
    social.post()

    for house in houses:
        with house.inside():
            line = LedgerEntry.objects.get(corrects=made.message)
            assert line.fields == {"suspicion": "incident_metadata"}
