"""What other houses are asked before a message, and what they said: a word, never why."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.notifications.models.messages import Notification
from trygg_web.people.models import Person


class Branch(models.TextChoices):
    """Which branch of another house is asked."""

    VICTIMS = "victims", _("socialtjänsten")
    SUPERVISION = "supervision", _("frivården")


class Word(models.TextChoices):
    """What a house said. That there is nobody to contact is kept as *open*, so that the two cannot be told apart."""

    OPEN = "open", _("får ges")
    WAIT = "wait", _("vänta")
    GIVEN = "given", _("budskapet är givet")


class Inquiry(models.Model):
    """One question to another house about one message; `victim` is the one whom social services are asked about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="inquiries")
    branch = models.CharField(max_length=12, choices=Branch.choices)
    victim = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    house = models.CharField(max_length=60)  # only its answer counts
    disclosure = models.UUIDField(unique=True)
    message = models.UUIDField(unique=True)  # what the answer replies to
    asked_at = models.DateTimeField()
    until = models.DateTimeField()  # by when the message is planned, as it was last told
    word = models.CharField(max_length=8, choices=Word.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # the message is not planned any more, or the question never left
    told_given_at = models.DateTimeField(null=True)  # when the house was told that the message was given

    class Meta:
        constraints = [
            UniqueConstraint(
                name="inquiry_once_per_victim", fields=["notification", "victim"], condition=Q(branch=Branch.VICTIMS)
            ),
            UniqueConstraint(
                name="inquiry_once_of_supervision", fields=["notification"], condition=Q(branch=Branch.SUPERVISION)
            ),
            CheckConstraint(name="inquiry_word_known", condition=Q(word__in=["", *Word.values])),
            CheckConstraint(
                name="inquiry_victim_where_asked", condition=Q(branch=Branch.VICTIMS, victim__isnull=False)
                | Q(branch=Branch.SUPERVISION, victim=None)
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["withdrawn_at", "told_given_at"])]
