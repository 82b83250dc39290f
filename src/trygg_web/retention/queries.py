"""What this house keeps, what of it is due, and what has been erased."""

import importlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trygg.sharing import Due as Said
from trygg.sharing import Verdict, sharing_rules
from trygg.sharing import due as said_of
from trygg_web.access import log
from trygg_web.access.due import Due
from trygg_web.access.kept import Kept
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.retention.models import Proposal, ProposalState, Protocol
from trygg_web.retention.words import KINDS, WORDS

DUE = (Verdict.MAY_GO, Verdict.MUST_GO)


@dataclass(frozen=True, slots=True)
class Found:
    """A record of a room and what the clocks say of it."""

    room: str
    kept: Kept
    said: Said


def keepers() -> list[str]:
    """The rooms of this house that keep records with a clock, from the roof down."""
    names = [config.name for config in apps.get_app_configs() if getattr(config, "keeps", False)]
    return [name.rpartition(".")[2] for name in reversed(names)]


def part_of(room: str, part: str) -> ModuleType:
    """A room's queries or actions, by name: this room stands below those that it asks."""
    return importlib.import_module(f"trygg_web.{room}.{part}")


def everything() -> Iterator[tuple[str, Kept]]:
    """All records with a clock, and whose they are."""
    for room in keepers():
        yield from ((room, one) for one in part_of(room, "queries").kept())


def found_due(on: date) -> list[Found]:
    """The records that may or must be erased on a day. What another record holds back is not among them."""
    kept = list(everything())
    said = said_of([one.record for _room, one in kept], on, sharing_rules())
    return [Found(room, one, due) for (room, one), due in zip(kept, said, strict=True) if _erasable(due)]


def _erasable(due: Said) -> bool:
    return due.verdict in DUE and due.action == "erase"


@dataclass(frozen=True, slots=True)
class Group:
    """Proposals of one kind under one clock: the provision, how many, and what goes with them."""

    room: str
    kind: str
    says: str
    source: str
    rows: tuple[Proposal, ...]
    goes_with: tuple[tuple[str, int], ...]


def groups(viewer: User) -> list[Group]:
    """The proposals by kind and clock, those that must go first at the top."""
    require(viewer, Permission.ERASURE_DECIDE)
    held: dict[tuple[str, str, str], list[Proposal]] = {}
    for row in Proposal.objects.select_related("by").order_by("must_by", "found_on"):
        held.setdefault((row.room, row.kind, row.rule), []).append(row)
    log.saw(viewer, "erasure")
    return [_group(room, kind, rule, rows) for (room, kind, rule), rows in held.items()]


def _group(room: str, kind: str, rule: str, rows: list[Proposal]) -> Group:
    says, source = provision(rule)
    sums: dict[str, int] = {}
    for row in rows:
        for table, n in row.goes_with.items():
            sums[table] = sums.get(table, 0) + n
    return Group(room, str(KINDS.get(kind, kind)), says, source, tuple(rows), named(sums))


def provision(rule: str) -> tuple[str, str]:
    """What a clock says in the reader's language, and where it stands."""
    clock = next((one for one in sharing_rules().clocks if one.id == rule), None)
    if clock is None:
        return _("Ingen gallringsregel gäller; en person beslutar."), ""
    return clock.says[get_language() or "sv"], clock.source


def named(tables: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Tables in the words of the reader, the greatest number first."""
    words: dict[str, int] = {}
    for table, n in tables.items():
        word = str(WORDS.get(table, _("annat som hör till")))
        words[word] = words.get(word, 0) + n
    return tuple(sorted(words.items(), key=lambda one: -one[1]))


def protocols(viewer: User) -> Iterable[Protocol]:
    """What has been erased, the latest first."""
    require(viewer, Permission.ERASURE_DECIDE)
    return Protocol.objects.select_related("by").prefetch_related("approved_by").order_by("-at")[:200]


def due(viewer: User, on: date) -> Iterator[Due]:
    """One line on the first page for all that waits to be decided, one for what waits for a second person."""
    if not may(viewer, Permission.ERASURE_DECIDE):
        return
    waiting = Proposal.objects.filter(state=ProposalState.WAITING).aggregate(n=Count("pk"), first=Min("must_by"))
    if n := waiting["n"]:
        why = ngettext("%(n)d post ska gallras", "%(n)d poster ska gallras", n) % {"n": n}
        until = max(waiting["first"] or on, on)
        yield Due(_("Gallra"), "", None, why, until, reverse("retention:proposals"), _("Besluta"), late=until < on)
    second = Proposal.objects.filter(state=ProposalState.APPROVED).exclude(by=viewer).count()
    if second:
        why = ngettext("%(n)d post är godkänd", "%(n)d poster är godkända", second) % {"n": second}
        yield Due(_("Gallra"), "", None, why, on, reverse("retention:proposals"), _("Gallra nu"))


def waiting_ids(viewer: User) -> list[UUID]:
    """What can be decided on."""
    require(viewer, Permission.ERASURE_DECIDE)
    return list(Proposal.objects.filter(state=ProposalState.WAITING).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """A protocol in words."""

    row: Protocol
    kinds: tuple[tuple[str, int], ...]
    tables: tuple[tuple[str, int], ...]
    provisions: tuple[tuple[str, int], ...]


def protocol_lines(viewer: User) -> list[ProtocolLine]:
    """The protocols in words, the latest first."""
    return [_line(row) for row in protocols(viewer)]


def _line(row: Protocol) -> ProtocolLine:
    kinds = tuple((str(KINDS.get(kind, kind)), n) for kind, n in row.kinds.items())
    return ProtocolLine(row, kinds, named(row.tables), tuple((provision(rule)[0], n) for rule, n in row.rules.items()))
