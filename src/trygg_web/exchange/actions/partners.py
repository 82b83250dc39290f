"""Other houses: met by their card, given a new key by a later card, revoked; and what was sent, sent once more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange.cards import Card, own_card, read_card
from trygg_web.exchange.models import Carrier, Journey, Outgoing, Partner, PartnerKey
from trygg_web.exchange.permissions import FUNCTIONS

OVERLAP = timedelta(days=30)  # that a former key's signature is still taken: what was on its way must come in


@dataclass(frozen=True, slots=True)
class Way:
    """How messages travel to a partner; empty folders are the usual ones under TRYGG_POST."""

    carrier: str = Carrier.FOLDER
    out: str = ""
    back: str = ""


@transaction.atomic
def meet(card: Card, way: Way | None = None, *, anew: bool = False, by: User) -> Partner:
    """The partner of a card: a new one, or a known one with a new key that its former key vouches for.

    anew    the fingerprint has been compared in person: no former key needs to vouch, and a revoked house stands again

    Raises InvalidInput when a known house comes with a key that nobody vouches for.
    """
    require(by, Permission.PARTNER_MANAGE)
    row = Partner.objects.filter(house=card.house).first()
    _check(row, card, way, anew)
    at = timezone.now()
    if row is None:
        row = Partner.objects.create(house=card.house, zone=card.zone, name=card.name, since=at, by=by)
    row.zone, row.name, row.functions = card.zone, card.name, list(card.functions)
    row.revoked_at = row.revoked_by = None
    if way:
        row.carrier, row.way_out, row.way_in = way.carrier, way.out, way.back
    row.save()
    if not row.keys.filter(kid=card.kid, until=None).exists():
        row.keys.filter(until=None).update(until=at + OVERLAP)
        PartnerKey.objects.create(partner=row, kid=card.kid, signs=card.signs, seals=card.seals, since=at)
    log.did(by, Verb.PARTNER_MET, "partner", [row.pk])
    return row


def _check(row: Partner | None, card: Card, way: Way | None, anew: bool) -> None:
    if way and way.carrier == Carrier.HTTPS and not way.out.startswith("https://"):
        raise InvalidInput(_("Adressen börjar med https://."))
    if PartnerKey.objects.filter(kid=card.kid).exclude(partner=row).exists():
        raise InvalidInput(_("Nyckeln hör till ett annat hus."))
    if row is None or anew:
        return
    held = row.keys.exclude(until__lte=timezone.now()).values_list("kid", "signs")
    if row.revoked_at or not card.vouched_by(held):
        raise InvalidInput(
            _("Huset är känt, men dess tidigare nyckel går inte i god för kortet. Jämför fingeravtrycket först.")
        )


def meet_own(*, by: User) -> Partner | None:
    """The house as its own partner, where several branches share it; None where it has one branch.

    Between independent branches a fact passes as between houses: on a ground, weighed, signed, in the ledger.
    """
    several = len(FUNCTIONS[settings.ZONE]) > 1
    return meet(read_card(own_card()), anew=True, by=by) if several else None


@transaction.atomic
def revoke(partner_id: UUID, *, by: User) -> Partner:
    """The partner, from now on neither written to nor believed; what waited for it is stopped."""
    require(by, Permission.PARTNER_MANAGE)
    at = timezone.now()
    if not Partner.objects.filter(pk=partner_id, revoked_at=None).update(revoked_at=at, revoked_by=by):
        raise NotThere(_("Huset finns inte, eller är redan avslutat."))
    waiting = Outgoing.objects.filter(partner=partner_id, state__in=[Journey.WAITING, Journey.SENT])
    waiting.update(state=Journey.STOPPED)
    PartnerKey.objects.filter(partner=partner_id, until=None).update(until=at)
    log.did(by, Verb.PARTNER_REVOKED, "partner", [partner_id])
    return Partner.objects.get(pk=partner_id)


@transaction.atomic
def send_again(partner_id: UUID, since: datetime, *, by: User) -> int:
    """How many messages made since an instant wait to be sent once more: the partner has lost them with a back-up."""
    require(by, Permission.PARTNER_MANAGE)
    sent = Outgoing.objects.filter(partner=partner_id, made_at__gte=since, receipt_for=None)
    again = sent.exclude(state=Journey.STOPPED).update(state=Journey.WAITING, next_at=timezone.now())
    log.did(by, Verb.PARTNER_MET, "partner", [partner_id], note="again")
    return again
