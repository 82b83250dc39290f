"""Meetings of several: the meeting, who sits there, and who must not meet whom.

Nothing here names a victim, and what is said of two who must not meet goes onto no paper.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.vault import SealedText
from trygg_web.notifications.models.messages import Notification
from trygg_web.people.models import Person


class CallInState(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("planerat")
    SUMMONED = "summoned", _("kallat")
    CANCELLED = "cancelled", _("inställt")


class CallIn(models.Model):
    """A meeting at which several are given their message together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    place = SealedText()
    seats = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=CallInState.choices, default=CallInState.PLANNED)
    summoned_at = models.DateTimeField(null=True)
    because = SealedText()  # of a cancelling
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(name="call_in_state_known", condition=Q(state__in=CallInState.values))]
        indexes = [models.Index(fields=["state", "at"])]


class Attendance(models.TextChoices):
    """Who came."""

    CAME = "came", _("kom")
    REFUSED = "refused", _("kom, ville inte ta emot")
    MISSED = "missed", _("kom inte")


class Seat(models.Model):
    """One person's seat at a meeting, by the message that is given there. A message has one open seat at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call_in = models.ForeignKey(CallIn, on_delete=models.PROTECT, related_name="taken")
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="seats")
    attendance = models.CharField(max_length=8, choices=Attendance.choices, blank=True)
    attended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    followed_at = models.DateTimeField(null=True)  # a new attempt of another form was opened after a no-show
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken out, or the meeting was cancelled

    class Meta:
        constraints = [
            UniqueConstraint(
                name="seat_one_open_per_notification",
                fields=["notification"],
                condition=Q(ended_at=None, followed_at=None),
            ),
            CheckConstraint(
                name="seat_followed_was_missed",
                condition=Q(followed_at=None) | Q(attendance=Attendance.MISSED),
            ),
        ]


class ApartBecause(models.TextChoices):
    """Why somebody says that two must not meet; the registers tell of bans, couples and shared reports themselves."""

    CONFLICT = "conflict", _("känd konflikt")
    KIN = "kin", _("släktskap")
    ASKED = "asked", _("annat skäl")


class Apart(models.Model):
    """That two must not meet: who says so, why, from which day, and until which, both counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # the smaller id first
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ApartBecause.choices)
    because = SealedText()
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="apart_one_open", fields=["one", "other"], condition=Q(ended_at=None)),
            CheckConstraint(name="apart_are_two", condition=~Q(one=F("other"))),
            CheckConstraint(name="apart_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))),
        ]
