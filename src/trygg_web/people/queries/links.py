"""Whether two records are one person: the questions that wait, what was answered, and a person's links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.linkage.identity import name_words
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.incidents.models import Incident, Party, PartyRole
from trygg_web.people.models import Answer, Link, LinkQuestion, MoveKind
from trygg_web.people.queries import words
from trygg_web.people.queries.persons import OPEN, person

NOBODY_YET = ("", Answer.UNSURE.value)


@dataclass(frozen=True, slots=True)
class PartyCard:
    """A person as one report names them, as the viewer may see it."""

    id: UUID
    person: UUID | None
    report: UUID
    report_number: str
    reported: date
    role: str
    given: str
    family: str
    number: str
    number_kind: str
    born: str
    sex: str
    masked: bool
    others: int  # further reports linked to the same person
    opposite: str  # all whom the report sets against this one

    @property
    def role_says(self) -> str:
        """The role in words."""
        return words.role_says(self.role)


@dataclass(frozen=True, slots=True)
class Row:
    """One field of two records beside each other."""

    name: str
    one: str
    other: str
    differs: bool
    note: str = ""

    @property
    def one_pieces(self) -> list[tuple[str, bool]]:
        """The first value in pieces, with whether each differs from the second."""
        return pieces(self.one, self.other)

    @property
    def other_pieces(self) -> list[tuple[str, bool]]:
        """The second value in pieces, with whether each differs from the first."""
        return pieces(self.other, self.one)


def pieces(text: str, other: str) -> list[tuple[str, bool]]:
    """A text cut where it differs from another."""
    cuts = SequenceMatcher(None, text, other, autojunk=False).get_opcodes()
    return [(text[start:end], kind != "equal") for kind, start, end, _from, _to in cuts if end > start]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with both records, its place in the queue, and what was answered about the same persons."""

    id: UUID
    one: PartyCard
    other: PartyCard
    why: str
    fields: tuple[Mapping[str, Any], ...]
    weight: float | None
    answer: str
    because: str
    answered_by: str
    at: datetime | None
    left: int
    previous: UUID | None
    next: UUID | None
    earlier: tuple["Earlier", ...]
    last_answered: UUID | None  # the viewer's own, for *ångra*

    @property
    def why_says(self) -> str:
        """Why it was asked, in one sentence."""
        return words.why_asked(self.why, self.fields)

    @property
    def agreements(self) -> list[tuple[str, str, bool]]:
        """How each field agreed, in words."""
        return words.agreements(self.fields)

    @property
    def answer_says(self) -> str:
        """The answer in words."""
        return words.answer_says(self.answer)

    @property
    def same_number(self) -> bool:
        """Whether both tell one and the same number: *different* then needs a reason."""
        return bool(self.one.number) and self.one.number == self.other.number


@dataclass(frozen=True, slots=True)
class Earlier:
    """What someone answered before about one of the persons."""

    id: UUID
    answer: str
    because: str
    by: str
    at: datetime | None

    @property
    def says(self) -> str:
        """The answer in words."""
        return words.answer_says(self.answer)


@dataclass(frozen=True, slots=True)
class HeldLink:
    """A report that is believed to be about the person, and why."""

    id: UUID
    card: PartyCard
    because: str
    weight: float | None
    since: datetime
    by: str
    parted: UUID | None  # the move that parted it from someone, while that can be undone

    @property
    def because_says(self) -> str:
        """Why it is believed, in words."""
        return words.because_says(self.because)


def questions(viewer: User) -> QuerySet[LinkQuestion]:
    """The questions that wait: likeliest first, those that someone was unsure of last."""
    require(viewer, Permission.LINK_ANSWER)
    unsure = Case(When(answer=Answer.UNSURE, then=Value(1)), default=Value(0), output_field=IntegerField())
    return LinkQuestion.objects.filter(answer__in=NOBODY_YET).annotate(late=unsure).order_by("late", "-weight", "pk")


def answered(viewer: User, most: int = 50) -> list[LinkQuestion]:
    """The questions answered last, without names."""
    require(viewer, Permission.LINK_ANSWER)
    done = LinkQuestion.objects.filter(answer__in=[Answer.SAME, Answer.DIFFERENT]).select_related(
        "by", "party__report", "other__report"
    )
    return list(done.order_by("-at")[:most])


def question(viewer: User, question_id: UUID) -> Asked:
    """One question as the viewer may see it. Raises NotThere."""
    require(viewer, Permission.LINK_ANSWER)
    row = LinkQuestion.objects.select_related("by").filter(pk=question_id).first()
    if row is None:
        raise NotThere(_("Frågan finns inte."))
    one, other = party_cards(viewer, [row.party_id, row.other_id])
    line = list(questions(viewer).values_list("pk", flat=True))
    before, after = _beside(row.pk, line)
    mine = LinkQuestion.objects.filter(by=viewer, answer__in=[Answer.SAME, Answer.DIFFERENT]).order_by("-at")
    last = mine.values_list("pk", flat=True).first()
    masked = one.masked or other.masked
    return Asked(
        id=row.pk, one=one, other=other, why=row.why, fields=tuple(row.fields), weight=row.weight, answer=row.answer,
        because="" if masked else row.because, answered_by=str(row.by or ""), at=row.at, left=len(line),
        previous=before, next=after, earlier=_earlier(row, masked), last_answered=last,
    )  # fmt: skip


def _beside(key: UUID, line: list[UUID]) -> tuple[UUID | None, UUID | None]:
    if key not in line:
        return None, line[0] if line else None
    at = line.index(key)
    return (line[at - 1] if at else None), (line[at + 1] if at + 1 < len(line) else None)


def _earlier(row: LinkQuestion, masked: bool) -> tuple[Earlier, ...]:
    persons = Link.objects.filter(party__in=[row.party_id, row.other_id], until=None).values("person")
    parties = Link.objects.filter(person__in=persons, until=None).values("party")
    done = LinkQuestion.objects.filter(
        Q(party__in=parties) | Q(other__in=parties), answer__in=[Answer.SAME, Answer.DIFFERENT]
    )
    rows = done.exclude(pk=row.pk).select_related("by").order_by("-at")[:10]
    return tuple(Earlier(one.pk, one.answer, "" if masked else one.because, str(one.by), one.at) for one in rows)


def party_cards(viewer: User, ids: Iterable[UUID]) -> list[PartyCard]:
    """The records in the order asked for, protected ones masked unless the viewer is cleared; logged as one entry."""
    wanted = list(ids)
    rows = Party.objects.select_related("report").in_bulk(wanted)
    opposite = _opposite(rows.values())
    across = [party for parties in opposite.values() for party in parties]
    beside = [*wanted, *(party.pk for party in across)]
    links = {link.party_id: link for link in Link.objects.filter(party__in=beside, until=None).select_related("person")}
    counts = _counts({links[key].person_id for key in wanted if key in links})
    log.saw(viewer, "party", wanted)
    hidden = set() if may(viewer, Permission.PROTECTED_SEE) else _protected([*rows.values(), *across], links)
    return [_card(rows[key], links.get(key), opposite, counts, hidden) for key in wanted if key in rows]


def _protected(rows: Iterable[Party], links: Mapping[UUID, Link]) -> set[UUID]:
    # A record is withheld when it, or any record of whom it is believed to be, is protected.
    theirs = {key for key, link in links.items() if link.person.protected != OPEN}
    return theirs | {row.pk for row in rows if row.protected != OPEN}


def _opposite(parties: Iterable[Party]) -> dict[UUID, list[Party]]:
    # Each party with those whom an offence of the report sets against it.
    wanted = list(parties)
    reports = {row.report_id for row in wanted}
    stand = {(row.report_id, row.role, row.place): row for row in Party.objects.filter(report__in=reports)}
    against: dict[tuple[UUID, str, int], dict[tuple[UUID, str, int], None]] = {}
    pairs = Incident.objects.filter(report__in=reports).order_by("suspect", "victim")
    for report, suspect, victim in pairs.values_list("report_id", "suspect", "victim"):
        one, other = (report, PartyRole.SUSPECT.value, suspect), (report, PartyRole.VICTIM.value, victim)
        against.setdefault(one, {})[other] = None
        against.setdefault(other, {})[one] = None
    mine = {row.pk: against.get((row.report_id, row.role, row.place), {}) for row in wanted}
    return {key: [stand[one] for one in others if one in stand] for key, others in mine.items()}


def _counts(persons: set[UUID]) -> dict[UUID, int]:
    counts: dict[UUID, int] = {}
    for key in Link.objects.filter(person__in=persons, until=None).values_list("person_id", flat=True):
        counts[key] = counts.get(key, 0) + 1
    return counts


def _card(
    row: Party, link: Link | None, sides: dict[UUID, list[Party]], counts: dict[UUID, int], hidden: set[UUID]
) -> PartyCard:
    believed = link.person_id if link else None
    masked = row.pk in hidden
    told = ("", "", "", "", "") if masked else (row.given, row.family, row.number, row.born, row.sex)
    given, family, number, born, sex = told
    return PartyCard(
        row.pk, believed, row.report_id, row.report.number, timezone.localtime(row.report.reported_at).date(), row.role,
        given, family, number, row.number_kind, born, sex, masked, counts.get(believed, 1) - 1 if believed else 0,
        _across(row, sides, hidden),
    )  # fmt: skip


def _across(row: Party, sides: dict[UUID, list[Party]], hidden: set[UUID]) -> str:
    shut = _("Skyddad identitet")
    names = (shut if one.pk in hidden else f"{one.given} {one.family}".strip() for one in sides.get(row.pk, ()))
    return ", ".join(name for name in names if name)


def compared(asked: Asked) -> list[Row]:
    """Both records field by field, with what differs; nothing of a masked record."""
    one, other = asked.one, asked.other
    pairs = [
        (_("Förnamn"), one.given, other.given),
        (_("Efternamn"), one.family, other.family),
        (_("Personnummer"), _shown(one.number), _shown(other.number)),
        (_("Född"), one.born, other.born),
        (_("Kön"), _sex(one.sex), _sex(other.sex)),
        (_("Den andra i anmälan"), one.opposite, other.opposite),
    ]
    hidden = one.masked or other.masked
    rows = [Row(name, a, b, not hidden and bool(a) and bool(b) and a != b) for name, a, b in pairs]
    return _swapped(rows, asked) + rows[2:]


def _swapped(rows: list[Row], asked: Asked) -> list[Row]:
    # Names that only changed places do not differ; saying so spares a long look.
    one, other = asked.one, asked.other
    crossed = bool(one.given) and name_words(one.given) == name_words(other.family)
    if not (crossed and name_words(one.family) == name_words(other.given) and rows[0].differs):
        return rows[:2]
    note = _("för- och efternamn har bytt plats")
    return [replace(row, differs=False, note=note) for row in rows[:2]]


def _shown(number: str) -> str:
    return f"{number[:8]}-{number[8:]}" if len(number) == 12 else number


def _sex(code: str) -> str:
    return {"M": _("man"), "F": _("kvinna"), "X": _("annat"), "": ""}.get(code, code)


def links_of(viewer: User, person_id: UUID) -> list[HeldLink]:
    """The reports believed to be about a person, the newest first."""
    person(viewer, person_id)
    rows = Link.objects.filter(person=person_id, until=None).select_related("by", "move")
    held = list(rows.order_by("-party__report__reported_at"))
    shown = {card.id: card for card in party_cards(viewer, [link.party_id for link in held])}
    return [
        HeldLink(link.pk, shown[link.party_id], link.because, link.weight, link.since, str(link.by), _parted(link))
        for link in held
    ]


def link(viewer: User, link_id: UUID) -> HeldLink:
    """One link that holds now, as the viewer may see it. Raises NotThere."""
    require(viewer, Permission.LINK_ANSWER)
    row = Link.objects.select_related("by", "move").filter(pk=link_id, until=None).first()
    if row is None:
        raise NotThere(_("Kopplingen finns inte längre."))
    [card] = party_cards(viewer, [row.party_id])
    return HeldLink(row.pk, card, row.because, row.weight, row.since, str(row.by), _parted(row))


def _parted(link: Link) -> UUID | None:
    return link.move_id if link.move.kind == MoveKind.PART and link.move.undone_at is None else None
