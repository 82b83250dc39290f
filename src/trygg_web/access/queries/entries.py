"""The log as one reads it: who looked at whom, when and what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import Entry, User
from trygg_web.access.permissions import Permission, require

PAGE = 50
SUBJECTS = 12  # shown on a line; the rest are counted

VERBS: dict[str, Promise] = {
    Verb.LOGGED_IN: _("loggade in"),
    Verb.LOGGED_OUT: _("loggade ut"),
    Verb.LOGIN_FAILED: _("misslyckad inloggning"),
    Verb.SAW: _("öppnade"),
    Verb.SEARCHED: _("sökte"),
    Verb.PRINTED: _("skrev ut"),
    Verb.EXPORTED: _("laddade ned"),
    Verb.IMPORTED: _("läste in"),
    Verb.MENDED: _("rättade"),
    Verb.LINKED: _("kopplade"),
    Verb.ANSWERED: _("svarade på"),
    Verb.PARTED: _("tog isär"),
    Verb.UNDONE: _("ångrade"),
    Verb.RULED: _("avgjorde"),
    Verb.OBSERVED: _("antecknade uppgift"),
    Verb.WITHDREW: _("drog tillbaka uppgift"),
    Verb.PROPOSED: _("föreslog nivå"),
    Verb.PLACED: _("beslutade nivå"),
    Verb.ASKED_SECOND: _("bad om en andra person"),
    Verb.PLANNED: _("planerade budskap"),
    Verb.WITHHELD: _("avstod från budskap"),
    Verb.GATE_OPENED: _("öppnade grind"),
    Verb.GATE_OVERRIDDEN: _("gick förbi grind"),
    Verb.GATE_SHUT: _("stängde grind"),
    Verb.ASSIGNED: _("fördelade"),
    Verb.SCHEDULED: _("bokade budskap"),
    Verb.ATTEMPTED: _("antecknade försök"),
    Verb.THREAT_SEEN: _("tog emot hotlarm"),
    Verb.CANCELLED: _("avbröt budskap"),
    Verb.FOLLOWED: _("följde upp"),
    Verb.CLOSED: _("avslutade"),
    Verb.APPROVED: _("godkände text"),
    Verb.ISSUED: _("tog fram brev eller talmanus"),
    Verb.LEVER_ADDED: _("skrev in åtgärd"),
    Verb.LEVER_ENDED: _("avslutade åtgärd"),
    Verb.RENEWAL_ASKED: _("frågade om förlängning"),
    Verb.BREACH_NOTED: _("antecknade överträdelse"),
    Verb.ALERTED: _("larmade"),
    Verb.ALERT_SEEN: _("såg larm"),
    Verb.ANSWER_PLANNED: _("planerade följderna"),
    Verb.PROMISE_ANSWERED: _("svarade om ett löfte"),
    Verb.WATCHED: _("bevakade"),
    Verb.LOOKED: _("såg över bevakning"),
    Verb.WITHHELD_SEEN: _("tog del av att budskap inte ges"),
    Verb.COVER_SET: _("lät någon rycka in"),
    Verb.COVER_ENDED: _("avslutade inhopp"),
    Verb.CALENDAR_MADE: _("tog fram en kalenderadress"),
    Verb.CALENDAR_REVOKED: _("stängde en kalenderadress"),
    Verb.DISCLOSED: _("beslutade om utlämnande"),
    Verb.DISCLOSURE_APPROVED: _("godkände utlämnande"),
    Verb.DISCLOSURE_DECLINED: _("stoppade utlämnande"),
    Verb.CORRECTED: _("rättade utlämnande"),
    Verb.ASKED: _("begärde uppgifter"),
    Verb.REQUEST_ANSWERED: _("svarade på begäran"),
    Verb.SENT: _("skickade"),
    Verb.ARRIVED: _("tog emot utlämnande"),
    Verb.ACKNOWLEDGED: _("tog del av utlämnande"),
    Verb.TOOK: _("förde in utlämnande"),
    Verb.TURNED_AWAY: _("avvisade meddelande"),
    Verb.PARTNER_MET: _("anslöt ett annat hus"),
    Verb.PARTNER_REVOKED: _("avslutade ett annat hus"),
    Verb.WORDS_REVIEWED: _("granskade motiveringar"),
    Verb.WROTE: _("antecknade"),
    Verb.TWO_OPENED: _("öppnade åt en annan"),
    Verb.GLASS_BROKEN: _("öppnade i nödläge"),
    Verb.GLASS_REVIEWED: _("granskade öppning i nödläge"),
    Verb.ROLE_GIVEN: _("gav roll"),
    Verb.ROLE_WITHDRAWN: _("tog tillbaka roll"),
    Verb.USER_MADE: _("lade upp användare"),
    Verb.USER_CLOSED: _("stängde användare"),
    Verb.PASSWORD_SET: _("bytte lösenord"),
    Verb.FACTORS_RESET: _("nollställde inloggning"),
    Verb.COUNTED: _("räknade lägesbilden"),
    Verb.EXTRACT_ASKED: _("begärde forskningsuttag"),
    Verb.EXTRACT_RELEASED: _("släppte forskningsuttag"),
    Verb.KEY_ERASED: _("raderade kodnyckel"),
    Verb.ERASED: _("gallrade"),
    Verb.DEFERRED: _("sköt upp"),
    Verb.VERIFIED: _("kontrollerade loggen"),
    Verb.KEYS_ROTATED: _("bytte nyckel"),
}
TAKES_KIND = {  # verbs that need to be told of what; the others say it all
    Verb.DEFERRED,
    Verb.SAW,
    Verb.SEARCHED,
    Verb.PRINTED,
    Verb.EXPORTED,
    Verb.IMPORTED,
    Verb.MENDED,
    Verb.LINKED,
    Verb.ANSWERED,
    Verb.PARTED,
    Verb.UNDONE,
    Verb.RULED,
    Verb.WROTE,
}
KINDS: dict[str, Promise] = {
    "person": _("person"),
    "party": _("part i anmälan"),
    "report": _("anmälan"),
    "erasure": _("gallring"),
    "import_run": _("inläsning"),
    "link_question": _("fråga om identitet"),
    "link": _("koppling"),
    "observation": _("uppgift"),
    "mutual_hold": _("ömsesidiga anmälningar"),
    "proposal": _("nivåförslag"),
    "decision": _("nivåbeslut"),
    "notification": _("meddelande"),
    "gate": _("grind"),
    "text": _("text"),
    "list": _("listan"),
    "figures": _("lägesbilden"),
    "log": _("loggen"),
    "user": _("användare"),
    "import_preview": _("granskning av inläsning"),
    "rejected_row": _("rad som inte gick att läsa"),
    "unplaced": _("uppgift utan person"),
    "relation_ruling": _("avgörande om relation"),
    "profile": _("inläsningsprofil"),
    "lever": _("åtgärd"),
    "alert": _("larm"),
    "promise": _("löfte"),
    "watch": _("bevakning"),
    "disclosure": _("utlämnande"),
    "arrival": _("inkommet utlämnande"),
    "request": _("begäran"),
    "ledger": _("liggaren"),
    "partner": _("annat hus"),
    "track": _("akt"),
    "tracks": _("akter"),
    "contact": _("kontakt"),
    "channel": _("trygg kontaktväg"),
    "safety_plan": _("säkerhetsplan"),
    "feedback": _("svar efter budskap"),
    "assessment": _("bedömning"),
    "consent": _("samtycke"),
    "referral": _("hänvisning"),
    "shelter": _("skyddat boende"),
    "partner_contact": _("partnerkontakt"),
    "conflict": _("jäv"),
    "child": _("barn"),
    "concern": _("oro för barn"),
    "reporter": _("vem som anmälde oro"),
    "gate_question": _("fråga inför budskap"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entries one wants to see; empty means all."""

    who: UUID | None = None
    verb: str = ""
    about: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words."""

    seq: int
    at: datetime
    who: str
    did: str | Promise
    what: str | Promise
    subjects: tuple[str, ...]
    more: int
    note: str


@dataclass(frozen=True, slots=True)
class Page:
    """Fifty entries, newest first, and where the older ones begin."""

    lines: tuple[Line, ...]
    older: int | None


def entries(viewer: User, filters: Filters, before: int | None = None) -> Page:
    """One page of the log; the reading itself is an entry too."""
    require(viewer, Permission.LOG_SEE)
    return _page(viewer, filters, before)


def entries_about(viewer: User, subject: UUID, before: int | None = None) -> Page:
    """One page of what the log tells of one person; this reading is an entry about that person too."""
    require(viewer, Permission.LOG_OF_PERSON)
    return _page(viewer, Filters(about=subject), before)


def _page(viewer: User, filters: Filters, before: int | None) -> Page:
    log.saw(viewer, "log", [filters.about] if filters.about else [])
    rows = _filtered(filters)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows.order_by("-seq").prefetch_related("subjects")[: PAGE + 1])
    return Page(tuple(_lines(found[:PAGE])), found[PAGE - 1].seq if len(found) > PAGE else None)


def _filtered(filters: Filters) -> "QuerySet[Entry]":
    rows = Entry.objects.all()
    if filters.who:
        rows = rows.filter(actor=str(filters.who))
    if filters.verb:
        rows = rows.filter(verb=filters.verb)
    if filters.about:
        rows = rows.filter(subjects__subject=str(filters.about)).distinct()
    if filters.since:
        rows = rows.filter(at__gte=_midnight(filters.since))
    if filters.until:
        rows = rows.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _lines(rows: Iterable[Entry]) -> list[Line]:
    held = list(rows)
    # The log also holds actors that are no users: the empty one is a stranger at the door.
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in={row.actor for row in held if row.actor})}
    return [_line(row, names) for row in held]


def _line(row: Entry, names: dict[str, str]) -> Line:
    subjects = tuple(one.subject for one in row.subjects.all())
    return Line(
        seq=row.seq,
        at=row.at,
        who=names.get(row.actor, str(_("okänd"))),
        did=VERBS.get(row.verb, row.verb),
        what=KINDS.get(row.kind, row.kind) if row.verb in TAKES_KIND else "",
        subjects=subjects[:SUBJECTS],
        more=max(0, len(subjects) - SUBJECTS),
        note=row.note,
    )
