"""Her children, and the concern for them from report to answer."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from trygg_web.access.vault import SealedText
from trygg_web.victims.models.tracks import Track


class Child(models.Model):
    """A child; one who saw or heard the violence is subjected to a crime too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, null=True, related_name="children")
    name = SealedText()
    number = SealedText()
    number_key = models.CharField(max_length=32, blank=True, db_index=True)
    born = SealedText()  # ISO; the file is kept until the thirtieth birthday
    present = models.BooleanField(null=True)  # when it happened; null: not known
    heard = models.BooleanField(null=True)
    household = models.BooleanField(null=True)
    asked = SealedText()  # what the child was asked
    said = SealedText()  # and answered
    weighed = SealedText()  # and how that weighed
    by = models.UUIDField()
    at = models.DateTimeField()


class ConcernState(models.TextChoices):
    """Where a concern stands."""

    KNOWN = "known", _("känd, inte anmäld")
    SENT = "sent", _("anmäld")
    RECEIVED = "received", _("mottagen")
    ASSESSED = "assessed", _("skyddsbedömd")
    DECIDED = "decided", _("beslutad")
    ENDED = "ended", _("utredningen avslutad")
    NOT_NEEDED = "not_needed", _("anmälan behövdes inte")


class Opened(models.TextChoices):
    """What was decided about an investigation."""

    YES = "opened", _("utredning inledd")
    NO = "not_opened", _("utredning inte inledd")
    RUNS = "already_runs", _("utredning pågick redan")


class Concern(models.Model):
    """A concern for a child: known, sent at once, received, protected the same day, decided, answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="concerns")
    arrival = models.UUIDField(null=True, unique=True)  # of the exchange, when it came from another house
    state = models.CharField(max_length=12, choices=ConcernState.choices)
    what = SealedText()  # what was seen or told
    holder = models.UUIDField(null=True)  # who handles it among those who work with children
    known_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    not_needed_because = SealedText()
    protection = SealedText()  # the protection assessment
    assessed_at = models.DateTimeField(null=True)
    assessed_by = models.UUIDField(null=True)
    decision = models.CharField(max_length=12, choices=Opened.choices, blank=True)
    because = SealedText()
    decided_on = models.DateField(null=True)
    decided_by = models.UUIDField(null=True)
    until = models.DateField(null=True)  # of an investigation, where it was prolonged
    prolonged_because = SealedText()
    ended_on = models.DateField(null=True)
    asked_back_on = models.DateField(null=True)  # the reporter asked what became of it
    answered_back_on = models.DateField(null=True)
    her_safety = SealedText()  # what her contact said before the violent parent is told
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="concern_state_known", condition=Q(state__in=ConcernState.values)),
            CheckConstraint(name="concern_decision_known", condition=Q(decision__in=["", *Opened.values])),
            CheckConstraint(
                name="concern_assessed_by_someone",
                condition=Q(assessed_at=None, assessed_by=None)
                | Q(assessed_at__isnull=False, assessed_by__isnull=False),
            ),
            CheckConstraint(
                name="concern_decided_whole",
                condition=Q(decision="", decided_on=None, decided_by=None)
                | ~Q(decision="") & Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state"])]


class Reporter(models.Model):
    """Who reported a concern: apart from it, and opened by two."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.OneToOneField(Concern, on_delete=models.CASCADE, related_name="reporter")
    name = SealedText()
    private = models.BooleanField(default=False)  # a private person: danger if it becomes known
