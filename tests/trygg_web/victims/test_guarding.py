"""Who may open a track: assigned, opened by two, never against a conflict, and broken open with an alarm."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_user
from tests.factories.victims import make_assignment, make_conflict, make_glass, make_opening, make_track
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import Entry, Role, User
from trygg_web.victims import actions, queries
from trygg_web.victims.models import Assignment, BreakGlass, Track
from trygg_web.victims.permissions import openable

pytestmark = pytest.mark.django_db
WHY = "Hon ringde och var rädd."


def test_a_track_that_one_is_not_assigned_to_is_not_there(advocate: User) -> None:
    track = make_track(users=[])

    with pytest.raises(NotThere):
        queries.head(advocate, track.pk)


def test_whoever_opens_a_track_is_assigned_to_it(advocate: User) -> None:
    track = actions.open_track(name="Vera Vik", by=advocate)

    assert queries.head(advocate, track.pk).name == "Vera Vik"
    assert Entry.objects.filter(verb=Verb.WROTE, kind="track").exists()


def test_an_assignment_ends_with_its_last_day_also_where_the_clock_is_set_back(advocate: User) -> None:
    track = make_track(users=[])
    make_assignment(track=track, user=advocate.pk, since=date(2026, 10, 1), until=date(2026, 10, 25))

    # The night to 25 October 2026 has an hour twice; midnight in Stockholm is 23.00 UTC after it.
    before, after = datetime(2026, 10, 25, 22, 59, tzinfo=UTC), datetime(2026, 10, 25, 23, 1, tzinfo=UTC)
    assert openable(advocate, before).filter(pk=track.pk).exists()
    assert not openable(advocate, after).filter(pk=track.pk).exists()


def test_one_who_helps_him_never_sees_a_track_though_assigned(support: User) -> None:
    track = make_track(users=[support])

    with pytest.raises((NotThere, NotAllowed)):
        queries.head(support, track.pk)


def test_a_restricted_track_takes_two(advocate: User, advocate2: User) -> None:
    track = make_track(restricted=True, users=[advocate, advocate2])
    with pytest.raises(NotThere):
        queries.head(advocate, track.pk)

    asked = actions.ask_opening(track.pk, because=WHY, by=advocate)
    with pytest.raises(NotThere):
        actions.open_for_other(asked.pk, by=advocate)
    actions.open_for_other(asked.pk, by=advocate2)

    assert queries.head(advocate, track.pk).case == track.case
    with pytest.raises(NotThere):
        queries.head(advocate2, track.pk)


def test_what_two_have_opened_closes_after_eight_hours(advocate: User, lead: User) -> None:
    track = make_track(restricted=True, users=[advocate])
    opened = actions.open_for_other(actions.ask_opening(track.pk, because=WHY, by=advocate).pk, by=lead)

    assert opened.until is not None
    assert openable(advocate, opened.until - timedelta(minutes=1)).exists()
    assert not openable(advocate, opened.until).exists()


def test_somebody_outside_the_track_opens_nothing_for_another(advocate: User, advocate2: User) -> None:
    asked = make_opening(track=make_track(restricted=True, users=[advocate]), asked_by=advocate.pk)

    assert queries.openings(advocate2) == []
    with pytest.raises(NotThere):
        actions.open_for_other(asked.pk, by=advocate2)


def test_a_question_is_opened_once(advocate: User, lead: User) -> None:
    asked = make_opening(asked_by=advocate.pk)
    actions.open_for_other(asked.pk, by=lead)

    with pytest.raises(WrongState):
        actions.open_for_other(asked.pk, by=lead)


def test_a_conflict_shuts_every_door_and_says_nothing(advocate: User, lead: User) -> None:
    track = make_track(users=[advocate])
    actions.add_conflict(track.pk, advocate, because="De är syskon, säger hon.", by=lead)
    make_assignment(track=track, user=advocate.pk)
    make_glass(track=track, by=advocate.pk)

    assert queries.mine(advocate) == []
    with pytest.raises(NotThere) as hidden:
        queries.head(advocate, track.pk)
    with pytest.raises(NotThere) as nobody:
        queries.head(advocate, make_user().pk)
    assert str(hidden.value) == str(nobody.value)
    assert Entry.objects.filter(verb=Verb.TURNED_AWAY, actor=str(advocate.pk)).count() == 1


def test_a_conflict_holds_in_an_emergency_too_and_looks_like_nobody(advocate: User) -> None:
    track = make_track(users=[])
    make_conflict(track=track, user=advocate.pk)

    with pytest.raises(NotThere) as hidden:
        actions.break_glass(track.case, because=WHY, by=advocate)
    with pytest.raises(NotThere) as nobody:
        actions.break_glass("2026-BCDFGH", because=WHY, by=advocate)

    assert str(hidden.value) == str(nobody.value)
    assert Entry.objects.filter(verb=Verb.TURNED_AWAY).count() == 1
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("key", ["case", "number"])
def test_glass_is_broken_by_case_or_identity_number_and_alarms_the_lead(advocate: User, lead: User, key: str) -> None:
    track = make_track(users=[])

    actions.break_glass(getattr(track, key), because=WHY, by=advocate)

    assert queries.head(advocate, track.pk).case == track.case
    alarms = [due for due in queries.due(lead, timezone.localdate()) if due.alarm]
    assert [due.about for due in alarms] == [track.case]


def test_glass_is_not_broken_by_a_name_nor_without_a_reason(advocate: User) -> None:
    track = make_track(users=[])

    with pytest.raises(NotThere):
        actions.break_glass(track.name, because=WHY, by=advocate)
    with pytest.raises(InvalidInput):
        actions.break_glass(track.case, because="nöd", by=advocate)


def test_broken_glass_stops_the_closing_until_it_is_reviewed_by_another(
    advocate: User, advocate2: User, lead: User
) -> None:
    track = make_track(users=[advocate])
    row = actions.break_glass(track.case, because=WHY, by=advocate2)
    with pytest.raises(WrongState):
        actions.close_track(track.pk, because="Hon har flyttat härifrån.", by=advocate)

    actions.review_glass(row.pk, justified=True, review="Ingen annan gick att nå.", by=lead)

    assert actions.close_track(track.pk, because="Hon har flyttat härifrån.", by=advocate).state == "closed"


def test_what_was_not_justified_closes_at_once(advocate: User, lead: User) -> None:
    track = make_track(users=[])
    row = actions.break_glass(track.case, because=WHY, by=advocate)

    actions.review_glass(row.pk, justified=False, review="Det fanns en annan att ringa.", by=lead)

    with pytest.raises(NotThere):
        queries.head(advocate, track.pk)


def test_nobody_reviews_or_assigns_oneself(db: None) -> None:
    both = make_user("bo", Role.LEAD, Role.ADVOCATE)
    track, on = make_track(users=[]), timezone.localdate()
    row = actions.break_glass(track.case, because=WHY, by=both)

    with pytest.raises(NotAllowed):
        actions.review_glass(row.pk, justified=True, review="Det var helt i sin ordning.", by=both)
    with pytest.raises(NotAllowed):
        actions.assign(track.pk, both, since=on, until=on, by=both)


def test_the_lead_assigns_one_who_works_with_victims_and_only_for_a_year(
    lead: User, advocate: User, support: User
) -> None:
    track, on = make_track(users=[]), timezone.localdate()

    with pytest.raises(InvalidInput):
        actions.assign(track.pk, support, since=on, until=on, by=lead)
    with pytest.raises(InvalidInput):
        actions.assign(track.pk, advocate, since=on, until=on + timedelta(days=400), by=lead)
    row = actions.assign(track.pk, advocate, since=on, until=on + timedelta(days=90), by=lead)
    with pytest.raises(WrongState):
        actions.assign(track.pk, advocate, since=on, until=on, by=lead)
    actions.end_assignment(row.pk, by=lead)

    assert queries.mine(advocate) == []


def test_the_lead_sees_who_works_with_what_but_not_the_name_of_a_restricted_track(lead: User, advocate: User) -> None:
    make_track(users=[advocate])
    make_track(users=[], restricted=True)

    first, second = queries.led(lead)

    assert (first.workers, first.name) == ((), "")
    assert second.workers == (str(advocate),)


def test_the_lead_opens_no_track(lead: User) -> None:
    track = make_track(users=[lead])

    with pytest.raises(NotAllowed):
        queries.head(lead, track.pk)


def test_protected_data_make_a_track_restricted(advocate: User) -> None:
    track = actions.open_track(name="Vera Vik", protected="both", by=advocate)

    assert Track.objects.get(pk=track.pk).restricted
    with pytest.raises(NotThere):
        queries.head(advocate, track.pk)


def test_a_track_of_the_same_person_does_not_tell_that_there_is_another(
    advocate: User, advocate2: User, lead: User
) -> None:
    number = make_track(users=[advocate2]).number

    opened = actions.open_track(name="Vera Vik", number=number, by=advocate)

    assert Assignment.objects.filter(track=opened, user=advocate.pk).exists()
    assert {row.same for row in queries.led(lead)} == {1}


def test_who_said_no_may_say_yes(advocate: User) -> None:
    track = make_track(users=[advocate])
    actions.close_track(track.pk, declined=True, because="Hon vill inte ha stöd just nu.", by=advocate)

    assert actions.reopen_track(track.pk, by=advocate).state == "open"
    with pytest.raises(WrongState):
        actions.reopen_track(track.pk, by=advocate)
