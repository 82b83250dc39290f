"""What is known of her danger, what she has agreed to, and which help she has."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from trygg_web.access.vault import SealedText
from trygg_web.victims.models.tracks import Track


class Assessment(models.Model):
    """The result of an instrument that somebody used on paper: never its items, and never a sum over instruments."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="assessments")
    about = models.CharField(max_length=8, default="her")  # her, or a child of hers
    instrument = models.CharField(max_length=40)  # an id of data/instruments.toml
    version = models.CharField(max_length=40)
    on = models.DateField()
    basis = SealedText()  # what it rests on: talk, papers, the police's own
    unknown = models.PositiveSmallIntegerField(default=0)  # items without an answer
    result = SealedText()  # as the method says it
    own = SealedText()  # what the assessor thinks, and why
    hers = SealedText()  # what she thinks herself
    again_on = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="assessment_again_later", condition=Q(again_on__gt=F("on"))),
            CheckConstraint(name="assessment_about_known", condition=Q(about__in=["her", "child"])),
        ]


class Flag(models.TextChoices):
    """Which of our own lists was gone through."""

    CONTROL = "control", _("kontrollmönster")
    DANGER = "danger", _("farlighetsflaggor")


class Pattern(models.Model):
    """The answers to one of our own lists on one day; no sum, no cut-off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="patterns")
    which = models.CharField(max_length=8, choices=Flag.choices)
    answers = SealedText()  # JSON: id of data/lists.toml → answer
    words = SealedText()  # how staff describe it; the programme never does
    on = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(name="pattern_list_known", condition=Q(which__in=Flag.values))]


class Consent(models.Model):
    """What she has agreed may be told, to whom, how long; it can be taken back at any time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="consents")
    recipient = models.CharField(max_length=24)  # police, probation, health_care, other
    what = SealedText()
    how = SealedText()  # how it was given
    reservation = SealedText()
    given_on = models.DateField()
    until = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    message = models.UUIDField(null=True)  # the disclosure that rests on it, in the exchange
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="consent_ends_after_it_begins", condition=Q(until__gte=F("given_on"))),
            CheckConstraint(
                name="consent_withdrawn_by_someone",
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
            ),
        ]


class ReferralState(models.TextChoices):
    """What became of a way to other help."""

    OFFERED = "offered", _("erbjudet")
    ACCEPTED = "accepted", _("tackade ja")
    DECLINED = "declined", _("tackade nej")
    BEGUN = "begun", _("påbörjat")
    DONE = "done", _("klart")


class Referral(models.Model):
    """A way to other help that she was shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="referrals")
    line = models.CharField(max_length=40)  # an id of data/lines.toml
    state = models.CharField(max_length=8, choices=ReferralState.choices, default=ReferralState.OFFERED)
    note = SealedText()
    on = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(name="referral_state_known", condition=Q(state__in=ReferralState.values))]


class Shelter(models.Model):
    """That she has a sheltered home, and since when. Where it lies has no field."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="shelters")
    since = models.DateField()
    until = models.DateField(null=True)
    child = models.BooleanField(default=False)  # a child came along: lag 2024:79 sets its limits
    submitted_on = models.DateField(null=True)  # the immediate decision, to the administrative court
    applied_on = models.DateField(null=True)  # for continued measures
    reference = SealedText()  # the decision's number, never a place
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="shelter_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))),
        ]


class PartnerContact(models.Model):
    """Her contact with us while he is in treatment: only with his agreement, and only if she wants to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="partner_contacts")
    his_consent_on = models.DateField()
    she_wants = models.BooleanField(null=True)  # null: not asked yet
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    next_on = models.DateField(null=True)
    note = SealedText()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="partner_contact_only_if_she_wants", condition=Q(since=None) | Q(she_wants=True)),
        ]
