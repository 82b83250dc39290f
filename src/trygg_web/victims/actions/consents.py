"""What she has agreed to: given, told on to one other house, taken back; and what was told on it is taken back too."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.permissions import POLICE, SUPERVISION, VICTIMS
from trygg_web.exchange.records import Said
from trygg_web.victims.actions.apart import keep_apart
from trygg_web.victims.models import Consent
from trygg_web.victims.permissions import open_for
from trygg_web.victims.whole import whole

RECIPIENTS = ("police", "probation", "health_care", "other")
BRANCH = {"police": POLICE, "probation": SUPERVISION}  # the recipients that have a house of their own
CLASSES = {  # what may be told on her consent, and which class of data it is
    "victim_name": "victim_identity",
    "victim_number": "victim_identity",
    "victim_contact": "victim_identity",
    "risk": "risk_level",
}


@whole()
def give_consent(  # noqa: PLR0913 - what a consent says
    track_id: UUID,
    *,
    recipient: str,
    what: str,
    how: str,
    given_on: date,
    until: date,
    reservation: str = "",
    by: User,
) -> Consent:
    """What she has agreed to, until a day. Raises NotThere, InvalidInput."""
    track = open_for(by, track_id)
    if recipient not in RECIPIENTS or not what.strip() or not how.strip():
        raise InvalidInput(_("Skriv till vem, vad och hur samtycket gavs."))
    if until < given_on:
        raise InvalidInput(_("Sista dagen kommer före den första."))
    row = Consent(track=track, recipient=recipient, given_on=given_on, until=until)
    row.by, row.at = by.pk, timezone.now()
    row.what, row.how, row.reservation = what.strip(), how.strip(), reservation.strip()
    row.save(force_insert=True)
    keep_apart(track, by=by)
    log.did(by, Verb.WROTE, "consent", [row.pk, track.pk])
    return row


@whole()
def tell_with_consent(
    consent_id: UUID, field: str, value: str, *, harm: Mapping[str, Said], in_writing: bool = False, by: User
) -> UUID:
    """The message that tells one thing to the house that she agreed to, on its ground; two decide where the law asks.

    harm        the answers of the harm test

    Raises NotThere, InvalidInput (LawRefuses among them), and WrongState for a consent that does not stand.
    """
    row, on = _consent(consent_id, by), timezone.localdate()
    if row.withdrawn_on or not row.given_on <= on <= row.until:
        raise WrongState(_("Samtycket gäller inte."))
    if row.recipient not in BRANCH or field not in CLASSES or not value.strip():
        raise InvalidInput(_("Välj vad som lämnas. Bara polisen och frivården har egna hus."))
    answers = {
        "consent_by": "den våldsutsatta", "consent_items": row.what, "consent_until": row.until.isoformat(),
        "consent_how": "in_writing" if in_writing else "orally_noted", "consent_withdrawn": "no",
    }  # fmt: skip
    draft = exchange.Draft(
        zone=row.recipient, function=BRANCH[row.recipient], kind="victim_word", purpose="prevent_crime", ground="G-01",
        items=(exchange.Item(field, CLASSES[field], value.strip()),), answers=answers, harm=harm,
        circumstances=frozenset({"consent"}), condition=row.reservation, subject=str(row.pk), unit=VICTIMS,
    )  # fmt: skip
    told = exchange.disclose(draft, by=by)
    Consent.objects.filter(pk=row.pk).update(message=told.message)
    log.did(by, Verb.WROTE, "consent", [row.pk, row.track_id], note="told")
    return told.message


@whole()
def withdraw_consent(consent_id: UUID, *, by: User) -> Consent:
    """The consent, taken back today; every house that was told something on it is told to see it no more.

    Raises NotThere, WrongState.
    """
    row = _consent(consent_id, by)
    told = {"withdrawn_on": timezone.localdate(), "withdrawn_by": by.pk}
    if not Consent.objects.filter(pk=row.pk, withdrawn_on=None).update(**told):
        raise WrongState(_("Samtycket är redan återkallat. Läs in sidan igen."))
    row.refresh_from_db()
    gone = [exchange.Item(field, data_class, None) for field, data_class in CLASSES.items()]
    exchange.correct_everywhere(str(row.pk), because=_("Samtycket är återkallat."), items=gone, by=by)
    log.did(by, Verb.WROTE, "consent", [row.pk, row.track_id], note="withdrawn")
    return row


def _consent(consent_id: UUID, by: User) -> Consent:
    """A consent of a track that the user may open. Raises NotThere."""
    row = Consent.objects.filter(pk=consent_id).first()
    if row is None:
        raise NotThere(_("Samtycket finns inte."))
    open_for(by, row.track_id)
    return row
