"""Who stands where on the list, what the rules indicated, and who decided it."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.vault import SealedText
from trygg_web.people.models import Person

LEVELS = ("A", "B", "C", "D")


class ProposalState(models.TextChoices):
    """What became of an indication."""

    WAITING = "waiting", _("väntar på beslut")
    SECOND = "second", _("väntar på en andra person")
    DECIDED = "decided", _("beslutad")
    SUPERSEDED = "superseded", _("ersatt av ett nyare förslag")


class Proposal(models.Model):
    """What the rules indicate for a person on a day, with all that is needed to compute it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposals")
    on = models.DateField()
    level = models.CharField(max_length=1, blank=True)  # empty: no level indicated
    facts = models.JSONField()  # fact → number or null (not known)
    fired = models.JSONField()  # ids of the rules that fired, gravest first
    strongest = models.CharField(max_length=12, blank=True)  # the first of them, for the list
    events = models.CharField(max_length=64)  # digest of the events the facts were computed from
    method = models.CharField(max_length=64)  # digest of the rules
    decide_by = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    at = models.DateTimeField()
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="proposal_one_waiting", fields=["person"], condition=Q(state__in=["waiting", "second"])
            ),
            CheckConstraint(name="proposal_state_known", condition=Q(state__in=ProposalState.values)),
        ]
        indexes = [
            models.Index(fields=["state", "level", "-at"]),
            models.Index(fields=["state", "decide_by"]),
            models.Index(fields=["person", "-at"]),
        ]


class Decision(models.Model):
    """What a named officer decided on a proposal; a lowering counts only with a second name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    level = models.CharField(max_length=1, blank=True)  # empty: not on the list
    because = SealedText()
    review_on = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seconds_open = models.PositiveIntegerField(null=True)  # how long the page was open; the page says so
    facts_opened = models.BooleanField(default=False)
    fear = models.BooleanField(default=False)  # the fear of the one subjected was a ground; it may only raise
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_because = SealedText()
    refused = models.BooleanField(default=False)  # the second person said no

    class Meta:
        constraints = [
            CheckConstraint(name="decision_level_known", condition=Q(level__in=["", *LEVELS])),
            CheckConstraint(
                name="decision_second_is_another", condition=Q(second_by=None) | ~Q(second_by=models.F("by"))
            ),
        ]
        indexes = [models.Index(fields=["by", "-at"]), models.Index(fields=["-at"])]


class Placement(models.Model):
    """A person's decided level for a span of days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="placements")
    level = models.CharField(max_length=1)
    former = models.CharField(max_length=1, blank=True)  # the level before; empty: new on the list
    since = models.DateField()
    until = models.DateField(null=True)
    review_on = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT)  # opened the span; a kept level moves `review_on`

    class Meta:
        constraints = [
            UniqueConstraint(name="placement_one_open_per_person", fields=["person"], condition=Q(until=None)),
            CheckConstraint(name="placement_level_known", condition=Q(level__in=LEVELS)),
        ]
        indexes = [
            models.Index(fields=["until", "level", "review_on"]),
            models.Index(fields=["until", "review_on"]),
            models.Index(fields=["until", "since"]),
        ]


class About(models.TextChoices):
    """What somebody on the list objects to."""

    LEVEL = "level", _("nivån, eller att stå på listan")
    MESSAGE = "message", _("budskapet")
    FACT = "fact", _("en uppgift")
    IDENTITY = "identity", _("att det är fel person")


class Answered(models.TextChoices):
    """What became of an objection."""

    CHANGED = "changed", _("rättat")
    PARTLY = "partly", _("delvis rättat")
    KEPT = "kept", _("står fast")


class Objection(models.Model):
    """What a person says is wrong, and the answer by somebody who did not decide it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="objections")
    about = models.CharField(max_length=8, choices=About.choices)
    said = SealedText()
    came_on = models.DateField()
    due_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Answered.choices, blank=True)
    because = SealedText()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="objection_answered_by_someone",
                condition=Q(outcome="", answered_by=None, answered_at=None)
                | ~Q(outcome="") & Q(answered_by__isnull=False, answered_at__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["outcome", "due_on"], name="objection_by_day")]


class Rank(models.Model):
    """A person's row on the list: place in the open order RFGV with its four parts, and the level that stands.

    All of it can be computed again from events and placements; it is kept because the list is read so often.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True)
    on = models.DateField()
    recency = models.FloatField()
    frequency = models.FloatField()
    gravity = models.FloatField()
    victims = models.FloatField()
    score = models.FloatField()
    last_act = models.DateField(null=True)
    district = models.CharField(max_length=60, blank=True, db_index=True)  # of the newest report
    level = models.CharField(max_length=1, blank=True)  # of the open placement; empty: not on the list
    former = models.CharField(max_length=1, blank=True)
    since = models.DateField(null=True)
    review_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["level", "-score"]),
            models.Index(fields=["-score"]),
            models.Index(fields=["-last_act"]),
            models.Index(fields=["-since"]),
            models.Index(fields=["review_on"]),
        ]


class ListState(models.Model):
    """One row that is changed with every change of the list, so that what was counted over it may be kept."""

    version = models.UUIDField(default=uuid.uuid4)
