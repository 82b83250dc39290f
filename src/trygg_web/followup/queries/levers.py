"""The register of levers as a user may see it: what stands, what ends soon, what was broken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.levers import longest, reminders, sentence, stands
from trygg.rulebook import Rules
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import Lever, LeverBreach
from trygg_web.followup.queries.promised import last_day
from trygg_web.incidents.models import ContactBan
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.queries.method import words
from trygg_web.people import queries as people

PAGE = 50
SOON = timedelta(days=30)
FILTERS = ("galler", "slutar", "slut", "alla")


@dataclass(frozen=True, slots=True)
class LeverRow:
    """One lever: whose, what, since and until when, and what somebody should ask about."""

    id: UUID
    card: people.PersonCard
    kind: str
    says: str
    basis: str
    decided_by: str  # in words
    since: date
    until: date | None  # the last day it stands
    stands: bool
    ended: bool  # before the day that was decided
    imported: bool
    monitored: bool
    renewal: bool
    remind: date | None  # since when somebody should ask about a renewal; None: nothing to ask
    beyond: date | None  # the longest that the law allows, where the lever is said to stand longer
    breaches: int


@dataclass(frozen=True, slots=True)
class LeverShown:
    """One lever whole; of a person who is masked for the viewer, what was written freely is withheld."""

    row: LeverRow
    decided_on: date | None
    area: str
    reference: str
    breach_says: str  # what the law says of breaking it
    letter: str  # the sentence that a letter may say while it stands; empty: none
    verified: bool  # the law itself was read
    asked_by: User | None
    asked_at: datetime | None
    ended_because: str
    ended_by: User | None
    ended_at: datetime | None
    by: User
    at: datetime
    broken: tuple[LeverBreach, ...]


def levers(viewer: User, which: str = "galler", page: int = 1) -> Page[LeverRow]:
    """The register: those that end first come first."""
    require(viewer, Permission.NOTICE_SEE)
    on = timezone.localdate()
    rows = _rows_of(_where(which, on)).order_by(F("until").asc(nulls_last=True), "since", "pk")
    found = Paginator(rows, PAGE).get_page(page)
    return Page(_shown(viewer, list(found.object_list), on), found.number, found.paginator)  # type: ignore[arg-type]  # the rows of the page in words


def _rows_of(scope: Q) -> QuerySet[Lever]:
    return Lever.objects.filter(scope).annotate(broken=Count("breaches"))


def _where(which: str, on: date) -> Q:
    standing = Q(since__lte=on) & (Q(until=None) | Q(until__gte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
    return {
        "galler": standing,
        "slutar": standing & Q(ended_on=None, until__lte=on + SOON),
        "slut": Q(until__lt=on) | Q(ended_on__lt=on),
    }.get(which, Q())


def levers_of(viewer: User, person_id: UUID) -> list[LeverRow]:
    """All levers of one person, the newest first. Raises NotThere."""
    require(viewer, Permission.NOTICE_SEE)
    who = people.standing(people.person(viewer, person_id).id)
    rows = _rows_of(Q(person__in=[who, *people.former([who])])).order_by("-since", "pk")
    return _shown(viewer, list(rows), timezone.localdate())


def ending(viewer: User, on: date, most: int | None = None) -> list[LeverRow]:
    """The levers about whose renewal somebody should ask now, those that end first first; at most so many."""
    require(viewer, Permission.NOTICE_SEE)
    rows, rules = _rows_of(_where("slutar", on)).order_by("until", "pk"), rules_on(on)
    return _shown(viewer, [row for row in rows if _remind(row, on, rules)][:most], on)


def lever(viewer: User, lever_id: UUID) -> LeverShown:
    """One lever with its ground, its breaches and its ends. Raises NotThere; opening is logged."""
    require(viewer, Permission.NOTICE_SEE)
    told = Lever.objects.select_related("by", "asked_by", "ended_by").annotate(broken=Count("breaches"))
    row = told.filter(pk=lever_id).first()
    if row is None:
        raise NotThere(_("Åtgärden finns inte."))
    log.saw(viewer, "lever", [row.pk])
    on = timezone.localdate()
    shown, rule = _shown(viewer, [row], on)[0], rules_on(on).levers.get(row.kind)
    open_ = not shown.card.masked
    return LeverShown(
        row=shown,
        decided_on=row.decided_on,
        area=row.area if open_ else "",
        reference=row.reference if open_ else "",
        breach_says=rule.breach if rule else "",
        letter=(sentence(rule, "sv") or "") if rule else "",
        verified=bool(rule and rule.verified == "yes"),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        ended_because=row.ended_because if open_ else "",
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        by=row.by,
        at=row.at,
        broken=tuple(row.breaches.select_related("by").order_by("-day", "-at")) if open_ else (),
    )


def outside(viewer: User) -> int:
    """How many contact bans of the files stand in no register: of nobody known, or of a kind the method lacks."""
    require(viewer, Permission.NOTICE_SEE)
    return ContactBan.objects.filter(lever=None).count()


def kinds(on: date) -> list[tuple[str, str]]:
    """The kinds of levers that can be written down on a day: id and words, in the order of the method."""
    return [(key, _begun(words(rule.says))) for key, rule in rules_on(on).levers.items()]


def _shown(viewer: User, rows: Iterable[Lever], on: date) -> list[LeverRow]:
    held, rules = list(rows), rules_on(on)
    cards = people.cards(viewer, [row.person_id for row in held])
    return [_row(row, cards[row.person_id], on, rules) for row in held]


def _row(row: Lever, card: people.PersonCard, on: date, rules: Rules) -> LeverRow:
    rule, last = rules.levers.get(row.kind), last_day(row)
    allowed = longest(rule, row.since, row.renewal, row.monitored) if rule else None
    return LeverRow(
        id=row.pk,
        card=card,
        kind=row.kind,
        says=_begun(words(rule.says)) if rule else row.kind,
        basis=row.basis,
        decided_by=_authorities().get(row.decided_by, row.decided_by),
        since=row.since,
        until=last,
        stands=stands(row.since, last, on),
        ended=row.ended_on is not None,
        imported=row.ban_id is not None,
        monitored=row.monitored,
        renewal=row.renewal,
        remind=_remind(row, on, rules),
        beyond=allowed if allowed and row.until and row.until > allowed else None,
        breaches=getattr(row, "broken", 0),
    )


def _authorities() -> dict[str, str]:
    return {
        "prosecutor": _("åklagaren"),
        "prison_and_probation": _("Kriminalvården"),
        "police": _("Polismyndigheten"),
    }


def _remind(row: Lever, on: date, rules: Rules) -> date | None:
    # The newest reminder that has come, when nobody has asked since.
    rule = rules.levers.get(row.kind)
    if rule is None or row.until is None or row.ended_on or not stands(row.since, row.until, on):
        return None
    came = [day for day in reminders(rule, row.until) if day <= on]
    asked = timezone.localtime(row.asked_at).date() if row.asked_at else None
    return came[-1] if came and (asked is None or asked < came[-1]) else None


def _begun(says: str) -> str:
    return says[:1].upper() + says[1:]
