"""What the police ask before a message, and the one word that goes back."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from trygg_web.access.vault import SealedText
from trygg_web.victims.models.tracks import Track


class GateAnswer(models.TextChoices):
    """The word that goes back. All are of one length, so that not even a sealed message tells them apart."""

    OPEN = "open", _("grinden är öppen")
    WAIT = "wait", _("vänta")
    NOBODY = "none", _("ingen att kontakta")


class GateQuestion(models.Model):
    """One question: a message is planned, by when. Made alike whether or not anyone here is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrival = models.UUIDField(unique=True)  # of the exchange
    message = models.UUIDField()  # the id of the message that asked, the same in both houses
    house = models.CharField(max_length=60)  # who asked
    about = SealedText()  # JSON: name, number, the other's name
    number_key = models.CharField(max_length=32, blank=True, db_index=True)
    track = models.ForeignKey(Track, on_delete=models.SET_NULL, null=True, related_name="questions")
    asked_at = models.DateTimeField()
    until = models.DateTimeField()  # by when the answer must be there
    answer = models.CharField(max_length=8, choices=GateAnswer.choices, blank=True)
    because = SealedText()  # stays here
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    leaves_at = models.DateTimeField(null=True)  # set by the window alone, never by what happened in it
    left_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # the message is no longer planned

    class Meta:
        constraints = [
            CheckConstraint(name="gate_answer_known", condition=Q(answer__in=["", *GateAnswer.values])),
            CheckConstraint(
                name="gate_answered_by_someone",
                condition=Q(answer="", decided_by=None, decided_at=None, leaves_at=None)
                | ~Q(answer="") & Q(decided_by__isnull=False, decided_at__isnull=False, leaves_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["left_at", "leaves_at"]), models.Index(fields=["until"])]
