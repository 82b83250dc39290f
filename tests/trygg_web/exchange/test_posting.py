"""Carried at least once, taken in exactly once, whatever happens on the way."""

import shutil
from datetime import timedelta
from random import Random

import pytest
from django.conf import settings
from django.utils import timezone
from time_machine import travel

from tests.trygg_web.exchange.drafts import draft
from tests.trygg_web.exchange.houses import House, without_triggers
from trygg_web.access.errors import InvalidInput
from trygg_web.access.log import Verb
from trygg_web.access.models import Entry, Role
from trygg_web.exchange import actions, queries, transport, vault
from trygg_web.exchange.errors import TurnedAway
from trygg_web.exchange.models import Arrival, LedgerEntry, LedgerPerson, Outgoing, Partner

pytestmark = pytest.mark.django_db
Two = tuple[House, House]


def tell(house: House, times: int = 1) -> None:
    with house.inside():
        for _ in range(times):
            actions.disclose(draft(), by=house.user(Role.OFFICER))


def files(police: House, social: House) -> list:
    return sorted((police.home.parent / "post" / police.name / social.name).glob("*.jwe"))


def states(house: House) -> list[str]:
    with house.inside():
        return sorted(Outgoing.objects.values_list("state", flat=True))


def came(house: House) -> int:
    with house.inside():
        return Arrival.objects.count()


def test_a_message_that_comes_twice_is_taken_in_once(houses: Two) -> None:
    police, social = houses
    tell(police)
    police.post()
    one = files(police, social)[0]
    text = one.read_text()
    social.post()

    one.write_text(text)
    run = social.post()

    assert (run.received, came(social)) == (0, 1)
    with social.inside():
        assert LedgerEntry.objects.count() == 1


def test_a_lost_receipt_is_asked_for_by_sending_again(houses: Two) -> None:
    police, social = houses
    tell(police)
    police.post()
    social.post()
    shutil.rmtree(social.home.parent / "post" / social.name)

    with travel(timezone.now() + timedelta(hours=2)):
        police.post()
        social.post()
        police.post()

    assert states(police) == ["receipted"]
    assert came(social) == 1


def test_nothing_is_lost_when_the_other_house_is_down_for_a_week(houses: Two) -> None:
    police, social = houses
    start = timezone.now()
    for day in range(7):
        with travel(start + timedelta(days=day)):
            tell(police, 2)
            police.post()

    with travel(start + timedelta(days=7)):
        social.post()
        police.post()

    assert came(social) == 14
    assert states(police) == ["receipted"] * 14


def test_messages_may_come_in_any_order(houses: Two) -> None:
    police, social = houses
    tell(police, 5)
    police.post()
    found = files(police, social)
    names = [one.name for one in found]
    Random(3).shuffle(names)
    for one, name in zip(found, names, strict=True):
        one.rename(one.with_name(f"x{name}"))

    social.post()

    assert came(social) == 5


def test_numbers_that_have_not_come_are_named(houses: Two) -> None:
    police, social = houses
    tell(police, 4)
    police.post()
    files(police, social)[1].unlink()

    social.post()

    with social.inside():
        assert queries.partners(social.user(Role.ADMINISTRATOR))[0].missing == (2,)


def test_a_tampered_file_is_set_aside_and_the_rest_comes_in(houses: Two) -> None:
    police, social = houses
    tell(police, 2)
    police.post()
    bad = files(police, social)[0]
    bad.write_text(bad.read_text()[:-20] + "A" * 20)

    run = social.post()

    assert (run.received, run.turned_away) == (1, 1)
    assert [one.name for one in (bad.parent / "avvisade").iterdir()] == [bad.name]


def test_who_sends_rubbish_cannot_fill_the_log_with_it(houses: Two) -> None:
    _police, social = houses
    with social.inside():
        for number in range(30):
            with pytest.raises(TurnedAway):
                actions.receive(f"rubbish{number}", by=social.user(Role.NIGHT))

        assert Entry.objects.filter(verb=Verb.TURNED_AWAY, kind="exchange").count() == 1


def test_what_the_other_house_cannot_use_comes_back_as_returned(houses: Two) -> None:
    police, social = houses
    with police.inside():
        Partner.objects.update(functions=["kennel"])
        actions.disclose(draft(function="kennel"), by=police.user(Role.OFFICER))

    police.post()
    social.post()
    police.post()

    assert states(police) == ["returned"]
    assert came(social) == 0
    with police.inside():
        assert [one.what for one in queries.due(police.user(Role.ADMINISTRATOR), timezone.localdate())] != []


def test_what_nobody_opened_for_days_is_late_in_the_day(houses: Two) -> None:
    police, social = houses
    tell(police)
    police.post()
    social.post()

    with social.inside():
        found = queries.due(social.user(Role.SUPPORT), timezone.localdate())

    assert [(one.until - timezone.localdate()).days for one in found] == [2]


def test_a_message_laid_in_the_wrong_folder_is_turned_away(houses: Two) -> None:
    police, social = houses
    tell(police)
    police.post()
    wrong = social.home.parent / "post" / social.name / police.name
    wrong.mkdir(parents=True, exist_ok=True)
    files(police, social)[0].rename(wrong / "1.jwe")

    run = police.post()

    assert (run.received, run.turned_away) == (0, 1)


def test_after_a_change_of_keys_what_was_sealed_for_the_former_ones_is_opened(houses: Two) -> None:
    police, social = houses
    tell(police)
    police.post()
    with social.inside():
        vault.add_pair()

    social.post()

    assert came(social) == 1


def test_a_new_key_is_taken_when_the_former_one_vouches_for_it(houses: Two) -> None:
    police, social = houses
    with police.inside():
        vault.add_pair()
    social.meet(police)

    tell(police)
    police.post()
    social.post()

    assert came(social) == 1


def test_a_house_that_is_met_again_with_a_strange_key_is_refused_until_somebody_compared(houses: Two) -> None:
    police, social = houses
    card = police.card()
    with police.inside():
        import json
        import pathlib

        path = pathlib.Path(settings.TRYGG_KEYS)
        content = json.loads(path.read_text())
        del content["exchange"]
        path.write_text(json.dumps(content))
        vault.add_pair()

    with pytest.raises(InvalidInput):
        social.meet(police)
    social.meet(police, anew=True)

    with social.inside():
        assert Partner.objects.get().keys.filter(until=None).get().kid != card.kid


def test_a_revoked_partner_is_neither_written_to_nor_believed(houses: Two) -> None:
    police, social = houses
    tell(police)
    police.post()
    with social.inside():
        actions.revoke(Partner.objects.get().pk, by=social.user(Role.ADMINISTRATOR))

    run = social.post()

    assert (run.received, run.turned_away) == (0, 1)


def test_what_an_older_back_up_lost_can_be_sent_again(houses: Two) -> None:
    police, social = houses
    tell(police, 3)
    police.post()
    social.post()
    police.post()
    with social.inside():
        with without_triggers():
            LedgerPerson.objects.all().delete()
            LedgerEntry.objects.all().delete()
        for row in Arrival.objects.all():
            row.items.all().delete()
            row.delete()

    with police.inside():
        again = actions.send_again(
            Partner.objects.get().pk, timezone.now() - timedelta(days=1), by=police.user(Role.ADMINISTRATOR)
        )
    police.post()
    social.post()

    assert (again, came(social)) == (3, 3)


def test_half_a_file_is_never_read(houses: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written beside its place and moved there whole; when the disk is full nothing stands there."""
    police, social = houses
    tell(police)

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(transport.os, "fsync", full)
    run = police.post()

    assert run.failed == 1
    assert files(police, social) == []
    assert states(police) == ["waiting"]
