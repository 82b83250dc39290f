"""Levers, alerts, promises and watches."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.access import clerk, counter
from tests.factories.incidents import make_report, suspect_of
from tests.factories.notifications import make_told
from tests.factories.people import make_link, make_observation, make_person
from trygg_web.followup.models import Alert, Lever, LeverBreach, Promise, Watch
from trygg_web.incidents.models import Report
from trygg_web.notifications.models import Notification
from trygg_web.people.models import Person


def make_lever(person: Person | None = None, **given: Any) -> Lever:
    """A contact ban that a person wrote down."""
    since = timezone.localdate() - timedelta(days=30)
    row = {
        "kind": "contact_ban", "basis": "lagen (1988:688) om kontaktförbud 1 §", "decided_by": "prosecutor",
        "since": since, "until": since + timedelta(days=365), "source": "person", "by": clerk(), "at": timezone.now(),
    }  # fmt: skip
    return Lever.objects.create(person=person or make_person(), **(row | given))


def make_breach(lever: Lever | None = None, **given: Any) -> LeverBreach:
    """A breach of a lever, with the observation that the rules count."""
    lever = lever or make_lever()
    day = timezone.localdate() - timedelta(days=2)
    observed = given.pop("observation", None) or make_observation(lever.person, day=day)
    row = {"day": day, "because": "Sökte kontakt.", "by": clerk(), "at": timezone.now()}
    return LeverBreach.objects.create(lever=lever, observation=observed, **(row | given))


def make_alert(notification: Notification | None = None, report: Report | None = None, **given: Any) -> Alert:
    """An alert that nobody has seen, with a new report on somebody who was told."""
    notification = notification or make_told()
    if report is None:
        report = make_report(reported_at=timezone.now() - timedelta(hours=2))
        make_link(suspect_of(report), notification.person)
    row = {"reported_at": report.reported_at, "raised_at": timezone.now()}
    row["due_at"] = row["reported_at"] + timedelta(hours=24)
    return Alert.objects.create(person=notification.person, report=report, notification=notification, **(row | given))


def make_promise(alert: Alert | None = None, **given: Any) -> Promise:
    """A consequence that was promised and of which nobody has said what became."""
    alert = alert or make_alert(state="planned", planned_at=timezone.now(), planned_by=clerk())
    row = {"kind": "consequence", "what": "investigation", "says": "Polisen utreder.", "place": next(counter)}
    return Promise.objects.create(alert=alert, **(row | given))


def make_watch(notification: Notification | None = None, **given: Any) -> Watch:
    """A watch that is due today."""
    row = {"look": "day_7", "days": 7, "due": timezone.localdate(), "opened_at": timezone.now()}
    return Watch.objects.create(notification=notification or make_told(), **(row | given))


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "lever": lambda: make_lever().pk,
    "alert": lambda: make_alert().pk,
    "promise": lambda: make_promise().pk,
    "answered_promise": lambda: make_promise(result="done", by=clerk(), at=timezone.now(), done_at=timezone.now()).pk,
    "watch": lambda: make_watch().pk,
    "side": lambda: "victim",
}
