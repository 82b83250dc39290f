"""The texts of messages: which there are, who has approved each version, and what one looks like filled in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.errors import RulebookError
from trygg.letters import (
    Controller,
    Finding,
    Form,
    Letter,
    Particulars,
    Regime,
    Sender,
    Template,
    compose,
    inspect,
    lacking,
    names_of,
    templates,
)
from trygg.letters.catalogue import catalogue
from trygg.letters.letter import Meeting, PublicFact
from trygg.letters.messages import template
from trygg.records import Level
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.models import TextApproval
from trygg_web.notifications.queries.method import notices, words

TRANSLATOR = "translator"
MEETS = (Form.SUMMONS, Form.CALL_IN)
NOBODY = "Namn Efternamn"  # of the preview


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text: how, at which level and in which language, and who has not approved this version yet."""

    text: str  # form.level.language
    form: str
    level: str
    language: str
    version: str
    lacking: tuple[str, ...]  # in words; empty: it may be used


@dataclass(frozen=True, slots=True)
class TextShown:
    """One text filled in for nobody, what the lint says of it, and each approval."""

    row: TextRow
    letter: Letter
    findings: tuple[Finding, ...]
    approvals: tuple["ApprovalShown", ...]
    waits_for: tuple[tuple[str, str], ...]  # id and words of those who have not approved


@dataclass(frozen=True, slots=True)
class ApprovalShown:
    """One agency's word on one version, and whether it still stands."""

    id: UUID
    agency_says: str
    name: str
    version: str
    at: datetime
    withdrawn_at: datetime | None


def texts(viewer: User, language: str = "sv") -> list[TextRow]:
    """The texts in a language, by level and form."""
    require(viewer, Permission.NOTICE_SEE)
    held = _approved()
    rows = [_row(one, held) for one in templates(settings.TRYGG_METHOD or None) if one.language == language]
    return sorted(rows, key=lambda row: (row.level, row.form))


def text(viewer: User, name: str) -> TextShown:
    """One text by its name, form.level.language. Raises NotThere."""
    require(viewer, Permission.NOTICE_SEE)
    told = named(name)
    sample = filled(told, NOBODY, "T-0000", None)
    held = [
        ApprovalShown(row.pk, agency_words(row.agency), row.name, row.version, row.at, row.withdrawn_at)
        for row in TextApproval.objects.filter(text=told.id).order_by("-at")
    ]
    missing = lacking(told, _approved().get((told.id, told.version), set()), settings.TRYGG_METHOD or None)
    waits_for = tuple((one, agency_words(one)) for one in missing)
    return TextShown(_row(told, _approved()), sample, inspect(sample, allowed=names_of(sample)), tuple(held), waits_for)


def named(name: str) -> Template:
    """The template of a name. Raises NotThere when there is none."""
    form, _dot, rest = name.partition(".")
    level, _dot, language = rest.partition(".")
    try:
        return template(Form(form), Level(level), language, settings.TRYGG_METHOD or None)
    except (ValueError, RulebookError) as fault:
        raise NotThere(_("Texten finns inte.")) from fault


def lacks(told: Template) -> tuple[str, ...]:
    """Who has not approved this very version, in words; empty when it may be used."""
    held = _approved().get((told.id, told.version), set())
    return tuple(agency_words(one) for one in lacking(told, held, settings.TRYGG_METHOD or None))


def filled(  # noqa: PLR0913 - what a letter is made from
    told: Template,
    recipient: str,
    reference: str,
    officer: User | None,
    levers: tuple[str, ...] = (),
    meeting: Meeting | None = None,
    *,
    facts: tuple[str, ...] = (),
) -> Letter:
    """The letter of a template for one recipient. Nothing else than this can come into it."""
    authority, contact = settings.TRYGG_AUTHORITY, settings.TRYGG_CONTACT
    given = Particulars(
        recipient=recipient,
        reference=reference,
        day=timezone.localdate(),
        sender=Sender(authority, _function(told.language), contact, officer.get_full_name() if officer else ""),
        controller=Controller(authority, contact, Regime.CRIME_DATA),
        help=told.help,
        facts=tuple(PublicFact(one) for one in facts),
        levers=tuple(lever for lever in levers if lever in told.levers),
        meeting=(meeting or _nowhere()) if told.form in MEETS else None,
    )
    return compose(told, given, settings.TRYGG_METHOD or None)


def _function(language: str) -> str:
    # What the officer is, in the letter's language where the method has the word, not in the page's.
    says = notices().functions["officer"].says
    return says.get(language, says["sv"])


def approver_ids() -> tuple[str, ...]:
    """The agencies, and the translator, whose word a text needs."""
    return (*catalogue(settings.TRYGG_METHOD or None).agencies, TRANSLATOR)


def agency_words(agency: str) -> str:
    """An agency, or the translator, in words."""
    known = catalogue(settings.TRYGG_METHOD or None).agencies
    return words(known[agency].says) if agency in known else _("översättare")


def _row(told: Template, held: dict[tuple[str, str], set[str]]) -> TextRow:
    missing = lacking(told, held.get((told.id, told.version), set()), settings.TRYGG_METHOD or None)
    return TextRow(
        told.id, told.form, told.level, told.language, told.version, tuple(agency_words(one) for one in missing)
    )


def _approved() -> dict[tuple[str, str], set[str]]:
    held: dict[tuple[str, str], set[str]] = {}
    for text, version, agency in TextApproval.objects.filter(withdrawn_at=None).values_list(
        "text", "version", "agency"
    ):
        held.setdefault((text, version), set()).add(agency)
    return held


def _nowhere() -> Meeting:
    return Meeting(_("platsen"), datetime.combine(timezone.localdate(), datetime.min.time()))


def reference_of(notification_id: UUID) -> str:
    """The reference that stands on paper: it leads to the message and says nothing of anyone."""
    return f"T-{notification_id.hex[:8].upper()}"
