"""Min dag: what waits for this user, by when, gathered from the rooms that the user may enter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trygg_web.access.due import Due
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.followup import queries as followup
from trygg_web.incidents import queries as incidents
from trygg_web.listing import queries as lists
from trygg_web.notifications import queries as notices
from trygg_web.people import queries as people
from trygg_web.project.first_page import WEEK, Group, MyDay, grouped, waiting

SHOWN = 12  # rows of one kind; the rest stand on their own page

MEETING = ("refused", "not_found")  # states of a message in which the meeting decides


@dataclass(frozen=True, slots=True)
class Waits:
    """What the sentence and the tasks both tell of, read once: the first proposals, and how many wait of each."""

    asked: tuple[lists.ProposalRow, ...]
    proposals: int
    questions: int
    holds: int
    relations: int


def my_day(viewer: User, on: date) -> MyDay:
    """What waits for the viewer on a day, the latest first."""
    waits, runs = _waits(viewer), tuple(incidents.runs(viewer)) if may(viewer, Permission.IMPORT_SEE) else ()
    tasks = [*_imports(viewer, runs, on), *_decisions(waits), *_queues(waits, on), *_reviews(viewer, on)]
    tasks += [*_messages(viewer, on), *_levers(viewer, on), *_watches(viewer, on)]
    tasks += waiting(viewer, on)
    alerts = followup.waiting(viewer, SHOWN) if may(viewer, Permission.ALERT_WORK) else []
    tasks += _answers(alerts)
    groups = (*_alarmed(alerts), *grouped(tasks, on))
    threats = notices.threat_count(viewer) if may(viewer, Permission.NOTICE_WORK) else 0
    return MyDay(tuple(_counted(viewer, waits)), groups, runs[:5], threats)


def _waits(viewer: User) -> Waits:
    asked = lists.proposals(viewer, most=SHOWN) if may(viewer, Permission.PLACEMENT_DECIDE) else None
    links, rules = may(viewer, Permission.LINK_ANSWER), may(viewer, Permission.RELATION_RULE)
    return Waits(
        asked=tuple(asked) if asked else (),
        proposals=asked.paginator.count if asked else 0,
        questions=people.questions(viewer).count() if links else 0,
        holds=people.holds(viewer).count() if links else 0,
        relations=incidents.relations_waiting(viewer) if rules else 0,
    )


def _alarmed(alerts: list[followup.AlertRow]) -> Iterator[Group]:
    # A new report after a message stands before everything else until it is seen and something has been done.
    if held := tuple(_alert(row) for row in alerts if not _begun(row)):
        yield Group(_("Larm"), held)


def _begun(row: followup.AlertRow) -> bool:
    return row.begun and row.lead_seen and row.victim_side_seen


def _alert(row: followup.AlertRow) -> Due:
    steps = [
        (not row.lead_seen, _("Ledaren har inte sett det.")),
        (not row.victim_side_seen, _("Den utsattas sida har inte sett det.")),
        (row.waits and not row.planned, _("Planen saknas.")),
        (row.waits and row.planned, _("Svara på vad som blev gjort.")),
    ]
    why, until = " ".join(says for so, says in steps if so), timezone.localtime(row.due_at).date()
    address, due = reverse("followup:alert", args=[row.id]), row.due_at if row.waits and not row.begun else None
    what = _("Överträdelse efter budskap") if row.breach else _("Ny anmälan efter budskap")
    return Due(what, row.card.initials, row.level, why, until, address, _("Öppna"), due, row.late)


def _answers(alerts: list[followup.AlertRow]) -> Iterator[Due]:
    # What was begun in time is asked about again after a week.
    for row in alerts:
        if _begun(row):
            until = timezone.localtime(row.due_at).date() + WEEK
            why = _("%(n)s av %(all)s löften är besvarade.") % {"n": row.answered, "all": row.promised}
            address = reverse("followup:alert", args=[row.id])
            yield Due(_("Löften att svara på"), row.card.initials, row.level, why, until, address, _("Svara"))


def _messages(viewer: User, on: date) -> Iterator[Due]:
    if not may(viewer, Permission.NOTICE_WORK):
        return
    week = timezone.now() + WEEK
    for row in notices.waiting(viewer, week, SHOWN):
        address, until = reverse("notifications:message", args=[row.id]), timezone.localtime(row.due_at).date()
        meets, shut = row.state in MEETING, bool(row.shut)
        why = f"{(row.shut_in_short if shut else row.state_says).capitalize()}."
        what = _("Budskap till mötet") if meets else _("Budskap att ge")
        does = _("Öppna") if shut or meets else _("Ge")
        yield Due(what, row.card.initials, row.level, why, until, address, does, row.due_at, row.late)
    for meeting in notices.disturbed(viewer) if may(viewer, Permission.NOTICE_ASSIGN) else []:
        why = _("Något har kommit fram efter kallelsen: två ska inte träffas, eller någon kan inte komma.")
        address, until = reverse("notifications:call_in", args=[meeting.id]), timezone.localtime(meeting.at).date()
        yield Due(_("Samlat möte att ändra"), "", None, why, until, address, _("Öppna"), meeting.at)
    if n := notices.withheld_count(viewer):
        why = ngettext("%(n)s person får inget budskap.", "%(n)s personer får inget budskap.", n) % {"n": n}
        yield Due(_("Vänd er till någon annan"), "", None, why, on, reverse("notifications:withheld"), _("Se vilka"))


def _levers(viewer: User, on: date) -> Iterator[Due]:
    if not may(viewer, Permission.LEVER_WORK):
        return
    for row in followup.ending(viewer, on, SHOWN):
        why, address = _("Är den som skyddas tillfrågad om förlängning?"), reverse("followup:lever", args=[row.id])
        yield Due(_("Åtgärd som slutar"), row.card.initials, None, why, row.until or on, address, _("Öppna"))


def _watches(viewer: User, on: date) -> Iterator[Due]:
    if not may(viewer, Permission.ALERT_WORK):
        return
    due, news = followup.to_look_at(viewer, on)
    if due:
        why = ngettext("%(n)s bevakning är framme", "%(n)s bevakningar är framme", due) % {"n": due}
        why += _(", %(news)s med något nytt.") % {"news": news} if news else "."
        yield Due(_("Blev det lugnt?"), "", None, why, on, reverse("followup:watches"), _("Se över"))


def _imports(viewer: User, runs: tuple[incidents.RunShown, ...], on: date) -> Iterator[Due]:
    if not may(viewer, Permission.IMPORT):
        return
    for run in runs:
        address = reverse("incidents:run", args=[run.id])
        if run.state == "previewed":
            why = _("Granska vad som kommer att ske.")
            yield Due(_("Fil att läsa in"), run.sender, None, why, on, address, _("Granska"))
        elif run.waiting:
            why = ngettext("%(n)s rad gick inte att läsa.", "%(n)s rader gick inte att läsa.", run.waiting)
            rejected = reverse("incidents:rejected", args=[run.id])
            yield Due(_("Rader att rätta"), run.sender, None, why % {"n": run.waiting}, on, rejected, _("Rätta"))


def _decisions(waits: Waits) -> Iterator[Due]:
    for row in waits.asked:
        if row.decision and row.mine:
            continue
        what = _("Svara som andra person") if row.decision else _("Nivå att besluta")
        address = _place("second", row.decision) if row.decision else _place("decide", row.id)
        yield Due(what, row.card.initials, row.level, row.why, row.decide_by, address, _("Besluta"))


def _place(name: str, key: UUID) -> str:
    return reverse(f"listing:{name}", args=[key])


def _queues(waits: Waits, on: date) -> Iterator[Due]:
    if count := waits.questions:
        why = ngettext("%(n)s fråga väntar.", "%(n)s frågor väntar.", count) % {"n": count}
        yield Due(_("Är det samma person?"), "", None, why, on, reverse("people:questions"), _("Svara"))
    if count := waits.holds:
        why = ngettext("%(n)s par har anmält varandra.", "%(n)s par har anmält varandra.", count) % {"n": count}
        yield Due(_("Vem är huvudsakligen utsatt?"), "", None, why, on, reverse("people:holds"), _("Bedöm"))
    if count := waits.relations:
        why = ngettext("%(n)s anmälan säger inte.", "%(n)s anmälningar säger inte.", count) % {"n": count}
        yield Due(_("Är de partner?"), "", None, why, on, reverse("incidents:relations"), _("Avgör"))


def _reviews(viewer: User, on: date) -> Iterator[Due]:
    if not may(viewer, Permission.PLACEMENT_DECIDE):
        return
    for row in lists.the_list(viewer, lists.Filters(state="overdue", sort="omprovas"), most=SHOWN):
        if row.step.proposal:
            continue  # it waits as a proposal already
        address = reverse("listing:preview", args=[row.card.id])
        yield Due(_("Nivå att ompröva"), row.card.initials, row.level, row.why, row.review_on, address, _("Öppna"))


def _counted(viewer: User, waits: Waits) -> Iterator[tuple[str, str]]:
    if n := waits.proposals:
        says = ngettext("%(n)s förslag att besluta", "%(n)s förslag att besluta", n)
        yield says % {"n": n}, reverse("listing:proposals")
    if may(viewer, Permission.ALERT_WORK) and (n := followup.waiting_count(viewer)):
        yield ngettext("%(n)s larm", "%(n)s larm", n) % {"n": n}, reverse("followup:alerts")
    if may(viewer, Permission.NOTICE_WORK) and (n := notices.open_count(viewer)):
        yield ngettext("%(n)s budskap", "%(n)s budskap", n) % {"n": n}, reverse("notifications:board")
    if n := waits.questions:
        says = ngettext("%(n)s fråga om identitet", "%(n)s frågor om identitet", n)
        yield says % {"n": n}, reverse("people:questions")
    if n := waits.relations:
        says = ngettext("%(n)s okänd relation", "%(n)s okända relationer", n)
        yield says % {"n": n}, reverse("incidents:relations")
