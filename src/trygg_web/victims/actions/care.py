"""What is known of her danger, and which help she has."""

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.victims.knowledge import control_signs, danger_signs, frequencies, help_lines, instruments
from trygg_web.victims.models import (
    Assessment,
    Flag,
    PartnerContact,
    Pattern,
    Referral,
    ReferralState,
    Shelter,
)
from trygg_web.victims.permissions import open_for
from trygg_web.victims.whole import whole

TRI = ("yes", "no", "unknown")
STEPS = {"submitted": "submitted_on", "applied": "applied_on"}


@whole()
def assess(  # noqa: PLR0913 - a result and what it rests on
    track_id: UUID,
    *,
    instrument: str,
    version: str,
    on: date,
    basis: str,
    result: str,
    again_on: date,
    about: str = "her",
    unknown: int = 0,
    own: str = "",
    hers: str = "",
    by: User,
) -> Assessment:
    """The result of an instrument, as the method says it; never its items, never a sum. Raises NotThere, InvalidInput.

    basis       what it rests on · own: what the assessor thinks · hers: what she thinks herself
    unknown     items without an answer · again_on: when it is done again
    """
    track = open_for(by, track_id)
    if instrument not in {one.id for one in instruments()}:
        raise InvalidInput(_("Välj vilken bedömning det är."))
    if not result.strip() or not version.strip():
        raise InvalidInput(_("Skriv version och resultat."))
    if again_on <= on:
        raise InvalidInput(_("Nästa bedömning måste komma efter den här."))
    row = Assessment(track=track, instrument=instrument, version=version.strip(), on=on, again_on=again_on)
    row.about, row.unknown, row.by, row.at = about, unknown, by.pk, timezone.now()
    row.basis, row.result, row.own, row.hers = basis.strip(), result.strip(), own.strip(), hers.strip()
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "assessment", [track.pk], note=instrument)
    return row


@whole()
def note_pattern(track_id: UUID, which: str, answers: Mapping[str, str], *, words: str = "", by: User) -> Pattern:
    """The answers to one of our own lists; what is not answered stays unknown. Raises NotThere, InvalidInput."""
    track, on = open_for(by, track_id), timezone.localdate()
    if which not in Flag.values:
        raise InvalidInput(_("Listan finns inte."))
    known = danger_signs(on) if which == Flag.DANGER else control_signs(on)
    allowed = TRI if which == Flag.DANGER else tuple(one.id for one in frequencies(on))
    held = {one.id: answers[one.id] for one in known if answers.get(one.id) in allowed}
    if not held:
        raise InvalidInput(_("Svara på minst en rad."))
    row = Pattern(track=track, which=which, on=on, by=by.pk, at=timezone.now())
    row.answers, row.words = json.dumps(held), words.strip()
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "track", [track.pk], note=f"list {which}")
    return row


@whole()
def refer(track_id: UUID, *, line: str, state: str = ReferralState.OFFERED, note: str = "", by: User) -> Referral:
    """A way to other help, and where it stands. Raises NotThere, InvalidInput."""
    track = open_for(by, track_id)
    if line not in {one.id for one in help_lines()} or state not in ReferralState.values:
        raise InvalidInput(_("Välj vart hänvisningen gick och vad det blev."))
    row = Referral(track=track, line=line, state=state, on=timezone.localdate(), by=by.pk, at=timezone.now())
    row.note = note.strip()
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "referral", [track.pk])
    return row


@whole()
def add_shelter(track_id: UUID, *, since: date, child: bool = False, reference: str = "", by: User) -> Shelter:
    """That she has a sheltered home. There is no field for where. Raises NotThere."""
    track = open_for(by, track_id)
    row = Shelter(track=track, since=since, child=child, by=by.pk, at=timezone.now())
    row.reference = reference.strip()
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "shelter", [row.pk, track.pk])
    return row


@whole()
def note_shelter_step(shelter_id: UUID, step: str, *, on: date, by: User) -> Shelter:
    """That the decision for the child was submitted to the court, or continued measures applied for.

    Raises NotThere, InvalidInput.
    """
    row = _shelter(shelter_id, by)
    if step not in STEPS or not row.child:
        raise InvalidInput(_("Välj steg. Stegen gäller bara när ett barn följde med."))
    setattr(row, STEPS[step], on)
    row.save(update_fields=[STEPS[step]])
    log.did(by, Verb.WROTE, "shelter", [row.pk, row.track_id], note=step)
    return row


@whole()
def end_shelter(shelter_id: UUID, *, until: date, by: User) -> Shelter:
    """The sheltered home, ended on a day. Raises NotThere, InvalidInput."""
    row = _shelter(shelter_id, by)
    if until < row.since:
        raise InvalidInput(_("Sista dagen kommer före den första."))
    row.until = until
    row.save(update_fields=["until"])
    log.did(by, Verb.WROTE, "shelter", [row.pk, row.track_id], note="ended")
    return row


def _shelter(shelter_id: UUID, by: User) -> Shelter:
    row = Shelter.objects.filter(pk=shelter_id).first()
    if row is None:
        raise NotThere(_("Det skyddade boendet finns inte."))
    open_for(by, row.track_id)
    return row


@whole()
def offer_partner_contact(  # noqa: PLR0913 - his consent, her answer, and when
    track_id: UUID,
    *,
    his_consent_on: date,
    she_wants: bool | None,
    next_on: date | None = None,
    note: str = "",
    by: User,
) -> PartnerContact:
    """Her contact with us while he is in treatment, begun only when she wants it. Raises NotThere."""
    track, on = open_for(by, track_id), timezone.localdate()
    track.partner_contacts.filter(until=None).update(until=on)
    row = PartnerContact(track=track, his_consent_on=his_consent_on, she_wants=she_wants, by=by.pk, at=timezone.now())
    row.since, row.next_on = (on if she_wants else None), next_on
    row.note = note.strip()
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "partner_contact", [track.pk])
    return row
