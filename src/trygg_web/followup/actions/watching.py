"""Looks again after each message: opened when it was given, judged by each day's run. Safe to run again.

Due day and outcome follow from what is known on the day: a late report, a suspicion that fell or a stay in custody that
came to light changes them, also when they were judged before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import polars as pl
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.rulebook import Rules
from trygg.watches import Course, Held, outcome, watches
from trygg.watches import Watch as Look
from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.frames import read, write
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import Known, Outcome, Watch
from trygg_web.followup.queries.courses import course, known
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.models import Notification
from trygg_web.people import queries as people

BATCH = 2000
CHUNK = 400  # ids in one condition
LOOKS = {
    "id": pl.String, "notification": pl.String, "look": pl.String, "days": pl.Int64, "due": pl.Date, "held": pl.Int64
}  # fmt: skip


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
    given = Notification.objects.filter(~Exists(Watch.objects.filter(notification=OuterRef("pk"))))
    rows = list(given.filter(delivered_at__isnull=False).values_list("pk", "person_id", "delivered_at"))
    if not rows:
        return 0
    held, now, opened = people.days_held(on), people.current(), 0
    for start in range(0, len(rows), BATCH):
        told = [(key, held.get(now.get(who, who), ()), at) for key, who, at in rows[start : start + BATCH] if at]
        opened += _open(told, rules_on(on))
    log.did(by, Verb.WATCHED, "watch", note=f"{opened} opened")
    return opened


def _open(told: Sequence[tuple[UUID, Sequence[Held], datetime]], rules: Rules) -> int:
    rows = [
        (str(uuid4()), str(key), look.id, look.days, look.due, _held(look, one))
        for key, held, delivered in told
        for one in [Course(timezone.localtime(delivered).date(), held=tuple(held))]
        for look in watches(one, rules)
    ]
    fresh = pl.DataFrame(rows, schema=LOOKS, orient="row")
    still = {"outcome": pl.lit(""), "note": pl.lit(b""), "opened_at": pl.lit(timezone.now())}
    write(Watch, fresh.with_columns(**still), over=["notification", "look"])
    return len(rows)


def _held(look: Look, course: Course) -> int:
    return (look.due - course.delivered).days - look.days if look.due else 0


@transaction.atomic
def judge_watches(*, on: date, by: User) -> WatchRun:
    """How the watches came out as known on a day; only those whose day has passed or of which more is known."""
    require(by, Permission.NOTICE_PLAN)
    rows, rules = known(on), rules_on(on)
    changed = _changed(rows)
    passed = Watch.objects.filter(outcome="", due__lt=on).values_list("notification_id", flat=True)
    asked = list(changed | set(passed))
    moved: list[Watch] = []
    turned: dict[str, list[UUID]] = {}
    for told in _courses(asked, rows):
        for row, look, came_out in _judged(told, rules, on):
            held = _held(look, told[row.notification_id])
            if (row.due, row.held) != (look.due, held):
                row.due, row.held = look.due, held
                moved.append(row)
            if row.outcome != came_out:
                turned.setdefault(came_out, []).append(row.pk)
    _save(moved, turned)
    _keep(changed, rows)
    run = WatchRun(
        moved=len(moved),
        reopened=len(turned.get("", [])),
        **{name.value: len(turned.get(name.value, [])) for name in Outcome},
    )
    if moved or turned:
        news = turned.get(Outcome.BREACHED.value, [])
        log.did(by, Verb.WATCHED, "watch", news, note=", ".join(f"{len(keys)} {name}" for name, keys in turned.items()))
    return run


def _changed(rows: pl.DataFrame) -> set[UUID]:
    # The messages with watches of which something else is known than when they were last judged.
    kept = read(Known.objects.all(), **{name: name for name in rows.columns})
    other = [
        rows.join(kept, on=rows.columns, how="anti", nulls_equal=True),
        kept.join(rows, on=rows.columns, how="anti", nulls_equal=True),
    ]
    found = [UUID(key) for key in pl.concat(other)["notification"].unique()]
    watched: set[UUID] = set()
    for some in _some(found):
        watched.update(Watch.objects.filter(notification__in=some).values_list("notification_id", flat=True))
    return watched


def _some(keys: list[UUID]) -> Iterator[list[UUID]]:
    yield from (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _courses(asked: list[UUID], rows: pl.DataFrame) -> Iterator[dict[UUID, Course]]:
    of = _by_message(asked, rows)
    for some in _some(asked):
        told = Notification.objects.filter(pk__in=some).values_list("pk", "delivered_at")
        yield {key: course(at, of.get(key)) for key, at in told if at}


def _by_message(asked: Iterable[UUID], rows: pl.DataFrame) -> dict[UUID, dict[str, Any]]:
    theirs = rows.filter(pl.col("notification").is_in([str(key) for key in asked]))
    return {UUID(row["notification"]): row for row in theirs.iter_rows(named=True)}


def _keep(changed: set[UUID], rows: pl.DataFrame) -> None:
    for some in _some(list(changed)):
        Known.objects.filter(notification__in=some).delete()
    fresh = [
        Known(notification_id=key, news=row["news"], ended=row["ended"], held=row["held"])
        for key, row in _by_message(changed, rows).items()
    ]
    Known.objects.bulk_create(fresh, batch_size=BATCH)


def _judged(told: Mapping[UUID, Course], rules: Rules, on: date) -> Iterator[tuple[Watch, Look, str]]:
    looks = {key: {look.id: look for look in watches(one, rules)} for key, one in told.items()}
    for row in Watch.objects.filter(notification__in=list(told)).defer("note"):
        look = looks[row.notification_id].get(row.look)
        if look:  # a look that the method no longer asks for stays as it was
            came_out = outcome(told[row.notification_id], look, on)
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
