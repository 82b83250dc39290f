"""What is due to be erased, who decided, and the protocol that is left of it."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.vault import SealedText


class ProposalState(models.TextChoices):
    """Where a proposal stands. Once erased it is gone; the protocol tells how many there were."""

    WAITING = "waiting", _("väntar på beslut")
    DEFERRED = "deferred", _("uppskjuten")
    APPROVED = "approved", _("godkänd, väntar på en andra person")


class Proposal(models.Model):
    """One record that the clocks say is due: whose clock, since when, and what goes with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    rule = models.CharField(max_length=60)  # id of the clock; empty: no rule was read and a person decides
    verdict = models.CharField(max_length=10)  # may_go, must_go, undecided
    may_from = models.DateField(null=True)
    must_by = models.DateField(null=True)
    goes_with = models.JSONField(default=dict)  # table → how many rows
    found_on = models.DateField()
    state = models.CharField(max_length=8, choices=ProposalState.choices, default=ProposalState.WAITING)
    until = models.DateField(null=True)  # deferred until
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # approved or deferred it
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="proposal_of_erasure_once", fields=["room", "kind", "key"]),
            CheckConstraint(
                name="erasure_decided_by_someone", condition=Q(state=ProposalState.WAITING) | Q(by__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["state", "must_by"])]


class Protocol(models.Model):
    """What one erasure took: kinds and numbers, by which provisions, who approved and who carried it out. No names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    kinds = models.JSONField()  # kind → how many
    rules = models.JSONField()  # clock → how many
    tables = models.JSONField()  # table → how many rows
    approved_by = models.ManyToManyField(User, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    again = models.BooleanField(default=False)  # had come back with an old backup or an old file
