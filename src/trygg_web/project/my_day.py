"""Min dag: what waits for this user, by when, gathered from the rooms that the user may enter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.incidents import queries as incidents
from trygg_web.listing import queries as lists
from trygg_web.people import queries as people

WEEK = timedelta(days=7)
SHOWN = 12  # rows of one kind; the rest stand on their own page


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: what, about whom, why, until when, and the one button."""

    what: str
    about: str
    level: str | None  # None: not about a level
    why: str
    until: date
    address: str
    does: str


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks with the same haste."""

    says: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class MyDay:
    """The page: one sentence, the tasks in groups, and what happened lately."""

    counted: tuple[tuple[str, str], ...]  # words and where they lead
    groups: tuple[Group, ...]
    runs: tuple[incidents.RunShown, ...]


def my_day(viewer: User, on: date) -> MyDay:
    """What waits for the viewer on a day, the latest first."""
    tasks = [*_imports(viewer, on), *_decisions(viewer), *_queues(viewer, on), *_reviews(viewer, on)]
    runs = tuple(incidents.runs(viewer))[:5] if may(viewer, Permission.IMPORT_SEE) else ()
    return MyDay(tuple(_counted(viewer)), tuple(_grouped(sorted(tasks, key=lambda task: task.until), on)), runs)


def _grouped(tasks: list[Task], on: date) -> Iterator[Group]:
    spans = (
        (_("Försenat"), date.min, on - timedelta(days=1)),
        (_("I dag"), on, on),
        (_("Den här veckan"), on + timedelta(days=1), on + WEEK),
        (_("Senare"), on + WEEK + timedelta(days=1), date.max),
    )
    for says, since, until in spans:
        if held := tuple(task for task in tasks if since <= task.until <= until):
            yield Group(says, held)


def _imports(viewer: User, on: date) -> Iterator[Task]:
    if not may(viewer, Permission.IMPORT):
        return
    for run in incidents.runs(viewer):
        address = reverse("incidents:run", args=[run.id])
        if run.state == "previewed":
            why = _("Granska vad som kommer att ske.")
            yield Task(_("Fil att läsa in"), run.sender, None, why, on, address, _("Granska"))
        elif run.waiting:
            why = ngettext("%(n)s rad gick inte att läsa.", "%(n)s rader gick inte att läsa.", run.waiting)
            rejected = reverse("incidents:rejected", args=[run.id])
            yield Task(_("Rader att rätta"), run.sender, None, why % {"n": run.waiting}, on, rejected, _("Rätta"))


def _decisions(viewer: User) -> Iterator[Task]:
    if not may(viewer, Permission.PLACEMENT_DECIDE):
        return
    for row in list(lists.proposals(viewer))[:SHOWN]:
        if row.decision and row.mine:
            continue
        what = _("Svara som andra person") if row.decision else _("Nivå att besluta")
        address = _place("second", row.decision) if row.decision else _place("decide", row.id)
        yield Task(what, row.card.initials, row.level, row.why, row.decide_by, address, _("Besluta"))


def _place(name: str, key: UUID) -> str:
    return reverse(f"listing:{name}", args=[key])


def _queues(viewer: User, on: date) -> Iterator[Task]:
    if may(viewer, Permission.LINK_ANSWER):
        if count := people.questions(viewer).count():
            why = ngettext("%(n)s fråga väntar.", "%(n)s frågor väntar.", count) % {"n": count}
            yield Task(_("Är det samma person?"), "", None, why, on, reverse("people:questions"), _("Svara"))
        if count := people.holds(viewer).count():
            why = ngettext("%(n)s par har anmält varandra.", "%(n)s par har anmält varandra.", count) % {"n": count}
            yield Task(_("Vem är huvudsakligen utsatt?"), "", None, why, on, reverse("people:holds"), _("Bedöm"))
    if may(viewer, Permission.RELATION_RULE) and (count := incidents.relations_waiting(viewer)):
        why = ngettext("%(n)s anmälan säger inte.", "%(n)s anmälningar säger inte.", count) % {"n": count}
        yield Task(_("Är de partner?"), "", None, why, on, reverse("incidents:relations"), _("Avgör"))


def _reviews(viewer: User, on: date) -> Iterator[Task]:
    if not may(viewer, Permission.PLACEMENT_DECIDE):
        return
    for row in list(lists.the_list(viewer, lists.Filters(state="overdue")))[:SHOWN]:
        if row.step.proposal:
            continue  # it waits as a proposal already
        address = reverse("listing:preview", args=[row.card.id])
        yield Task(_("Nivå att ompröva"), row.card.initials, row.level, row.why, row.review_on, address, _("Öppna"))


def _counted(viewer: User) -> Iterator[tuple[str, str]]:
    if may(viewer, Permission.PLACEMENT_DECIDE) and (n := lists.proposals(viewer).paginator.count):
        says = ngettext("%(n)s förslag att besluta", "%(n)s förslag att besluta", n)
        yield says % {"n": n}, reverse("listing:proposals")
    if may(viewer, Permission.LINK_ANSWER) and (n := people.questions(viewer).count()):
        says = ngettext("%(n)s fråga om identitet", "%(n)s frågor om identitet", n)
        yield says % {"n": n}, reverse("people:questions")
    if may(viewer, Permission.RELATION_RULE) and (n := incidents.relations_waiting(viewer)):
        says = ngettext("%(n)s okänd relation", "%(n)s okända relationer", n)
        yield says % {"n": n}, reverse("incidents:relations")
