"""Who must not meet whom: what the registers tell, and what somebody says until it is ended."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    make_apart,
    make_ban,
    make_link,
    make_number,
    make_party,
    make_person,
    make_report,
    suspect_of,
    victim_of,
)
from trygg.callins import Cause
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.models import User
from trygg_web.notifications import actions
from trygg_web.notifications.models import ApartBecause
from trygg_web.notifications.queries.apart import apart_now
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def profile(settings: pytest.FixtureRequest) -> None:
    settings.TRYGG_PROFILE = "high-point"  # type: ignore[attr-defined]  # pytest-django's settings


def grown() -> Person:
    """Someone of age, with a number of their own."""
    return make_person(number=make_number(date(1985, 3, 4)), born="1985-03-04")


def causes(one: Person, other: Person) -> set[Cause]:
    found = apart_now([one.pk, other.pk], timezone.localdate())
    return set(found.get(frozenset((str(one.pk), str(other.pk))), frozenset()))


def test_two_whom_nothing_is_told_of_may_meet() -> None:
    assert causes(grown(), grown()) == set()


def test_a_suspect_and_the_one_subjected_must_not_meet() -> None:
    report = make_report()

    assert Cause.COUPLE in causes(make_link(suspect_of(report)).person, make_link(victim_of(report)).person)


def test_two_who_are_suspected_against_the_same_person_must_not_meet() -> None:
    one, other = make_report(), make_report()
    her = make_link(victim_of(one)).person
    make_link(victim_of(other), her)

    assert causes(make_link(suspect_of(one)).person, make_link(suspect_of(other)).person) == {Cause.SAME_VICTIM}


def test_a_contact_ban_between_two_keeps_them_apart_until_it_ends() -> None:
    one, other = grown(), grown()
    make_ban(one, protects=other.number, protects_key=other.number_key)
    assert causes(one, other) == {Cause.CONTACT_BAN}

    third = grown()
    ended = timezone.localdate() - timedelta(days=1)
    make_ban(one, protects=third.number, protects_key=third.number_key, until=ended)
    assert causes(one, third) == set()


def test_what_somebody_says_of_two_stands_until_it_is_ended(lead: User) -> None:
    one, other = grown(), grown()
    said = actions.keep_apart(one.pk, other.pk, ApartBecause.KIN, because="De är syskon", by=lead)
    assert causes(one, other) == {Cause.KIN}
    with pytest.raises(WrongState):
        actions.keep_apart(other.pk, one.pk, ApartBecause.KIN, because="De är syskon", by=lead)

    actions.end_apart(said.pk, by=lead)

    assert causes(one, other) == set()


def test_what_was_said_of_someone_holds_for_whom_they_turned_out_to_be() -> None:
    one, other, known_as = grown(), grown(), grown()
    make_apart(one=known_as, other=other)
    Person.objects.filter(pk=known_as.pk).update(into=one, until=timezone.now())

    assert causes(one, other) == {Cause.CONFLICT}


def test_two_suspects_of_one_report_must_not_meet() -> None:
    report = make_report()
    one, other = (make_link(party).person for party in (suspect_of(report), make_party(report, place=1)))

    assert causes(one, other) == {Cause.CO_SUSPECTS}


def test_one_person_is_not_kept_from_themselves_nor_two_until_a_day_gone_by(lead: User) -> None:
    one, other = grown(), grown()
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(InvalidInput):
        actions.keep_apart(one.pk, one.pk, ApartBecause.KIN, because="De är syskon", by=lead)
    with pytest.raises(InvalidInput):
        actions.keep_apart(one.pk, other.pk, ApartBecause.KIN, because="De är syskon", until=yesterday, by=lead)
