"""What stands against a person, what was promised, whether it came, and how each message came out.

Nothing here says where anyone lives: an area is a named district, and it is sealed.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.vault import SealedText
from trygg_web.incidents.models import ContactBan, Report
from trygg_web.notifications.models import Notification
from trygg_web.people.models import Observation, Person


class Source(models.TextChoices):
    """How a lever came into the register."""

    IMPORT = "import", _("inläst")
    PERSON = "person", _("inskriven")


class Lever(models.Model):
    """A lawful measure that stands against a person for a span of days; its last day counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="levers")
    kind = models.CharField(max_length=40)  # an id of method/levers.toml
    basis = models.CharField(max_length=160)  # the section, as it was when the lever was written down
    decided_by = models.CharField(max_length=40)  # an authority of the same file; the method asks, it never decides
    decided_on = models.DateField(null=True)
    area = SealedText()  # a named district, never an address
    since = models.DateField()
    until = models.DateField(null=True)
    renewal = models.BooleanField(default=False)  # follows on another of the same kind
    monitored = models.BooleanField(default=False)  # with electronic monitoring
    source = models.CharField(max_length=8, choices=Source.choices)
    ban = models.OneToOneField(ContactBan, on_delete=models.PROTECT, null=True, related_name="lever")
    reference = SealedText()  # the authority's own number
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)  # when somebody last asked about a renewal
    ended_on = models.DateField(null=True)  # the last day it stood, when that came before `until`
    ended_because = SealedText()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="lever_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))),
            CheckConstraint(name="lever_source_known", condition=Q(source__in=Source.values)),
            CheckConstraint(
                name="lever_ended_by_someone",
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False, ended_by__isnull=False),
            ),
            CheckConstraint(
                name="lever_imported_has_its_ban", condition=~Q(source=Source.IMPORT.value) | Q(ban__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["person", "-since"]), models.Index(fields=["until"])]


class LeverBreach(models.Model):
    """That somebody broke what a lever says; the rules count it through its observation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lever = models.ForeignKey(Lever, on_delete=models.PROTECT, related_name="breaches")
    day = models.DateField()
    because = SealedText()  # what happened
    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class AlertState(models.TextChoices):
    """Where an alert stands."""

    RAISED = "raised", _("larmat")
    SEEN = "seen", _("sett av ledaren")
    PLANNED = "planned", _("plan finns")
    ANSWERED = "answered", _("besvarat")
    WITHDRAWN = "withdrawn", _("bortfallet")  # the suspicion fell, or the report turned out to be another's


BEFORE_PLAN = (AlertState.RAISED, AlertState.SEEN)
OPEN = (*BEFORE_PLAN, AlertState.PLANNED)


class Alert(models.Model):
    """A new report on somebody who has been told, or a breach that was told by hand.

    The clock of the consequence runs from when the report was made, or the breach was written down.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="alerts")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="alerts")
    breach = models.ForeignKey(Observation, on_delete=models.PROTECT, null=True, related_name="+")  # told by hand
    notification = models.ForeignKey(
        Notification, on_delete=models.PROTECT, related_name="alerts"
    )  # the newest message given before the report
    state = models.CharField(max_length=10, choices=AlertState.choices, default=AlertState.RAISED)
    reported_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lead_seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lead_seen_at = models.DateTimeField(null=True)
    victim_side_seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    victim_side_seen_at = models.DateTimeField(null=True)
    plan = SealedText()
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="alert_once_per_report", fields=["person", "report"]),
            UniqueConstraint(name="alert_once_per_breach", fields=["person", "breach"]),
            CheckConstraint(
                name="alert_of_a_report_or_a_breach",
                condition=Q(report=None, breach__isnull=False) | Q(report__isnull=False, breach=None),
            ),
            CheckConstraint(name="alert_state_known", condition=Q(state__in=AlertState.values)),
            CheckConstraint(
                name="alert_planned_by_someone",
                condition=Q(planned_at=None, planned_by=None) | Q(planned_at__isnull=False, planned_by__isnull=False),
            ),
            CheckConstraint(
                name="alert_answered_was_planned",
                condition=~Q(state__in=["planned", "answered"]) | Q(planned_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"]), models.Index(fields=["-reported_at"])]


class PromiseKind(models.TextChoices):
    """What a promise is taken from."""

    CONSEQUENCE = "consequence", _("följd som stod i budskapet")
    LEVER = "lever", _("åtgärd som gällde när budskapet gavs")
    ACTION = "action", _("eget steg i planen")


class Result(models.TextChoices):
    """What became of a promise; the words of trygg.consequences."""

    DONE = "done", _("gjort")
    NOT_POSSIBLE = "not_possible", _("gick inte")
    NOT_DONE = "not_done", _("inte gjort")


class Promise(models.Model):
    """One consequence that was promised, and what became of it; empty until somebody has said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="promises")
    kind = models.CharField(max_length=12, choices=PromiseKind.choices)
    place = models.PositiveSmallIntegerField()  # its place among the alert's promises
    what = models.CharField(max_length=40, blank=True)  # an id of the messages or of levers.toml; empty: an own step
    says = SealedText()  # the sentence as it was promised
    result = models.CharField(max_length=12, choices=Result.choices, blank=True)
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="promise_place_once", fields=["alert", "place"]),
            CheckConstraint(name="promise_result_known", condition=Q(result__in=["", *Result.values])),
            CheckConstraint(
                name="promise_answered_by_someone",
                condition=Q(result="", by=None, at=None) | ~Q(result="") & Q(by__isnull=False, at__isnull=False),
            ),
            CheckConstraint(
                name="promise_done_has_its_time",
                condition=Q(result="done", done_at__isnull=False) | ~Q(result="done") & Q(done_at=None),
            ),
        ]


class Outcome(models.TextChoices):
    """How a watch came out; the words of trygg.watches."""

    QUIET = "quiet", _("lugnt")
    BREACHED = "breached", _("något nytt")
    ENDED = "ended", _("avslutad")


class Watch(models.Model):
    """One look again after a message. Due day and outcome are the method's, and can be computed again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="watches")
    look = models.CharField(max_length=12)  # day_1, day_7 … month_12
    days = models.PositiveSmallIntegerField()  # at risk
    due = models.DateField(null=True)  # null: the person is held
    held = models.PositiveSmallIntegerField(default=0)  # days in custody that moved the due day
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    opened_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    note = SealedText()

    class Meta:
        constraints = [
            UniqueConstraint(name="watch_once_per_look", fields=["notification", "look"]),
            CheckConstraint(name="watch_outcome_known", condition=Q(outcome__in=["", *Outcome.values])),
        ]
        indexes = [models.Index(fields=["outcome", "due"]), models.Index(fields=["looked_at", "due"])]


class Known(models.Model):
    """What was known to have come after a message when its watches were last judged; no row: nothing.

    It is kept so that each day's run finds the messages of which something else is known now.
    """

    notification = models.OneToOneField(Notification, on_delete=models.PROTECT, primary_key=True, related_name="known")
    news = models.DateField(null=True)  # the first day after the message on which something new happened
    ended = models.DateField(null=True)  # the day on which all watching ended
    held = models.TextField(blank=True)  # spans of days in custody
