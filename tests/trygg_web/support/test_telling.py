"""What comes from the other houses and what goes back, only by consent; and that it can be taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_number
from tests.factories.support import make_agreed, make_offer, make_participant, make_step
from tests.trygg_web.exchange.drafts import HARMLESS, draft
from tests.trygg_web.exchange.houses import House
from trygg.sharing import possible, sharing_rules
from trygg.support import State
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.models import Role, User
from trygg_web.exchange import actions as exchange
from trygg_web.exchange import queries as came
from trygg_web.exchange.actions import Item
from trygg_web.exchange.kept import loaded
from trygg_web.exchange.models import ArrivedItem, KeptDraft
from trygg_web.support import actions, queries
from trygg_web.support.models import Consent, How, Participant, Recipient, Referral, Tells

pytestmark = pytest.mark.django_db
Houses = tuple[House, House]


def wanted(number: str, *more: Item, **given: object) -> exchange.Draft:
    items = (Item("number", "person_basics", number), Item("name", "person_basics", "Hugo Holm"), *more)
    return draft(*items, **({"kind": "help_wanted", "why": "Personen vill ha hjälp."} | given))


def told(houses: Houses, *drafts: exchange.Draft) -> User:
    """The worker of the social house, once it has what the police told."""
    police, social = houses
    with police.inside():
        for one in drafts:
            exchange.disclose(one, by=police.user(Role.OFFICER))
    police.post()
    social.post()
    with social.inside():
        actions.run_day(on=timezone.localdate(), by=social.user(Role.NIGHT))
    return social.user(Role.SUPPORT)


def test_who_wants_help_stands_among_those_to_take_on(houses: Houses) -> None:
    number = make_number()
    worker = told(houses, wanted(number))

    with houses[1].inside():
        [row] = queries.persons(worker)
        shown = queries.person(worker, row.card.id)

        assert (row.card.name, row.mine) == ("Hugo Holm", False)
        assert (shown.card.number, shown.source_says) == (f"{number[:8]}-{number[8:]}", "genom polisen")
        assert [one.wants for one in shown.referrals] == ["Personen vill ha hjälp."]
        assert [one.does for one in queries.due(worker, timezone.localdate())] == ["Öppna"]


def test_a_level_that_was_told_to_this_branch_is_an_offer_to_make(houses: Houses) -> None:
    worker = told(houses, wanted(make_number(), kind="level"))

    with houses[1].inside():
        assert len(queries.persons(worker).object_list) == 1


def test_the_same_person_told_of_twice_is_one_person_with_two_referrals(houses: Houses) -> None:
    number = make_number()
    told(houses, wanted(number), wanted(number, kind="level"))

    with houses[1].inside():
        assert Participant.objects.count() == 1
        assert Referral.objects.count() == 2


def test_what_names_nobody_stays_in_the_inbox(houses: Houses) -> None:
    worker = told(houses, draft(Item("level", "level_and_delivery", "B"), kind="help_wanted"))

    with houses[1].inside():
        assert not Participant.objects.exists()
        assert len(came.arrivals(worker, "help_wanted")) == 1


def test_what_was_told_to_the_other_branch_never_comes_here(houses: Houses) -> None:
    worker = told(houses, wanted(make_number(), function="victims"), wanted(make_number(), function="children"))

    with houses[1].inside():
        assert not Participant.objects.exists()
        assert came.arrivals(worker) == []


def test_a_word_that_the_police_take_back_is_seen_no_more(houses: Houses) -> None:
    police, social = houses
    worker = told(houses, wanted(make_number(), Item("contact", "person_basics", "0700-000000")))
    with police.inside():
        from trygg_web.exchange.models import Disclosure

        gone = [Item("contact", "person_basics", None)]
        exchange.correct(Disclosure.objects.get().pk, because="Fel nummer.", items=gone, by=police.user(Role.OFFICER))
    police.post()
    social.post()

    with social.inside():
        shown = queries.person(worker, Participant.objects.get().pk)
        assert [one.contact for one in shown.referrals] == [""]


def accepted(worker: User, number: str = "") -> Participant:
    """Somebody who said yes to help."""
    offer = make_offer(make_participant(number=number or None, worker=worker), state=State.ACCEPTED)
    make_step(offer, "accept", "accepted")
    return offer.participant


def test_a_yes_goes_to_the_police_by_consent_and_is_seen_no_more_when_it_is_taken_back(houses: Houses) -> None:
    police, social = houses
    number = make_number()
    worker = told(houses, wanted(number))
    with social.inside():
        person = Participant.objects.get()
        actions.take_on(person.pk, by=worker)
        offer = actions.offer(person.pk, "crisis_centre", by=worker)
        actions.answer(offer.pk, actions.offers.Act.ACCEPT, by=worker)
        until = timezone.localdate() + timedelta(days=30)
        consent = actions.agree(
            person.pk, Recipient.POLICE, [Tells.ACCEPTED], how=How.IN_WRITING, until=until, by=worker
        )
        kept = KeptDraft.objects.get(pk=actions.tell(consent.pk, Tells.ACCEPTED, by=worker))
        given = loaded(kept.told)
        assert given.reply_to == Referral.objects.get().message
        assert given.ground == "G-01"
        assert "crisis_centre" not in kept.told
        assert "Kriscentrum" not in kept.told
        exchange.disclose(_weighed(given), by=worker)
        with pytest.raises(WrongState, match="redan berättat"):
            actions.tell(consent.pk, Tells.ACCEPTED, by=worker)
        assert queries.person(worker, person.pk).consents[0].told == (Tells.ACCEPTED,)
    social.post()
    police.post()

    assert _seen(police) == ["att personen har tackat ja"]
    with social.inside():
        actions.withdraw(consent.pk, by=worker)
    social.post()
    police.post()
    assert _seen(police) == []


def _weighed(given: exchange.Draft) -> exchange.Draft:
    from dataclasses import replace

    return replace(given, harm=HARMLESS)


def _seen(police: House) -> list[str]:
    """What the police see of help."""
    with police.inside():
        shown = came.arrivals(police.user(Role.OFFICER), "help_accepted")
        values = [one.value("help_step") for one in shown if one.corrects is None]
        return [value for value in values if value] if ArrivedItem.objects.exists() else []


def test_nothing_is_told_without_a_consent_that_covers_it_and_a_step_that_was_taken(support: User) -> None:
    person = accepted(support)
    on = timezone.localdate()
    started = make_agreed(person, tells=["started", "completed"])
    over = make_agreed(person, given_on=on - timedelta(days=9), until=on - timedelta(days=1))
    back = make_agreed(person)
    actions.withdraw(back.pk, by=support)

    with pytest.raises(WrongState, match="gäller inte"):
        actions.tell(started.pk, Tells.ACCEPTED, by=support)
    with pytest.raises(WrongState, match="inte hänt"):
        actions.tell(started.pk, Tells.STARTED, by=support)
    for consent in (over, back):
        with pytest.raises(WrongState, match="gäller inte"):
            actions.tell(consent.pk, Tells.ACCEPTED, by=support)
    with pytest.raises(WrongState, match="redan återkallat"):
        actions.withdraw(back.pk, by=support)
    assert not KeptDraft.objects.exists()


@pytest.mark.parametrize("days", [-1, 367])
def test_a_consent_holds_from_today_and_at_most_a_year(support: User, days: int) -> None:
    until = timezone.localdate() + timedelta(days=days)

    with pytest.raises(InvalidInput, match="sista dag"):
        actions.agree(
            make_participant().pk, Recipient.POLICE, ["accepted"], how=How.IN_WRITING, until=until, by=support
        )
    assert not Consent.objects.exists()


def test_only_the_persons_own_consent_opens_that_help_was_taken() -> None:
    for recipient in ("police", "probation"):
        grounds = possible("social", recipient, "help_taken", timezone.localdate(), sharing_rules())
        assert [one.id for one in grounds] == ["G-01"]
