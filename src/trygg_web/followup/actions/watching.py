"""Looks again after each message: opened when it was given, judged by each day's run. Safe to run again.

Due day and outcome follow from what is known on the day: a late report, a suspicion that fell or a stay in custody that
came to light changes them, also when they were judged before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.rulebook import Rules
from trygg.watches import Course, outcome, watches
from trygg.watches import Watch as Look
from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import Outcome, Watch
from trygg_web.followup.queries.courses import Courses, courses
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.models import Notification

BATCH = 2000
CHUNK = 400  # ids in one condition


@dataclass(frozen=True, slots=True)
class WatchRun:
    """What one run of the watches did: how many were opened, and how many came out differently than was known."""

    opened: int = 0
    moved: int = 0
    quiet: int = 0
    breached: int = 0
    ended: int = 0
    reopened: int = 0


@transaction.atomic
def open_watches(*, on: date, by: User) -> int:
    """How many watches were opened: those that the method asks for after each message that was given."""
    require(by, Permission.NOTICE_PLAN)
    given = Notification.objects.filter(delivered_at__isnull=False, watches=None)
    rows = list(given.values_list("pk", "person_id", "delivered_at"))
    if not rows:
        return 0
    known, rules, at, opened = courses(on), rules_on(on), timezone.now(), 0
    for start in range(0, len(rows), BATCH):
        fresh = [
            Watch(
                notification_id=key, look=look.id, days=look.days, due=look.due, held=_held(look, course), opened_at=at
            )
            for key, person, told in rows[start : start + BATCH]
            if told
            for course in [known.of(person, told)]
            for look in watches(course, rules)
        ]
        Watch.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
        opened += len(fresh)
    log.did(by, Verb.WATCHED, "watch", note=f"{opened} opened")
    return opened


def _held(look: Look, course: Course) -> int:
    return (look.due - course.delivered).days - look.days if look.due else 0


@transaction.atomic
def judge_watches(*, on: date, by: User) -> WatchRun:
    """How the watches came out as known on a day; only those that somebody could now judge otherwise are touched."""
    require(by, Permission.NOTICE_PLAN)
    known, rules = courses(on), rules_on(on)
    moved: list[Watch] = []
    turned: dict[str, list[UUID]] = {}
    for told in _chunks(_in_question(known, on)):
        for row, look, came_out in _judged(told, known, rules, on):
            held = _held(look, known.of(*told[row.notification_id]))
            if (row.due, row.held) != (look.due, held):
                row.due, row.held = look.due, held
                moved.append(row)
            if row.outcome != came_out:
                turned.setdefault(came_out, []).append(row.pk)
    _save(moved, turned)
    run = WatchRun(
        moved=len(moved),
        reopened=len(turned.get("", [])),
        **{name.value: len(turned.get(name.value, [])) for name in Outcome},
    )
    if moved or turned:
        news = turned.get(Outcome.BREACHED.value, [])
        log.did(by, Verb.WATCHED, "watch", news, note=", ".join(f"{len(keys)} {name}" for name, keys in turned.items()))
    return run


Told = dict[UUID, tuple[UUID, datetime]]  # notification → the person who was told, and when


def _in_question(known: Courses, on: date) -> Told:
    # A quiet watch of somebody of whom nothing is known stays quiet; all others are looked at again.
    waits = Q(outcome="", due__lt=on) | Q(due=None) | Q(held__gt=0) | Q(outcome__in=[Outcome.BREACHED, Outcome.ENDED])
    asked = set(Watch.objects.filter(waits).values_list("notification_id", flat=True).distinct())
    rows = Notification.objects.filter(delivered_at__isnull=False).values_list("pk", "person_id", "delivered_at")
    return {
        key: (person, at) for key, person, at in rows.iterator(5000) if at and (key in asked or known.has_news(person))
    }


def _chunks(told: Told) -> Iterator[Told]:
    keys = list(told)
    for start in range(0, len(keys), CHUNK):
        yield {key: told[key] for key in keys[start : start + CHUNK]}


def _judged(told: Told, known: Courses, rules: Rules, on: date) -> Iterator[tuple[Watch, Look, str]]:
    held = {key: known.of(*whom) for key, whom in told.items()}
    looks = {key: {look.id: look for look in watches(course, rules)} for key, course in held.items()}
    for row in Watch.objects.filter(notification__in=list(told)).defer("note"):
        look = looks[row.notification_id].get(row.look)
        if look:  # a look that the method no longer asks for stays as it was
            came_out = outcome(held[row.notification_id], look, on)
            yield row, look, came_out.value if came_out else ""


def _save(moved: list[Watch], turned: dict[str, list[UUID]]) -> None:
    at = timezone.now()
    Watch.objects.bulk_update(moved, ["due", "held"], batch_size=500)
    for came_out, keys in turned.items():
        for start in range(0, len(keys), CHUNK):
            rows = Watch.objects.filter(pk__in=keys[start : start + CHUNK])
            rows.update(outcome=came_out, judged_at=at if came_out else None)


@transaction.atomic
def look_at_watch(watch_id: UUID, *, note: str = "", by: User) -> Watch:
    """The watch, looked at by a person with a note; how it came out is not the person's to set."""
    require(by, Permission.ALERT_WORK)
    if not Watch.objects.filter(pk=watch_id, looked_at=None).update(looked_by=by, looked_at=timezone.now()):
        if not Watch.objects.filter(pk=watch_id).exists():
            raise NotThere(_("Bevakningen finns inte."))
        raise WrongState(_("Någon har redan sett över bevakningen. Läs in sidan igen."))
    watch = Watch.objects.select_related("notification").get(pk=watch_id)
    watch.note = note.strip()
    watch.save(update_fields=["note"])
    log.did(by, Verb.LOOKED, "watch", [watch.pk, watch.notification.person_id], note=watch.look)
    return watch
