"""Messages and all that must be true before one is given.

Nothing here names a victim: a gate that concerns her says that it is open or shut, and who said so.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg.steps import BEFORE_DELIVERY, State
from trygg_web.access.models import User
from trygg_web.access.vault import SealedText
from trygg_web.listing.models import LEVELS, Placement
from trygg_web.people.models import Person

STATES = [state.value for state in State]


class Trigger(models.TextChoices):
    """The event from which the clock of a message runs."""

    REPORT = "report", _("anmälan")
    CUSTODY = "custody", _("frihetsberövande")
    DECISION = "decision", _("beslut om nivå")


class Notification(models.Model):
    """One message to one person, from the plan to the end of what follows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notifications")
    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, related_name="notifications"
    )  # what calls for it
    level = models.CharField(max_length=1)
    form = models.CharField(max_length=20)  # an id of method/notices.toml
    functions = models.JSONField(default=list)  # who delivers together, ids of the same file
    rule = models.CharField(max_length=20)
    method = models.CharField(max_length=64)  # digest of the rules that planned it
    trigger = models.CharField(max_length=10, choices=Trigger.choices)
    triggered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    held = models.BooleanField(default=False)  # in custody when it was planned or last looked at
    restrictions = models.BooleanField(null=True)
    language = models.CharField(max_length=3, blank=True)  # empty: not known yet
    victim_attempts = models.PositiveSmallIntegerField()  # safe attempts to reach her that must come first
    state = models.CharField(max_length=12, default=State.PLANNED.value)
    assigned_to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    scheduled_at = models.DateTimeField(null=True)
    place = SealedText()  # where it is to be given, never anyone's home but his own
    attempts = models.PositiveSmallIntegerField(default=0)
    first_attempt_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(
                name="notification_one_before_delivery",
                fields=["person"],
                condition=Q(state__in=sorted(state.value for state in BEFORE_DELIVERY)),
            ),
            CheckConstraint(name="notification_state_known", condition=Q(state__in=STATES)),
            CheckConstraint(name="notification_level_known", condition=Q(level__in=LEVELS)),
            CheckConstraint(
                name="notification_delivered_has_its_time",
                condition=~Q(state=State.DELIVERED.value) | Q(delivered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["person", "-planned_at"]),
            models.Index(fields=["placement"]),
            models.Index(fields=["-delivered_at"]),
        ]


class Passage(models.Model):
    """One step that a message took: from where to where, by whom and when. Only ever added to."""

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="passages")
    act = models.CharField(max_length=12)
    state = models.CharField(max_length=12)  # before
    to = models.CharField(max_length=12)
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        indexes = [models.Index(fields=["notification", "at"])]


class Gate(models.Model):
    """One thing that must be thought of before a message is given; born shut."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="gates")
    gate = models.CharField(max_length=20)  # an id of method/notices.toml
    open = models.BooleanField(default=False)
    overridden = models.BooleanField(default=False)
    since = models.DateTimeField()  # open or shut since
    waited_since = models.DateTimeField()  # shut since it was first born; how long it took

    class Meta:
        constraints = [
            UniqueConstraint(name="gate_once_per_notification", fields=["notification", "gate"]),
            CheckConstraint(name="gate_overridden_is_open", condition=Q(overridden=False) | Q(open=True)),
        ]


class Verdict(models.TextChoices):
    """What somebody said of a gate."""

    OPENED = "opened", _("öppnad")
    OVERRIDDEN = "overridden", _("förbigången")
    SHUT = "shut", _("stängd igen")


class GateDecision(models.Model):
    """What a named person said of a gate, and why. Only ever added to; the newest stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["gate", "-at"]), models.Index(fields=["verdict", "-at"])]


class Outcome(models.TextChoices):
    """How an attempt came out."""

    DELIVERED = "delivered", _("budskapet gavs")
    REFUSED = "refused", _("ville inte ta emot")
    MISSED = "missed", _("inte anträffad")


class Understood(models.TextChoices):
    """Whether the person understood the message, as the one who gave it judged."""

    YES = "yes", _("ja")
    PARTLY = "partly", _("delvis")
    NO = "no", _("nej")


class Reaction(models.TextChoices):
    """How the person took it."""

    CALM = "calm", _("lugn")
    DENIES = "denies", _("förnekar")
    ANGRY = "angry", _("arg")
    DISTRESSED = "distressed", _("ledsen eller pressad")
    SUICIDAL = "suicidal", _("talar om att ta sitt liv")
    THREATENS = "threatens", _("hotar")


class Help(models.TextChoices):
    """What the person said of the help that was offered."""

    ACCEPTED = "accepted", _("tackade ja")
    THINKS = "thinks", _("vill tänka")
    DECLINED = "declined", _("tackade nej")


class Attempt(models.Model):
    """One attempt to give a message, as the one who tried recorded it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="tried")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    understood = models.CharField(max_length=8, choices=Understood.choices, blank=True)
    reaction = models.CharField(max_length=12, choices=Reaction.choices, blank=True)
    help = models.CharField(max_length=10, choices=Help.choices, blank=True)
    interpreter = models.BooleanField(default=False)
    next_contact = models.DateField(null=True)  # as promised to the person
    threat = models.BooleanField(default=False)  # a threat against someone was heard
    threat_seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    threat_seen_at = models.DateTimeField(null=True)
    threat_done = SealedText()  # what was done when it was seen
    note = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(name="attempt_number_once", fields=["notification", "number"]),
            CheckConstraint(name="attempt_outcome_known", condition=Q(outcome__in=Outcome.values)),
        ]


class Withholding(models.Model):
    """A level that calls for a message which is not given, and why; somebody else is turned to instead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="withholding")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=12)  # a trygg.notices.Because
    to = models.CharField(max_length=20)  # the function that is turned to
    at = models.DateTimeField()
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # what stood in the way is settled, and the message was planned


class Redress(models.Model):
    """What was done to put right a message that was given to one of whom no suspicion stands any more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notification = models.OneToOneField(Notification, on_delete=models.PROTECT, related_name="redress")
    said = SealedText()  # what the person was told, and how
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class TextApproval(models.Model):
    """One agency's word that a version of a text may be used; taken back by a later one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.CharField(max_length=60)  # the template's name: form, level and language
    version = models.CharField(max_length=64)  # digest of what was approved
    agency = models.CharField(max_length=24)  # an id of method/messages, or `translator`
    name = SealedText()  # who at the agency said so
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # who recorded it here
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="approval_one_open_per_agency",
                fields=["text", "version", "agency"],
                condition=Q(withdrawn_at=None),
            )
        ]


class Issued(models.Model):
    """A letter or script as it was made for one message, sealed, so that what was said can be shown later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="issued")
    kind = models.CharField(max_length=8)  # letter, script
    text = models.CharField(max_length=60)
    version = models.CharField(max_length=64)
    content = SealedText()
    said = SealedText()  # what it says will follow and stands: kind, id and sentence of each
    stale_at = models.DateTimeField(null=True)  # since when something that it says is not so any more
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["notification", "at"])]


class Cover(models.Model):
    """That somebody does another's work on messages for a span of days, both counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # who covers
    stands_in_for = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # who is away
    since = models.DateField()
    until = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(name="cover_ends_after_it_begins", condition=Q(until__gte=F("since"))),
            CheckConstraint(name="cover_is_by_another", condition=~Q(user=F("stands_in_for"))),
        ]
        indexes = [models.Index(fields=["user", "until"])]


class CalendarKey(models.Model):
    """The secret address of a user's calendar; only its keyed fingerprint is kept, and it holds until it is revoked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="calendar_key_one_open", fields=["user"], condition=Q(revoked_at=None)),
        ]
