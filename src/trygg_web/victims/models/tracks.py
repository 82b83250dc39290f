"""A track, and who may open it."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.vault import SealedText


class TrackState(models.TextChoices):
    """Where a track stands; one that was declined or closed may be opened again."""

    OPEN = "open", _("öppet")
    DECLINED = "declined", _("vill inte ha stöd nu")
    CLOSED = "closed", _("avslutat")


class Protected(models.TextChoices):
    """Which protection of personal data she has. Fingerade personuppgifter are no value: they look like any other."""

    NONE = "none", _("ingen")
    MARKED = "sekretessmarkering", _("sekretessmarkering")
    REGISTER = "skyddad_folkbokforing", _("skyddad folkbokföring")
    BOTH = "both", _("sekretessmarkering och skyddad folkbokföring")


class Track(models.Model):
    """The support of one person who is subjected to violence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.CharField(max_length=16, unique=True)  # its number in this house; says nothing about her
    name = SealedText()
    number = SealedText()
    number_key = models.CharField(max_length=32, blank=True, db_index=True)  # blind index of the identity number
    other = SealedText()  # who uses violence against her, in her words; for the conflict list and the talk
    language = models.CharField(max_length=8, default="sv")
    interpreter = models.BooleanField(default=False)
    protected = models.CharField(max_length=24, choices=Protected.choices, default=Protected.NONE)
    restricted = models.BooleanField(default=False)  # two persons open it
    state = models.CharField(max_length=8, choices=TrackState.choices, default=TrackState.OPEN)
    arrival = models.UUIDField(null=True, unique=True)  # of the exchange, when it was opened from one
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = SealedText()

    class Meta:
        constraints = [
            CheckConstraint(name="track_state_known", condition=Q(state__in=TrackState.values)),
            CheckConstraint(name="track_protection_known", condition=Q(protected__in=Protected.values)),
            CheckConstraint(
                name="track_ended_by_someone",
                condition=Q(state="open", ended_by=None, ended_at=None)
                | ~Q(state="open") & Q(ended_by__isnull=False, ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state"])]


class NameKey(models.Model):
    """The blind index of one word of her name."""

    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=32, db_index=True)

    class Meta:
        constraints = [UniqueConstraint(name="track_name_key_once", fields=["track", "key"])]


class Assignment(models.Model):
    """That one user may open a track until a day; the last day counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="assignments")
    user = models.UUIDField(db_index=True)
    since = models.DateField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="assignment_ends_after_it_begins", condition=Q(until__gte=F("since"))),
            UniqueConstraint(name="assignment_one_open", fields=["track", "user"], condition=Q(ended_at=None)),
        ]


class Part(models.TextChoices):
    """What two persons open."""

    TRACK = "track", _("akten")
    REPORTER = "reporter", _("vem som anmälde oro")


class Opening(models.Model):
    """That one person asked to open what is restricted, and that another opened it, for some hours.

    A track is opened by its own row, and who reported a concern by the concern: not every child has a track.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, null=True, related_name="openings")
    concern = models.ForeignKey("victims.Concern", on_delete=models.CASCADE, null=True, related_name="openings")
    part = models.CharField(max_length=8, choices=Part.choices)
    asked_by = models.UUIDField(db_index=True)
    asked_at = models.DateTimeField()
    because = SealedText()
    opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(name="opening_part_known", condition=Q(part__in=Part.values)),
            CheckConstraint(name="opening_takes_two", condition=Q(opened_by=None) | ~Q(opened_by=F("asked_by"))),
            CheckConstraint(
                name="opening_opened_has_its_end",
                condition=Q(opened_by=None, opened_at=None, until=None)
                | Q(opened_by__isnull=False, opened_at__isnull=False, until__isnull=False),
            ),
            CheckConstraint(
                name="opening_of_one_thing",
                condition=Q(part="track", track__isnull=False, concern=None)
                | Q(part="reporter", track=None, concern__isnull=False),
            ),
            UniqueConstraint(name="opening_asked_once", fields=["track", "asked_by"], condition=Q(opened_by=None)),
            UniqueConstraint(name="opening_reporter_once", fields=["concern", "asked_by"], condition=Q(opened_by=None)),
        ]


class Conflict(models.Model):
    """That a user knows someone in the case: no assignment, opening or broken glass lets the user in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="conflicts")
    user = models.UUIDField(db_index=True)
    because = SealedText()
    by = models.UUIDField()
    at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="conflict_one_open", fields=["track", "user"], condition=Q(ended_at=None)),
        ]


class BreakGlass(models.Model):
    """That a user opened a track without an assignment, why, and what the review said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="glasses")
    by = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    because = SealedText()
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    justified = models.BooleanField(null=True)
    review = SealedText()

    class Meta:
        constraints = [
            CheckConstraint(name="glass_reviewed_by_another", condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("by"))),
            CheckConstraint(
                name="glass_reviewed_whole",
                condition=Q(reviewed_by=None, reviewed_at=None, justified=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, justified__isnull=False),
            ),
        ]
