"""Gates, attempts and threats: nothing is given while a gate is shut, nothing twice, and every step has its name."""

import contextlib
import dataclasses
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_approvals, make_gate, make_notification, make_user
from tests.factories.people import make_observation
from trygg.steps import Act, State
from trygg_web.access.errors import InvalidInput, NotAllowed, Refused, WrongState
from trygg_web.access.models import Entry, Role, User
from trygg_web.notifications import actions, queries
from trygg_web.notifications.actions import Told
from trygg_web.notifications.models import Attempt, Gate, Notification, Outcome, Passage
from trygg_web.notifications.queries import method
from trygg_web.people.models import Observation

pytestmark = pytest.mark.django_db
WHY = "Kontaktad per telefon"


def told(outcome: Outcome = Outcome.DELIVERED, **more: object) -> Told:
    words = {"understood": "yes", "reaction": "calm", "help": "thinks"} if outcome != Outcome.MISSED else {}
    return Told(**({"outcome": outcome, "at": timezone.now()} | words | more))  # type: ignore[arg-type]  # a test's words


@pytest.fixture(autouse=True)
def approved(db: None) -> None:
    make_approvals()


def ready(by: User, **given: object) -> Notification:
    message = make_notification(**given)  # type: ignore[arg-type]  # a test's words
    for gate in message.gates.all():
        actions.open_gate(gate.pk, because=WHY, by=by)
    message.refresh_from_db()
    return message


def test_the_last_gate_that_opens_makes_a_message_ready(officer: User) -> None:
    message = make_notification(gates=("victim", "text"))

    states = []
    for gate in message.gates.order_by("gate"):
        actions.open_gate(gate.pk, because=WHY, by=officer)
        states.append(Notification.objects.get().state)

    assert states == [State.GATED, State.READY]


def test_nothing_is_given_or_booked_while_a_gate_is_shut(officer: User) -> None:
    message = make_notification()

    with pytest.raises(WrongState, match="grind"):
        actions.record_attempt(message.pk, told(), by=officer)
    with pytest.raises(WrongState):
        actions.schedule(message.pk, timezone.now() + timedelta(hours=1), "Polishuset", by=officer)

    assert not Attempt.objects.exists()


def test_nothing_is_booked_for_or_given_to_one_who_is_said_to_have_died(officer: User) -> None:
    message = ready(officer)
    make_observation(message.person, kind="died", day=timezone.localdate() - timedelta(days=3))

    with pytest.raises(WrongState, match="avlidit"):
        actions.schedule(message.pk, timezone.now() + timedelta(hours=1), "Polishuset", by=officer)
    with pytest.raises(WrongState, match="avlidit"):
        actions.record_attempt(message.pk, told(), by=officer)
    given = actions.record_attempt(message.pk, told(at=timezone.now() - timedelta(days=4)), by=officer)

    assert given.outcome == Outcome.DELIVERED


def test_a_gate_wants_a_reason_and_one_who_may(officer: User, lead: User, analyst: User) -> None:
    gate = make_gate(make_notification(gates=()), "victim")

    with pytest.raises(InvalidInput):
        actions.open_gate(gate.pk, because="ok", by=officer)
    with pytest.raises(NotAllowed):
        actions.open_gate(gate.pk, because=WHY, by=analyst)
    with pytest.raises(NotAllowed):
        actions.override_gate(gate.pk, because=WHY, by=officer)
    actions.override_gate(gate.pk, because="Fara för liv, ingen gick att nå", by=lead)

    today = timezone.localdate()
    assert queries.gate_figures(lead, today, today)["victim"]["overridden"] == 1


def test_the_prosecutors_gate_is_overridden_by_nobody(lead: User) -> None:
    gate = make_gate(make_notification(gates=()), "prosecutor")

    with pytest.raises(NotAllowed):
        actions.override_gate(gate.pk, because="Bråttom i dag", by=lead)


def test_a_message_is_given_once_and_the_rules_come_to_know_of_it(officer: User) -> None:
    message = ready(officer)

    actions.record_attempt(message.pk, told(), by=officer)
    with pytest.raises(WrongState):
        actions.record_attempt(message.pk, told(), by=officer)

    message.refresh_from_db()
    assert (message.state, Attempt.objects.count()) == (State.RECORDED, 1)
    assert Observation.objects.get(kind="notified").value == message.level


def test_three_that_missed_go_to_the_meeting_and_can_be_planned_anew(officer: User) -> None:
    message = ready(officer)

    for _ in range(3):
        actions.record_attempt(message.pk, told(Outcome.MISSED), by=officer)
    message.refresh_from_db()
    assert message.state == State.NOT_FOUND

    actions.move(message.pk, Act.REPLAN, because="Mötet: skriv brev i stället", by=officer)
    message.refresh_from_db()
    assert message.state == State.READY  # every gate still stands open
    actions.record_attempt(message.pk, told(Outcome.MISSED), by=officer)
    message.refresh_from_db()
    assert (message.state, message.attempts, Attempt.objects.count()) == (State.ATTEMPTED, 1, 4)


def test_a_gate_that_the_method_does_not_know_is_shown_and_is_the_leads_to_open(
    officer: User, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = method.notices()
    fewer = {name: gate for name, gate in known.gates.items() if name != "threat"}
    monkeypatch.setattr(method, "notices", lambda: dataclasses.replace(known, gates=fewer))
    gate = make_gate(make_notification(gates=()), "threat")

    shown = queries.message_of_gate(lead, gate.pk)[1]
    with pytest.raises(NotAllowed):
        actions.open_gate(gate.pk, because=WHY, by=officer)

    assert shown.name == "Hot som hörts"
    assert actions.open_gate(gate.pk, because=WHY, by=lead).open


def test_a_threat_stops_all_further_steps_until_it_is_seen(officer: User, lead: User) -> None:
    message = ready(officer)
    attempt = actions.record_attempt(message.pk, told(reaction="threatens"), by=officer)

    assert [one.pk for one in queries.threats(lead)] == [attempt.pk]
    with pytest.raises(WrongState):
        actions.move(message.pk, Act.FOLLOW, because="Dag 28 utan händelse", by=officer)
    actions.see_threat(attempt.pk, because="Ringt henne, plan ändrad", by=lead)
    actions.move(message.pk, Act.FOLLOW, because="Dag 28 utan händelse", by=officer)

    assert queries.threats(lead) == []
    assert Notification.objects.get().state == State.FOLLOWED


def test_another_language_shuts_the_gate_of_texts_again(officer: User) -> None:
    message = ready(officer)

    actions.set_language(message.pk, "ar", by=officer)

    message.refresh_from_db()
    assert message.state == State.GATED
    assert not message.gates.get(gate="text").open


def test_one_takes_a_message_oneself_and_a_lead_gives_it_to_another(officer: User, officer2: User, lead: User) -> None:
    message = make_notification()

    assert actions.assign(message.pk, officer, by=officer).assigned_to == officer
    with pytest.raises(NotAllowed):
        actions.assign(message.pk, officer2, by=officer)
    assert actions.assign(message.pk, officer2, by=lead).assigned_to == officer2
    with pytest.raises(InvalidInput):
        actions.assign(message.pk, make_user(), by=lead)


OUTCOMES = st.sampled_from(list(Outcome))
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["open", "shut", "override", "try", "book", "cancel", "replan"]), OUTCOMES, st.integers(0, 3)
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_no_history_gives_a_message_past_a_shut_gate_or_leaves_a_step_without_its_name(
    db: None, deeds: list[tuple[str, Outcome, int]]
) -> None:
    by = make_user("", Role.LEAD, Role.OFFICER)
    message = make_notification(due_at=timezone.now() + timedelta(days=2))
    due = message.due_at
    for deed, outcome, place in deeds:
        shut_before = message.gates.filter(open=False).exists()
        before = Attempt.objects.filter(notification=message).count()
        with contextlib.suppress(Refused):
            _do(deed, outcome, place, message, by)
        tried = Attempt.objects.filter(notification=message).count() > before
        assert not (tried and shut_before)
        message.refresh_from_db()

    assert message.due_at == due  # no deadline is lost
    delivered = Attempt.objects.filter(notification=message, outcome=Outcome.DELIVERED).count()
    assert delivered <= 1
    passages = list(Passage.objects.filter(notification=message).order_by("at"))
    assert all(one.by_id == by.pk for one in passages)
    assert [one.to for one in passages[:-1]] == [one.state for one in passages[1:]]  # a chain without a hole
    logged = Entry.objects.filter(kind="notification", actor=str(by.pk)).count()
    assert not passages or logged >= 1


def _do(deed: str, outcome: Outcome, place: int, message: Notification, by: User) -> None:
    gate = Gate.objects.filter(notification=message).order_by("gate")[place]
    deeds = {
        "open": lambda: actions.open_gate(gate.pk, because=WHY, by=by),
        "shut": lambda: actions.shut_gate(gate.pk, because=WHY, by=by),
        "override": lambda: actions.override_gate(gate.pk, because=WHY, by=by),
        "try": lambda: actions.record_attempt(message.pk, told(outcome), by=by),
        "book": lambda: actions.schedule(message.pk, timezone.now() + timedelta(hours=1), "", by=by),
        "cancel": lambda: actions.move(message.pk, Act.CANCEL, because=WHY, by=by),
        "replan": lambda: actions.move(message.pk, Act.REPLAN, because=WHY, by=by),
    }
    deeds[deed]()
