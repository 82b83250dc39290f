"""What this house has told, or is about to tell: for the branch that tells."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.rulebook.kinds import Says
from trygg.sharing import Condition, Ground
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.exchange.models import Answer, Disclosure, DisclosureState, Journey, Outgoing
from trygg_web.exchange.permissions import apart, branches, led
from trygg_web.exchange.queries.fields import field_says
from trygg_web.exchange.queries.law import ground_says, law, purpose_says, said
from trygg_web.exchange.queries.masking import Shown, shown
from trygg_web.exchange.queries.wording import branch_says
from trygg_web.exchange.records import Item

PAGE = 30
FILTERS = {"alla": Q(), "andra": Q(state=DisclosureState.SECOND), "rattelser": Q(corrects__isnull=False)}


@dataclass(frozen=True, slots=True)
class OutRow:
    """One disclosure in a list: fields by name, never their values."""

    row: Disclosure
    to: str
    fields: tuple[str, ...]
    journey: str


@dataclass(frozen=True, slots=True)
class Told:
    """One disclosure whole."""

    row: Disclosure
    to: str
    purpose: str
    ground: str
    items: tuple[Shown, ...]
    answers: tuple[tuple[str, str], ...]
    harm: tuple[tuple[str, str], ...]
    journey: str
    receipted: bool
    corrections: tuple[Disclosure, ...]
    may_decide: bool  # the viewer can be the second person
    may_correct: bool


def outbox(viewer: User, which: str = "alla", page: int = 1) -> Page[OutRow]:
    """One page of what the viewer's branches have told, the newest first."""
    require(viewer, Permission.DISCLOSE)
    rows = _mine(viewer).filter(FILTERS.get(which, Q())).select_related("partner", "by").prefetch_related("items")
    found = Paginator(rows.order_by("-at"), PAGE).get_page(page)
    journeys = dict(Outgoing.objects.filter(pk__in=[row.message for row in found]).values_list("pk", "state"))
    lines = [_line(row, journeys.get(row.message, "")) for row in found]
    return Page(lines, found.number, found.paginator)  # type: ignore[arg-type]  # same count


def disclosure(viewer: User, disclosure_id: UUID) -> Told:
    """One disclosure with items, answers and harm test, for its branch. Raises NotThere; opening is logged."""
    require(viewer, Permission.DISCLOSE)
    row = _mine(viewer).select_related("partner", "by", "second_by", "corrects").filter(pk=disclosure_id).first()
    if row is None:
        raise NotThere(_("Utlämnandet finns inte."))
    log.saw(viewer, "disclosure", [row.pk])
    return _told(viewer, row, items_of(row))


def _told(viewer: User, row: Disclosure, items: tuple[Item, ...]) -> Told:
    state = Outgoing.objects.filter(pk=row.message).values_list("state", flat=True).first() or ""
    second = row.state == DisclosureState.SECOND
    return Told(
        row=row,
        to=branch_says(row.function),
        purpose=purpose_says(row.purpose),
        ground=ground_says(row.ground, timezone.localdate(row.at)),
        items=shown(viewer, items, row.protected),
        answers=tuple(_answers(row)),
        harm=tuple(_harm(row)),
        journey=journey_says(state),
        receipted=state == Journey.RECEIPTED,
        corrections=tuple(row.corrections.order_by("at")),
        may_decide=second and row.by_id != viewer.pk and not (row.protected and not _cleared(viewer)),
        may_correct=row.state == DisclosureState.DECIDED and row.corrects is None and row.unit in _own(viewer),
    )


def _cleared(viewer: User) -> bool:
    return may(viewer, Permission.PROTECTED_SEE)


def _own(viewer: User) -> tuple[str, ...]:
    return branches(viewer, settings.ZONE)


def words(viewer: User, disclosure_id: UUID) -> Told:
    """One disclosure whose words recur, with its weighing and without its items, for a lead of any branch."""
    require(viewer, Permission.LEDGER_SEE)
    row = Disclosure.objects.select_related("partner", "by", "second_by").filter(pk=disclosure_id).first()
    if row is None:
        raise NotThere(_("Utlämnandet finns inte."))
    log.saw(viewer, "disclosure", [row.pk])
    return _told(viewer, row, ())


def items_of(row: Disclosure) -> tuple[Item, ...]:
    """The items of a disclosure as they were told."""
    rows = row.items.order_by("place")
    return tuple(Item(one.field, one.data_class, None if one.withdrawn else one.value, one.reliability) for one in rows)


def classes_of(row: Disclosure) -> dict[str, str]:
    """The class of data of each field of a disclosure."""
    return dict(row.items.values_list("field", "data_class"))


def journey_says(state: str) -> str:
    """Where a message stands, in words."""
    return str(Journey(state).label) if state else ""


def _mine(viewer: User) -> QuerySet[Disclosure]:
    own = Q(unit__in=branches(viewer, settings.ZONE)) | Q(second_by=viewer)
    to_decide = Q(unit__in=led(viewer, settings.ZONE), state=DisclosureState.SECOND)
    return Disclosure.objects.filter(own | to_decide).exclude(subject__in=apart(viewer))


def _line(row: Disclosure, state: str) -> OutRow:
    fields = tuple(field_says(one.field) for one in sorted(row.items.all(), key=lambda one: one.place))
    return OutRow(row, f"{row.partner.name}, {branch_says(row.function)}", fields, journey_says(state))


def _answers(row: Disclosure) -> list[tuple[str, str]]:
    told = json.loads(row.answers or "{}")
    version = next((one for one in law().grounds if one.version == row.ground_version), None)
    return [(said(one.says), _words(one.options_says, told[one.id])) for one in _asked(version) if one.id in told]


def _asked(ground: Ground | None) -> tuple[Condition, ...]:
    return ground.conditions if ground else ()


def _harm(row: Disclosure) -> list[tuple[str, str]]:
    told = json.loads(row.harm or "{}")
    return [(said(one.says), _words(one.options_says, told[one.id])) for one in law().harm_questions if one.id in told]


def _words(options: Mapping[str, Says] | None, answer: str | list[str]) -> str:
    chosen = answer if isinstance(answer, list) else [answer]
    return ", ".join(_word(options, str(one)) for one in chosen)


def _word(options: Mapping[str, Says] | None, answer: str) -> str:
    if options and answer in options:
        return said(options[answer])
    return {"yes": _("ja"), "no": _("nej")}.get(answer, answer)


__all__ = ["Answer", "OutRow", "Told", "disclosure", "items_of", "journey_says", "outbox"]
