"""How she is reached, what was said, what she wants, and how it is afterwards."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.vault import SealedText
from trygg_web.victims.models.tracks import Track


class Way(models.TextChoices):
    """How a contact was made or tried."""

    PHONE = "phone", _("telefon")
    TEXT = "text", _("neutralt sms")
    MEETING = "meeting", _("möte")
    VISIT = "visit", _("hembesök")
    DIGITAL = "digital", _("säker digital kanal")
    THROUGH = "through", _("genom någon som den utsatta litar på")


class Reach(models.TextChoices):
    """What came of an attempt."""

    REACHED = "reached", _("fick kontakt")
    NOT_REACHED = "not_reached", _("fick inte kontakt")
    UNSAFE = "unsafe", _("avbröt, det var inte säkert")


class Channel(models.Model):
    """The way to reach her that she has said is safe; the newest that has not ended counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="channels")
    way = models.CharField(max_length=8, choices=Way.choices)
    value = SealedText()  # a number, an address, a name
    hours = SealedText()  # when it is safe
    code_word = SealedText()
    never = SealedText()  # ways that are not safe
    by = models.UUIDField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(name="channel_way_known", condition=Q(way__in=Way.values)),
            UniqueConstraint(name="channel_one_open", fields=["track"], condition=Q(ended_at=None)),
        ]


class Contact(models.Model):
    """One attempt to reach her, and the talk where it came about. A correction is a new one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="contacts")
    happened_at = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Way.choices)
    reach = models.CharField(max_length=12, choices=Reach.choices)
    told = SealedText()  # JSON: the ids of what she was told, of data/talk.toml
    wants = SealedText()
    fear = SealedText()  # her own answer, 0–10
    safe_now = SealedText()  # yes, no, unknown
    note = SealedText()
    next_on = models.DateField(null=True)
    contested = models.BooleanField(default=False)  # she disputes what stands here
    corrects = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="corrections")
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="contact_way_known", condition=Q(way__in=Way.values)),
            CheckConstraint(name="contact_reach_known", condition=Q(reach__in=Reach.values)),
        ]
        indexes = [models.Index(fields=["track", "-happened_at"])]


class SafetyPlan(models.Model):
    """One version of her safety plan; it is never changed, a new one follows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="plans")
    version = models.PositiveSmallIntegerField()
    parts = SealedText()  # JSON: part of data/plan.toml → what she wants to do
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(name="plan_version_once", fields=["track", "version"])]


class Followup(models.Model):
    """One contact that is due some days after a message to him; done by the first contact from that day on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="followups")
    message = models.UUIDField()  # of the exchange: that a message was given
    days = models.PositiveSmallIntegerField()  # 1, 7, 14 or 28
    due = models.DateField()
    contact = models.ForeignKey(Contact, on_delete=models.RESTRICT, null=True, related_name="followups")
    dropped_at = models.DateTimeField(null=True)  # the message turned out not to have been given

    class Meta:
        constraints = [UniqueConstraint(name="followup_once", fields=["track", "message", "days"])]
        indexes = [models.Index(fields=["due"])]


class Feedback(models.Model):
    """Her answers to the three questions after a message."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="feedback")
    answers = SealedText()  # JSON: question of data/talk.toml → yes, no, unsure
    words = SealedText()
    on = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()
