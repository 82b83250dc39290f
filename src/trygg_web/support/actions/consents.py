"""What the person agrees that another house is told: written, told as a prefilled disclosure, and taken back."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.exchange import queries as arrived
from trygg_web.exchange.actions import Draft, Item
from trygg_web.exchange.permissions import POLICE, SUPERVISION, SUPPORT
from trygg_web.exchange.records import NUMBER, PROTECTED
from trygg_web.support.actions.offers import locked
from trygg_web.support.agreed import kind_of, reached, stands
from trygg_web.support.models import Consent, How, OfferStep, Participant, Recipient, Tells
from trygg_web.support.permissions import require_help
from trygg_web.support.policies import check_consent

FIELD, CLASS = "help_step", "help_taken"
GROUND, PURPOSE = "G-01", "prevent_crime"
BRANCH = {Recipient.POLICE: POLICE, Recipient.PROBATION: SUPERVISION}


@transaction.atomic
def agree(
    participant_id: UUID, recipient: Recipient, tells: Collection[Tells], *, how: How, until: date, by: User
) -> Consent:
    """The consent as the person gives it today, until a day. Raises InvalidInput."""
    person, at = locked(participant_id, by), timezone.now()
    on = timezone.localdate(at)
    check_consent(tells, until, on)
    made = Consent.objects.create(
        participant=person, recipient=recipient, tells=sorted(tells), how=how, given_on=on, until=until, by=by, at=at
    )
    log.did(by, Verb.WROTE, "participant", [person.pk], note="consent")
    return made


@transaction.atomic
def tell(consent_id: UUID, what: Tells, *, by: User) -> UUID:
    """The id of a prefilled disclosure, which the pages of the exchange finish with the harm test.

    Raises WrongState where the consent does not hold or does not cover it, where it is not so, or where it is told.
    """
    row = _consent(consent_id, by)
    if not stands(row, timezone.localdate()) or what not in row.tells:
        raise WrongState(_("Samtycket gäller inte detta."))
    if what not in reached(OfferStep.objects.filter(offer__participant=row.participant)):
        raise WrongState(_("Det har inte hänt än."))
    if arrived.told_since(kind_of(what), str(row.pk), row.at):
        raise WrongState(_("Det är redan berättat."))
    log.did(by, Verb.FOLLOWED, "participant", [row.participant_id], note=kind_of(what))
    return exchange.keep_draft(_draft(row, what), by=by)


@transaction.atomic
def withdraw(consent_id: UUID, *, by: User) -> Consent:
    """The consent, taken back; every house that was told something on it is told to see it no more."""
    row = _consent(consent_id, by)
    held = Consent.objects.filter(pk=row.pk, withdrawn_at=None)
    if not held.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise WrongState(_("Samtycket är redan återkallat. Läs in sidan igen."))
    gone = [Item(FIELD, CLASS, None)]
    exchange.correct_everywhere(str(row.pk), because=_("Samtycket är återkallat."), items=gone, by=by)
    log.did(by, Verb.WITHDREW, "participant", [row.participant_id], note="consent")
    return row


def _consent(consent_id: UUID, by: User) -> Consent:
    require_help(by)
    row = Consent.objects.filter(pk=consent_id).first()
    if row is None:
        raise NotThere
    locked(row.participant_id, by)
    return row


def _draft(row: Consent, what: Tells) -> Draft:
    person = row.participant
    referral = person.referrals.filter(zone=row.recipient).order_by("taken_at").last()
    answers = {
        "consent_by": _("den som erbjuds hjälp"),
        "consent_items": ", ".join(str(Tells(one).label) for one in row.tells),
        "consent_how": row.how, "consent_until": row.until.isoformat(), "consent_withdrawn": "no",
    }  # fmt: skip
    return Draft(
        zone=row.recipient, function=BRANCH[Recipient(row.recipient)], house=referral.house if referral else "",
        kind=kind_of(what), purpose=PURPOSE, ground=GROUND, items=_items(person, what), answers=answers,
        circumstances=frozenset({"consent", *([PROTECTED] if person.protected else [])}), subject=str(row.pk),
        unit=SUPPORT, reply_to=referral.message if referral else None,
    )  # fmt: skip


def _items(person: Participant, what: Tells) -> tuple[Item, ...]:
    # Whom it is about, and the one thing: never which help, and never a day that would show how often somebody comes.
    who = Item("name", "person_basics", f"{person.given} {person.family}".strip())
    number = (Item(NUMBER, "person_basics", person.number),) if person.number else ()
    return (*number, who, Item(FIELD, CLASS, str(Tells(what).label)))
