"""Whom the probation service supervises: sentences as told, programmes, appointments, and what was breached.

What a sheet told is never edited; a later sheet that says otherwise leaves what it said before with its day.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.vault import SealedBytes, SealedText


class SheetState(models.TextChoices):
    """Where a sheet stands."""

    PREVIEWED = "previewed", _("granskas")
    SAVED = "saved", _("inläst")
    DROPPED = "dropped", _("kastad")


class Sheet(models.Model):
    """A sheet of clients as it came, sealed, until its retention day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    filename = SealedText()
    content = SealedBytes()
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.PREVIEWED)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)  # rows to mend: number, column, what is wrong
    received_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    keep_until = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [CheckConstraint(name="sheet_state_known", condition=Q(state__in=SheetState.values))]


class Client(models.Model):
    """Someone whom the service supervises or has supervised."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given = SealedText()
    family = SealedText()
    number = SealedText()
    number_key = models.CharField(max_length=32, unique=True)
    protected = models.BooleanField(default=False)
    since = models.DateTimeField()


class ClientName(models.Model):
    """A blind index over a client's names, so that a name is found and never readable."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="names", db_index=False)
    key = models.CharField(max_length=32, db_index=True)

    class Meta:
        constraints = [UniqueConstraint(name="client_name_once", fields=["client", "key"])]


class Sentence(models.Model):
    """A sanction that is carried out, as the newest sheet tells it; the vocabulary is the service's own, by day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="sentences")
    kind = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)
    office = models.CharField(max_length=80, blank=True)
    conditions = models.CharField(max_length=200, blank=True)  # special directions; an area is a named district
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="+")
    last_seen = models.DateField()  # in the newest sheet that named it

    class Meta:
        constraints = [UniqueConstraint(name="sentence_once", fields=["client", "kind", "since"])]


class SentenceAmendment(models.Model):
    """What a sentence said before a later sheet said otherwise."""

    sentence = models.ForeignKey(Sentence, on_delete=models.PROTECT, related_name="amendments")
    until = models.DateField(null=True)
    office = models.CharField(max_length=80, blank=True)
    conditions = models.CharField(max_length=200, blank=True)
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="+")  # that changed it
    at = models.DateTimeField()


class Programme(models.TextChoices):
    """Programmes about violence against a partner, and others."""

    PREDOV = "predov", _("Predov")
    RVP = "rvp", _("Relationsvåldsprogrammet (RVP)")
    IDAP = "idap", _("Idap")
    OTHER = "other", _("annat program")


class Step(models.TextChoices):
    """A step of a programme."""

    OFFERED = "offered", _("erbjudet")
    ACCEPTED = "accepted", _("tackat ja")
    DECLINED = "declined", _("tackat nej")
    STARTED = "started", _("påbörjat")
    COMPLETED = "completed", _("fullföljt")
    DROPPED = "dropped", _("avbrutet")


class ProgrammeStep(models.Model):
    """One step taken in a programme on a day. What the talks hold is not kept here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="steps")
    programme = models.CharField(max_length=10, choices=Programme.choices)
    step = models.CharField(max_length=10, choices=Step.choices)
    day = models.DateField()
    because = SealedText()  # of a step that needs one: declined, dropped
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="programme_known", condition=Q(programme__in=Programme.values)),
            CheckConstraint(name="programme_step_known", condition=Q(step__in=Step.values)),
        ]


class Purpose(models.TextChoices):
    """What an appointment is for."""

    FIRST = "first", _("första mötet och plan")
    TALK = "talk", _("övervakningssamtal")
    PROGRAMME = "programme", _("programtillfälle")
    MESSAGE = "message", _("budskap tillsammans med polisen")


class Attendance(models.TextChoices):
    """What became of an appointment."""

    PLANNED = "planned", _("planerat")
    CAME = "came", _("kom")
    EXCUSED = "excused", _("hade giltigt skäl")
    ABSENT = "absent", _("uteblev")
    CANCELLED = "cancelled", _("inställt")


class Appointment(models.Model):
    """A time at the office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="appointments")
    at = models.DateTimeField()
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    attendance = models.CharField(max_length=10, choices=Attendance.choices, default=Attendance.PLANNED)
    arrival = models.UUIDField(null=True)  # what the police told of the message that is given at it
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    noted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(name="appointment_purpose_known", condition=Q(purpose__in=Purpose.values)),
            CheckConstraint(
                name="appointment_noted_by_someone",
                condition=Q(attendance="planned", noted_by=None) | ~Q(attendance="planned") & Q(noted_by__isnull=False),
            ),
        ]


class Broken(models.TextChoices):
    """What was not kept."""

    APPOINTMENT = "appointment", _("uteblivet möte")
    CONDITION = "condition", _("särskild föreskrift")
    PROGRAMME = "programme", _("program som föreskrivits")
    OTHER = "other", _("annat")


class Breach(models.Model):
    """Something that was not kept. It waits until the police are told, or a reason says why not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="breaches")
    what = models.CharField(max_length=12, choices=Broken.choices)
    day = models.DateField()
    note = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    not_told_because = SealedText()  # of one that is settled without telling

    class Meta:
        constraints = [
            CheckConstraint(name="breach_kind_known", condition=Q(what__in=Broken.values)),
            CheckConstraint(
                name="breach_settled_by_someone",
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]


class Shared(models.Model):
    """A message that the police plan for a client, as they told it; given together at an appointment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrival = models.UUIDField(unique=True)
    message = models.UUIDField()  # its id in both houses, which the answer names
    house = models.CharField(max_length=60)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="shared")
    due_on = models.DateField(null=True)
    taken_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)  # the police plan it no longer
