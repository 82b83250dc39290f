"""The plan after an alert, and what became of each promise."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import make_alert, make_promise
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import User
from trygg_web.followup.actions import answer_promise, plan_answer, undo_promise
from trygg_web.followup.models import Alert, AlertState, Promise, PromiseKind, Result

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(db: None) -> Alert:
    made = make_alert()
    for place in range(3):
        make_promise(made, place=place)
    return made


def promises(alert: Alert) -> list[Promise]:
    return list(alert.promises.order_by("place"))


def keys(alert: Alert) -> set[object]:
    return {one.pk for one in promises(alert)}


def test_a_plan_keeps_the_chosen_promises_and_adds_own_steps(alert: Alert, officer: User) -> None:
    planned = plan_answer(alert.pk, keys(alert), more=["Ringer åklagaren", " "], plan="Omar ringer.", by=officer)  # type: ignore[arg-type]  # ids

    assert (planned.state, planned.planned_by, Alert.objects.get().plan) == (
        AlertState.PLANNED,
        officer,
        "Omar ringer.",
    )
    assert [(one.kind, one.says) for one in promises(alert)][3:] == [(PromiseKind.ACTION, "Ringer åklagaren")]
    assert {one.result for one in promises(alert)} == {""}


def test_what_is_left_out_stays_promised_and_says_why(alert: Alert, officer: User) -> None:
    kept = promises(alert)[0]

    plan_answer(alert.pk, {kept.pk}, because="Åklagaren har sagt nej.", by=officer)

    rest = promises(alert)[1:]
    assert {(one.result, one.because) for one in rest} == {(Result.NOT_POSSIBLE, "Åklagaren har sagt nej.")}


def test_nothing_is_left_out_without_a_reason(alert: Alert, officer: User) -> None:
    with pytest.raises(InvalidInput):
        plan_answer(alert.pk, {promises(alert)[0].pk}, by=officer)


def test_a_plan_of_nothing_is_no_plan(officer: User) -> None:
    with pytest.raises(InvalidInput):
        plan_answer(make_alert().pk, set(), by=officer)


def test_a_promise_of_another_alert_is_refused(alert: Alert, officer: User) -> None:
    with pytest.raises(InvalidInput):
        plan_answer(alert.pk, {*keys(alert), make_promise().pk}, by=officer)  # type: ignore[arg-type]  # ids


def test_two_do_not_plan_the_same_alert(alert: Alert, officer: User, lead: User) -> None:
    plan_answer(alert.pk, keys(alert), by=officer)  # type: ignore[arg-type]  # ids

    with pytest.raises(WrongState):
        plan_answer(alert.pk, keys(alert), by=lead)  # type: ignore[arg-type]  # ids


def test_an_alert_that_nobody_raised_has_no_plan(officer: User) -> None:
    with pytest.raises(NotThere):
        plan_answer(uuid4(), set(), more=["Ringer"], by=officer)


def test_an_analyst_plans_nothing(alert: Alert, analyst: User) -> None:
    with pytest.raises(NotAllowed):
        plan_answer(alert.pk, keys(alert), by=analyst)  # type: ignore[arg-type]  # ids


def test_the_last_answer_answers_the_alert(alert: Alert, officer: User) -> None:
    plan_answer(alert.pk, keys(alert), by=officer)  # type: ignore[arg-type]  # ids
    states = []

    for result in ("done", "not_possible", "not_done"):
        promise = alert.promises.filter(result="").order_by("place")[0]
        answer_promise(promise.pk, result, because="Prövat och avslaget.", by=officer)
        states.append(Alert.objects.get().state)

    assert states == [AlertState.PLANNED, AlertState.PLANNED, AlertState.ANSWERED]
    assert Alert.objects.get().answered_at is not None


def test_what_was_done_has_its_time_and_the_rest_has_none(alert: Alert, officer: User) -> None:
    plan_answer(alert.pk, keys(alert), by=officer)  # type: ignore[arg-type]  # ids
    one, other, _third = promises(alert)
    at = timezone.now() - timedelta(minutes=30)

    answer_promise(one.pk, "done", done_at=at, by=officer)
    answer_promise(other.pk, "not_done", because="Ingen var i tjänst.", by=officer)

    assert [one.done_at for one in promises(alert)] == [at, None, None]


@pytest.mark.parametrize("result", ["not_possible", "not_done"])
def test_what_did_not_happen_says_why(alert: Alert, officer: User, result: str) -> None:
    plan_answer(alert.pk, keys(alert), by=officer)  # type: ignore[arg-type]  # ids

    with pytest.raises(InvalidInput):
        answer_promise(promises(alert)[0].pk, result, by=officer)


def test_an_answer_is_one_of_three_and_not_of_tomorrow(alert: Alert, officer: User) -> None:
    plan_answer(alert.pk, keys(alert), by=officer)  # type: ignore[arg-type]  # ids
    promise = promises(alert)[0]

    with pytest.raises(InvalidInput):
        answer_promise(promise.pk, "perhaps", by=officer)
    with pytest.raises(InvalidInput):
        answer_promise(promise.pk, "done", done_at=timezone.now() + timedelta(days=1), by=officer)


def test_nothing_is_answered_before_there_is_a_plan(alert: Alert, officer: User) -> None:
    with pytest.raises(WrongState):
        answer_promise(promises(alert)[0].pk, "done", by=officer)


def test_two_do_not_answer_the_same_promise(alert: Alert, officer: User, lead: User) -> None:
    plan_answer(alert.pk, keys(alert), by=officer)  # type: ignore[arg-type]  # ids
    promise = promises(alert)[0]
    answer_promise(promise.pk, "done", by=officer)

    with pytest.raises(WrongState):
        answer_promise(promise.pk, "done", by=lead)


def test_a_slip_of_the_thumb_can_be_taken_back(officer: User) -> None:
    promise = make_promise()
    answer_promise(promise.pk, "not_done", because="Fel knapp var det.", by=officer)
    was = Alert.objects.get().state

    undo_promise(promise.pk, by=officer)

    one = Promise.objects.get()
    assert was == AlertState.ANSWERED
    assert (one.result, one.because, one.by, one.done_at) == ("", "", None, None)
    assert (Alert.objects.get().state, Alert.objects.get().answered_at) == (AlertState.PLANNED, None)


def test_there_must_be_an_answer_to_take_back(officer: User) -> None:
    with pytest.raises(WrongState):
        undo_promise(make_promise().pk, by=officer)
    with pytest.raises(NotThere):
        undo_promise(uuid4(), by=officer)
