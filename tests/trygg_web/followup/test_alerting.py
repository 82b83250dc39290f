"""The same-day alert: once for each new report on somebody who had been told, and only for those."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    DAY,
    make_alert,
    make_approvals,
    make_lever,
    make_link,
    make_notification,
    make_number,
    make_observation,
    make_person,
    make_report,
    make_ruling,
    make_told,
    suspect_of,
)
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import Entry, User
from trygg_web.followup.actions import AlertRun, note_breach, raise_alerts, run_day, see_alert
from trygg_web.followup.models import Alert, AlertState, PromiseKind
from trygg_web.incidents.models import Report, Standing
from trygg_web.notifications import actions as notices
from trygg_web.notifications.models import Issued, Notification
from trygg_web.people.actions import withdraw_observation
from trygg_web.people.models import SUSPICION_WITHDRAWN, Link, Person

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)
TOLD = datetime(2026, 5, 20, 10, tzinfo=UTC)
LATER = datetime(2026, 5, 30, 22, tzinfo=UTC)


def reported(person: Person, at: datetime = LATER, **given: object) -> Report:
    report = make_report(reported_at=at, **given)  # type: ignore[arg-type]  # fields of a report
    make_link(suspect_of(report), person)
    return report


def test_a_new_report_on_somebody_who_was_told_raises_one_alert(analyst: User) -> None:
    told = make_told(delivered_at=TOLD)
    report = reported(told.person)

    first, again = raise_alerts(on=ON, by=analyst), raise_alerts(on=ON, by=analyst)

    assert (first, again) == (AlertRun(raised=1), AlertRun())
    alert = Alert.objects.get()
    assert (alert.person, alert.report, alert.notification) == (told.person, report, told)
    assert alert.state == AlertState.RAISED
    assert alert.due_at == LATER + timedelta(hours=24)


def test_what_the_message_said_is_promised(analyst: User) -> None:
    told = make_told(level="D", delivered_at=TOLD)
    reported(told.person)

    raise_alerts(on=ON, by=analyst)

    promised = list(Alert.objects.get().promises.order_by("place").values_list("kind", "what"))
    assert promised == [
        (PromiseKind.CONSEQUENCE, "investigation"),
        (PromiseKind.CONSEQUENCE, "contact_ban"),
        (PromiseKind.CONSEQUENCE, "prison"),
    ]
    assert all(one.says for one in Alert.objects.get().promises.all())


def test_a_breach_that_is_written_down_alarms_the_same_moment(officer: User, analyst: User) -> None:
    message = make_told()
    lever = make_lever(message.person)

    breach = note_breach(lever.pk, timezone.localdate(), because="Ringde henne i natt", by=officer)
    again = raise_alerts(on=timezone.localdate(), by=analyst)

    alert = Alert.objects.get()
    assert (alert.breach, alert.report, alert.notification) == (breach.observation, None, message)
    assert alert.due_at == breach.observation.at + timedelta(hours=24)
    assert alert.promises.exists()
    assert again == AlertRun()
    withdraw_observation(breach.observation_id, because="Fel person", by=officer)
    assert raise_alerts(on=timezone.localdate(), by=analyst) == AlertRun(withdrawn=1)


def test_a_breach_that_came_before_the_message_alarms_nobody(officer: User) -> None:
    message = make_told()
    lever = make_lever(message.person)

    note_breach(lever.pk, timezone.localdate(message.delivered_at), because="Ringde henne i natt", by=officer)

    assert not Alert.objects.exists()


def test_a_breach_that_an_agency_told_of_alarms_at_the_next_round_once(officer: User, analyst: User) -> None:
    message = make_told()
    make_observation(message.person, day=timezone.localdate(), at=timezone.now(), kind="breach", value="yes")

    assert [run_day(on=timezone.localdate(), by=analyst) for _ in range(2)] == [1, 0]
    assert raise_alerts(on=timezone.localdate(), by=analyst) == AlertRun()


def test_what_the_paper_said_is_what_is_promised(analyst: User, officer: User) -> None:
    make_approvals("talk.C.sv")
    message = make_notification(make_person(make_report(reported_at=TOLD - timedelta(days=5))))
    make_lever(message.person, since=date(2026, 5, 1), until=date(2026, 8, 1))
    make_lever(message.person, kind="area_ban", since=date(2026, 5, 1), until=None)
    notices.issue(message.pk, "letter", ("contact_ban", "patrol_attention"), by=officer)
    Notification.objects.filter(pk=message.pk).update(state="recorded", delivered_at=TOLD)
    Issued.objects.update(at=TOLD - timedelta(hours=1))
    reported(message.person)

    raise_alerts(on=ON, by=analyst)

    promised = Alert.objects.get().promises.order_by("place").values_list("kind", "what")
    assert {what for kind, what in promised if kind == PromiseKind.LEVER} == {"contact_ban"}  # said, and stands
    said = [what for kind, what, _says in json.loads(Issued.objects.get().said) if kind == "consequence"]
    assert [what for kind, what in promised if kind == PromiseKind.CONSEQUENCE] == said


def test_a_lever_that_stood_then_and_stands_now_is_promised_too(analyst: User) -> None:
    told = make_told(delivered_at=TOLD)
    stood = {"since": date(2026, 5, 1), "until": date(2026, 8, 1)}
    make_lever(told.person, **stood)
    make_lever(told.person, kind="area_ban", since=date(2026, 5, 25), until=None)  # came after the message
    make_lever(told.person, kind="patrol_attention", since=date(2026, 5, 1), until=date(2026, 5, 21))  # ended since
    reported(told.person)

    raise_alerts(on=ON, by=analyst)

    levers = Alert.objects.get().promises.filter(kind=PromiseKind.LEVER)
    assert [one.what for one in levers] == ["contact_ban"]


def test_a_report_before_the_message_raises_nothing(analyst: User) -> None:
    told = make_told(delivered_at=TOLD)
    reported(told.person, TOLD - timedelta(hours=1))

    assert raise_alerts(on=ON, by=analyst) == AlertRun()


def test_a_message_that_was_refused_or_never_given_raises_nothing(analyst: User) -> None:
    told = make_told(delivered_at=None, state="refused")
    reported(told.person)

    assert raise_alerts(on=ON, by=analyst) == AlertRun()


def test_a_report_on_somebody_never_told_raises_nothing(analyst: User) -> None:
    make_told(delivered_at=TOLD)
    never = make_person(make_report(reported_at=TOLD - timedelta(days=9)))
    reported(never)

    assert raise_alerts(on=ON, by=analyst) == AlertRun()


def test_a_report_that_does_not_count_raises_nothing_until_somebody_rules_that_it_does(analyst: User) -> None:
    told = make_told(delivered_at=TOLD)
    report = reported(told.person, partner=None, relation="unknown")

    before = raise_alerts(on=ON, by=analyst)
    make_ruling(report)
    after = raise_alerts(on=ON, by=analyst)

    assert (before.raised, after.raised) == (0, 1)


def test_being_subjected_to_violence_raises_nothing(analyst: User) -> None:
    told = make_told(delivered_at=TOLD)
    report = make_report(reported_at=LATER)
    make_link(report.parties.get(role="victim"), told.person)
    make_link(suspect_of(report))

    assert raise_alerts(on=ON, by=analyst) == AlertRun()


def test_the_newest_message_before_the_report_is_the_one_it_answers(analyst: User) -> None:
    first = make_told(delivered_at=TOLD)
    second = make_told(placement=first.placement, delivered_at=TOLD + timedelta(days=2))
    make_told(placement=first.placement, delivered_at=LATER + timedelta(hours=1))
    reported(first.person)

    raise_alerts(on=ON, by=analyst)

    assert Alert.objects.get().notification == second


def test_an_alert_falls_with_the_suspicion_and_comes_back_to_where_it_stood(analyst: User, lead: User) -> None:
    told = make_told(delivered_at=TOLD)
    report = reported(told.person)
    raise_alerts(on=ON, by=analyst)
    see_alert(Alert.objects.get().pk, "lead", by=lead)
    fell = make_observation(told.person, kind=SUSPICION_WITHDRAWN, report=report)

    withdrawn = raise_alerts(on=ON, by=analyst)
    then = Alert.objects.get().state
    fell.withdrawn_at = timezone.now()
    fell.save()
    restored = raise_alerts(on=ON, by=analyst)

    assert (withdrawn, then) == (AlertRun(withdrawn=1), AlertState.WITHDRAWN)
    assert (restored, Alert.objects.get().state) == (AlertRun(restored=1), AlertState.SEEN)


def test_a_dropped_suspicion_counts_as_fallen(analyst: User) -> None:
    told = make_told(delivered_at=TOLD)
    report = reported(told.person)
    Standing.objects.create(report=report, kind="suspicion", value="dropped", since=DAY, run=report.run)

    assert raise_alerts(on=ON, by=analyst) == AlertRun()


def test_a_report_that_turns_out_to_be_anothers_takes_its_alert_away(analyst: User) -> None:
    told = make_told(delivered_at=TOLD)
    report = reported(told.person)
    raise_alerts(on=ON, by=analyst)
    Link.objects.filter(party__report=report).update(person=make_person())  # who was never told

    assert raise_alerts(on=ON, by=analyst) == AlertRun(withdrawn=1)


def test_two_persons_who_turn_out_to_be_one_get_no_second_alert(analyst: User) -> None:
    told, elder = make_told(delivered_at=TOLD), make_person(make_report(reported_at=TOLD - timedelta(days=9)))
    reported(told.person)
    raise_alerts(on=ON, by=analyst)
    Link.objects.filter(person=told.person).update(person=elder)
    Person.objects.filter(pk=told.person_id).update(until=timezone.now(), into=elder)

    assert raise_alerts(on=ON, by=analyst) == AlertRun()
    assert Alert.objects.count() == 1


def test_a_message_to_one_who_was_joined_counts_for_who_they_are_now(analyst: User) -> None:
    told, elder = make_told(delivered_at=TOLD), make_person(make_report(reported_at=TOLD - timedelta(days=9)))
    Link.objects.filter(person=told.person).update(person=elder)
    Person.objects.filter(pk=told.person_id).update(until=timezone.now(), into=elder)
    reported(elder, suspect={"number": make_number()})

    assert raise_alerts(on=ON, by=analyst).raised == 1
    assert Alert.objects.get().person == elder


def test_every_alert_is_in_the_log(analyst: User) -> None:
    told = make_told(delivered_at=TOLD)
    reported(told.person)

    raise_alerts(on=ON, by=analyst)

    entry = Entry.objects.get(verb="alerted")
    assert {one.subject for one in entry.subjects.all()} == {str(Alert.objects.get().pk), str(told.person_id)}


def test_the_lead_and_the_victim_side_each_say_that_they_have_seen_it(lead: User, officer: User) -> None:
    alert = make_alert()

    see_alert(alert.pk, "victim", by=officer)
    state = Alert.objects.get().state
    seen = see_alert(alert.pk, "lead", by=lead)

    assert state == AlertState.RAISED
    assert (seen.state, seen.lead_seen_by, seen.victim_side_seen_by) == (AlertState.SEEN, lead, officer)


def test_an_officer_does_not_see_for_the_lead(officer: User) -> None:
    with pytest.raises(NotAllowed):
        see_alert(make_alert().pk, "lead", by=officer)


def test_an_analyst_works_no_alert(analyst: User) -> None:
    with pytest.raises(NotAllowed):
        see_alert(make_alert().pk, "victim", by=analyst)


def test_an_alert_is_seen_once_by_each_side(lead: User) -> None:
    alert = make_alert()
    see_alert(alert.pk, "lead", by=lead)

    with pytest.raises(WrongState):
        see_alert(alert.pk, "lead", by=lead)


def test_an_alert_that_fell_is_not_seen(lead: User) -> None:
    with pytest.raises(WrongState):
        see_alert(make_alert(state="withdrawn").pk, "lead", by=lead)


def test_there_are_two_sides_and_no_alerts_that_nobody_raised(lead: User) -> None:
    with pytest.raises(InvalidInput):
        see_alert(make_alert().pk, "press", by=lead)
    with pytest.raises(NotThere):
        see_alert(lead.pk, "lead", by=lead)
