"""The work with help: who comes, what is offered and answered, times, and ends."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import make_number, make_user
from tests.factories.support import make_offer, make_participant, make_time
from trygg.errors import WrongStep
from trygg.support import ENDS, Act, State, step
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import Entry, Role, User
from trygg_web.support import actions, queries
from trygg_web.support.actions import Coming
from trygg_web.support.models import Appointment, Attendance, Offer, OfferStep, Participant

pytestmark = pytest.mark.django_db


def soon(hours: float = 24) -> object:
    return timezone.now() + timedelta(hours=hours)


def test_help_goes_from_an_offer_to_its_end(support: User) -> None:
    person = actions.enter(Coming("Hugo", "Holm"), by=support)
    offer = actions.offer(person.pk, "crisis_centre", by=support)
    actions.answer(offer.pk, Act.ACCEPT, by=support)
    first = actions.book(offer.pk, timezone.now() - timedelta(hours=1), by=support)
    actions.attend(first.pk, Attendance.CAME, by=support)
    actions.end(offer.pk, Act.COMPLETE, by=support)

    _shown, one = queries.offer(support, offer.pk)

    steps = OfferStep.objects.filter(offer=offer).order_by("at")
    assert [row.to for row in steps] == ["accepted", "booked", "attending", "completed"]
    assert sorted(event.says for event in one.history) == ["erbjuden", "fullföljd", "kom", "tackat ja"]
    assert one.over
    assert one.acts == ()


def test_who_enters_a_person_has_the_person(support: User) -> None:
    number = make_number()

    made = actions.enter(Coming("Hugo", "Holm", number, "ring kvällstid"), by=support)

    assert (made.number, made.worker, made.source) == (number, support, "self")
    assert queries.person(support, made.pk).contact == "ring kvällstid"


def test_case_numbers_follow_on_each_other(support: User) -> None:
    made = [actions.enter(Coming("Hugo", "Holm"), by=support).case_number for _time in range(3)]

    year = timezone.localdate().year
    assert made == [f"H{year}-00001", f"H{year}-00002", f"H{year}-00003"]


def test_a_person_is_entered_once_and_under_a_true_number(support: User) -> None:
    number = make_number()
    actions.enter(Coming("Hugo", "Holm", number), by=support)

    with pytest.raises(WrongState, match="finns redan"):
        actions.enter(Coming("Hugo", "Holm", f"{number[:8]}-{number[8:]}"), by=support)
    with pytest.raises(InvalidInput, match="stämmer inte"):
        actions.enter(Coming("Hugo", "Holm", "850312-0000"), by=support)
    with pytest.raises(InvalidInput, match="Skriv ett namn"):
        actions.enter(Coming(" ", ""), by=support)


def test_the_same_help_is_open_once(support: User) -> None:
    person = make_participant(worker=support)
    offer = actions.offer(person.pk, "debt_advice", by=support)
    with pytest.raises(WrongState, match="redan erbjuden"):
        actions.offer(person.pk, "debt_advice", by=support)

    actions.answer(offer.pk, Act.DECLINE, by=support)

    assert actions.offer(person.pk, "debt_advice", by=support).pk != offer.pk


def test_what_the_directory_has_not_is_not_offered(support: User) -> None:
    with pytest.raises(InvalidInput, match="finns inte i katalogen"):
        actions.offer(make_participant().pk, "moonlight", by=support)


def test_a_no_needs_no_reason_and_a_dropping_does(support: User) -> None:
    assert actions.answer(make_offer().pk, Act.DECLINE, by=support).state == State.DECLINED
    begun = make_offer(state=State.ATTENDING)
    with pytest.raises(InvalidInput, match="varför"):
        actions.end(begun.pk, Act.DROP, by=support)

    assert actions.end(begun.pk, Act.DROP, because="Flyttat.", by=support).state == State.DROPPED


def test_who_wants_to_think_is_asked_again_on_the_day(support: User) -> None:
    offer = make_offer(make_participant(worker=support))
    on = timezone.localdate() + timedelta(days=5)
    with pytest.raises(InvalidInput, match="dag som kommer"):
        actions.answer(offer.pk, Act.THINK, ask_on=timezone.localdate(), by=support)

    actions.answer(offer.pk, Act.THINK, ask_on=on, by=support)

    assert [one.until for one in queries.due(support, timezone.localdate())] == [on]


def test_one_time_lies_ahead_at_most(support: User) -> None:
    offer = make_offer(state=State.ACCEPTED)
    actions.book(offer.pk, soon(), by=support)

    with pytest.raises(WrongState, match="redan bokad"):
        actions.book(offer.pk, soon(48), by=support)


def test_a_missed_first_time_waits_for_another(support: User) -> None:
    time = make_time()

    assert actions.attend(time.pk, Attendance.ABSENT, by=support).state == State.ACCEPTED
    with pytest.raises(WrongState, match="redan antecknat"):
        actions.attend(time.pk, Attendance.CAME, by=support)


def test_nobody_has_come_to_a_time_that_has_not_been(support: User) -> None:
    time = make_time(at=soon())

    with pytest.raises(InvalidInput, match="inte varit än"):
        actions.attend(time.pk, Attendance.CAME, by=support)
    with pytest.raises(InvalidInput, match="Välj vad"):
        actions.attend(time.pk, None, by=support)
    assert actions.attend(time.pk, Attendance.CANCELLED, by=support).state == State.ACCEPTED


def test_an_end_cancels_the_time_ahead(support: User) -> None:
    time = make_time(make_offer(state=State.ATTENDING), at=soon())

    actions.end(time.offer_id, Act.COMPLETE, by=support)

    time.refresh_from_db()
    assert (time.attendance, time.noted_by) == ("cancelled", support)


def test_who_takes_a_person_on_is_first_or_late(support: User) -> None:
    person, other = make_participant(), make_user("stina", Role.SUPPORT)
    actions.take_on(person.pk, by=support)

    with pytest.raises(NotThere):
        actions.take_on(person.pk, by=other)


def test_a_person_in_anothers_hands_is_not_there(support: User) -> None:
    other = make_user("stina", Role.SUPPORT)
    time = make_time(make_offer(make_participant("Hugo", "Holm", worker=other), state=State.BOOKED))
    person = time.offer.participant

    assert list(queries.persons(support)) == []
    assert list(queries.persons(support, person.case_number)) == []
    assert queries.due(support, timezone.localdate()) == []
    for act in (
        lambda: queries.person(support, person.pk),
        lambda: queries.offer(support, time.offer_id),
        lambda: actions.attend(time.pk, Attendance.CAME, by=support),
        lambda: actions.offer(person.pk, "debt_advice", by=support),
        lambda: actions.end(time.offer_id, Act.DROP, because="x", by=support),
    ):
        with pytest.raises(NotThere):
            act()


def test_a_conflict_bars_whoever_has_the_person(support: User, lead: User) -> None:
    person, other = make_participant(worker=support), make_user("stina", Role.SUPPORT)

    actions.bar(person.pk, support, "Granne.", by=lead)

    with pytest.raises(NotThere):
        queries.person(support, person.pk)
    with pytest.raises(InvalidInput, match="kan inte ta över"):
        actions.hand_over(person.pk, support, by=lead)
    actions.hand_over(person.pk, other, by=lead)
    assert queries.person(other, person.pk).mine


def test_the_lead_sees_case_numbers_and_no_names(lead: User, support: User) -> None:
    person = make_participant("Hugo", "Holm", worker=support)

    [case] = queries.held(lead)

    assert (case.case_number, case.worker) == (person.case_number, str(support))
    assert "Holm" not in repr(case)
    with pytest.raises(NotAllowed):
        queries.person(lead, person.pk)


@pytest.mark.parametrize("other", [Role.ADVOCATE, Role.CHILDREN])
def test_who_works_with_the_other_side_does_not_work_here(other: Role) -> None:
    both = make_user("both", Role.SUPPORT, other)
    person = make_participant()

    assert queries.due(both, timezone.localdate()) == []
    for act in (
        lambda: queries.persons(both),
        lambda: queries.person(both, person.pk),
        lambda: actions.take_on(person.pk, by=both),
        lambda: actions.enter(Coming("Hugo", "Holm"), by=both),
        lambda: actions.offer(person.pk, "debt_advice", by=both),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_protected_person_is_for_the_cleared_only(support: User) -> None:
    person = make_participant(protected=True)
    cleared = make_user("", Role.SUPPORT, Role.CLEARED)

    assert list(queries.persons(support)) == []
    with pytest.raises(NotThere):
        queries.person(support, person.pk)
    assert queries.person(cleared, person.pk).card.name == "Hugo Holm"


def test_the_log_tells_of_each_step_without_saying_why(support: User) -> None:
    offer = make_offer(make_participant("Hugo", "Holm", worker=support), state=State.ATTENDING)

    actions.end(offer.pk, Act.DROP, because="Flyttat till Lund.", by=support)

    entry = Entry.objects.get(verb="wrote", note="drop dropped")
    assert entry.subjects.get().subject == str(offer.participant_id)
    assert not Entry.objects.filter(note__contains="Lund").exists()


class Histories(TestCase):
    """Random histories through the actions, against the method's table."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(st.tuples(st.sampled_from(list(Act)), st.sampled_from(list(Attendance)), st.booleans()), max_size=14)
    )
    def test_a_history_is_what_the_table_lets_happen(self, history: list[tuple[Act, Attendance, bool]]) -> None:
        with transaction.atomic():
            by = make_user("", Role.SUPPORT)
            offer = actions.offer(make_participant(worker=by).pk, "crisis_centre", by=by)
            state = State.OFFERED
            for act, attendance, why in history:
                state = _try(offer, act, attendance, "för att" if why else "", state, by)
                offer.refresh_from_db()
                assert offer.state == state
            steps = list(OfferStep.objects.filter(offer=offer).order_by("at"))
            ahead = Appointment.objects.filter(offer=offer, attendance="planned").count()

            assert [row.to for row in steps][-1:] == ([state] if steps else [])
            assert ahead <= 1
            assert ahead == 0 or state not in ENDS
            assert sum(row.to in ENDS for row in steps) <= 1
            assert Participant.objects.filter(pk=offer.participant_id, worker=by).exists()
            transaction.set_rollback(True)


def _try(  # noqa: PLR0913, PLR0917 - one step of a history
    offer: Offer, act: Act, attendance: Attendance, because: str, state: State, by: User
) -> State:
    """The state that the table says after a step that is tried through the actions."""
    ahead = Appointment.objects.filter(offer=offer, attendance="planned").first()
    try:
        with transaction.atomic():
            if act in {Act.COME, Act.MISS}:
                if ahead is None:
                    return state
                noted = Attendance.CAME if act == Act.COME else attendance
                if noted in {Attendance.CAME, Attendance.PLANNED} and act == Act.MISS:
                    return state
                actions.attend(ahead.pk, noted, by=by)
            elif act == Act.BOOK:
                if ahead is not None:
                    return state
                actions.book(offer.pk, timezone.now() - timedelta(hours=1), by=by)
            elif act in {Act.COMPLETE, Act.DROP}:
                actions.end(offer.pk, act, because=because, by=by)
            else:
                actions.answer(offer.pk, act, by=by)
    except (InvalidInput, WrongState):
        with pytest.raises(WrongStep):
            step(state, act, because)
        return state
    return step(state, act, because)
