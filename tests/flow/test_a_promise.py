"""A new report on somebody who was told, from the file to a consequence that was kept."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
import time_machine
from django.utils import timezone

from trygg.synthetic import City, Plan, city
from trygg.synthetic.files import police_file
from trygg_web.access.models import User
from trygg_web.access.queries import verify
from trygg_web.followup import actions, queries
from trygg_web.followup.models import Alert, Watch
from trygg_web.incidents import actions as incidents
from trygg_web.listing import actions as listing
from trygg_web.listing.models import Proposal
from trygg_web.notifications.models import Notification
from trygg_web.project.daily import run_day
from trygg_web.project.my_day import my_day
from trygg_web.project.nights import night

pytestmark = pytest.mark.django_db
TOLD, AGAIN = date(2026, 11, 16), date(2026, 11, 23)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(noon(TOLD), tick=False):
        yield


def read_in(town: City, since: date, until: date, by: User) -> None:
    file = police_file(town, since, until, Random(8))
    run = incidents.receive(file, f"vecka-{until}.csv", sender="polisen", by=by)
    incidents.import_reports(run.pk, by=by)


def tell_everyone(officer: User) -> None:
    """How a message is given is a story of its own; here it has been."""
    for proposal in Proposal.objects.filter(state="waiting").exclude(level=""):
        listing.confirm(proposal.pk, proposal.level, because="", by=officer)
    run_day(TOLD, by=night())
    Notification.objects.update(state="delivered", delivered_at=timezone.now())


def test_a_new_report_is_answered_and_counted(analyst: User, officer: User, lead: User) -> None:
    town = city(Plan(until=AGAIN, weeks=20, weekly=20), Random(5))
    read_in(town, date.min, TOLD, analyst)
    run_day(TOLD, by=night())
    tell_everyone(officer)
    with time_machine.travel(noon(AGAIN), tick=False):
        read_in(town, TOLD, AGAIN, analyst)
        report = run_day(AGAIN, by=night())

        assert report.alerts.raised > 0
        assert report.watches.breached > 0
        alert = Alert.objects.select_related("report", "notification").order_by("-reported_at")[0]
        assert alert.report.reported_at > alert.notification.delivered_at
        assert my_day(officer, AGAIN).groups[0].says == "Larm"

        actions.see_alert(alert.pk, "victim", by=officer)
        actions.see_alert(alert.pk, "lead", by=lead)
        actions.plan_answer(alert.pk, {one.pk for one in alert.promises.all()}, by=officer)
        for promise in alert.promises.all():
            actions.answer_promise(promise.pk, "done", by=officer)

        told = queries.certainty_and_speed(lead, AGAIN - timedelta(days=14), AGAIN)
        assert queries.alert(officer, alert.pk).row.state == "answered"
        assert told.certainty.done == alert.promises.count()
        assert told.certainty.share == told.certainty.done / told.certainty.promised
        assert told.speed.answered == 1

        again = run_day(AGAIN, by=night())
        assert (again.alerts.raised, again.alerts.withdrawn, again.watches.breached) == (0, 0, 0)
        assert Watch.objects.filter(notification=alert.notification, outcome="breached").exists()
    assert verify().whole
