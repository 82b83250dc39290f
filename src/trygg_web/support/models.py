"""Who is offered help to stop using violence: how they came, what was offered, which times, and what they agree to.

What the talks hold is not kept here, and nothing about the one who is subjected to the violence has a place here.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg.support import State
from trygg_web.access.models import User
from trygg_web.access.vault import SealedText


class Source(models.TextChoices):
    """How somebody came."""

    SELF = "self", _("sökte själv")
    POLICE = "police", _("genom polisen")
    PROBATION = "probation", _("genom frivården")
    SOCIAL = "social", _("genom annan socialtjänst")


class Series(models.Model):
    """The last case number of a year."""

    year = models.IntegerField(primary_key=True)
    last = models.IntegerField(default=0)


class Participant(models.Model):
    """Someone who is offered help, in the hands of one worker; until then whoever works here may take it on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_number = models.CharField(max_length=20, unique=True)
    given = SealedText()
    family = SealedText()
    number = SealedText()  # empty: has not said
    number_key = models.CharField(max_length=32, unique=True, null=True)
    contact = SealedText()  # how the person wants to be reached
    protected = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source.choices)
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(name="participant_source_known", condition=Q(source__in=Source.values))]


class ParticipantName(models.Model):
    """A blind index over the names, so that a name is found and never readable."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="names", db_index=False)
    key = models.CharField(max_length=32, db_index=True)

    class Meta:
        constraints = [UniqueConstraint(name="participant_name_once", fields=["participant", "key"])]


class Referral(models.Model):
    """That another house asked for help to be offered; what it told stays where it came, and can be corrected."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="referrals")
    arrival = models.UUIDField(unique=True)
    message = models.UUIDField()  # its id in both houses, which the answer names
    zone = models.CharField(max_length=10)
    house = models.CharField(max_length=60)
    taken_at = models.DateTimeField()


STATES = [
    (State.OFFERED, _("erbjuden")),
    (State.THINKING, _("vill tänka")),
    (State.ACCEPTED, _("tackat ja")),
    (State.BOOKED, _("första tiden bokad")),
    (State.ATTENDING, _("pågår")),
    (State.DECLINED, _("tackat nej")),
    (State.COMPLETED, _("fullföljd")),
    (State.DROPPED, _("avbruten")),
]


class Offer(models.Model):
    """One help that was offered, and where that offer stands by the method's table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="offers")
    help = models.CharField(max_length=40)  # its id in the directory
    state = models.CharField(max_length=10, choices=STATES, default=State.OFFERED)
    offered_on = models.DateField()
    ask_on = models.DateField(null=True)  # the day on which the person is asked again
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="offer_state_known", condition=Q(state__in=[value for value, _says in STATES])),
            UniqueConstraint(
                name="offer_open_once",
                fields=["participant", "help"],
                condition=Q(state__in=["offered", "thinking", "accepted", "booked", "attending"]),
            ),
        ]


class OfferStep(models.Model):
    """One step that an offer took."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10)
    to = models.CharField(max_length=10, choices=STATES)
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Attendance(models.TextChoices):
    """What became of a time."""

    PLANNED = "planned", _("bokad")
    CAME = "came", _("kom")
    EXCUSED = "excused", _("hade förhinder")
    ABSENT = "absent", _("kom inte")
    CANCELLED = "cancelled", _("inställd av oss")


class Appointment(models.Model):
    """A time for help. At most one lies ahead for each offer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="appointments")
    at = models.DateTimeField()
    attendance = models.CharField(max_length=10, choices=Attendance.choices, default=Attendance.PLANNED)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    noted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(name="help_time_attendance_known", condition=Q(attendance__in=Attendance.values)),
            UniqueConstraint(name="help_time_ahead_once", fields=["offer"], condition=Q(attendance="planned")),
            CheckConstraint(
                name="help_time_noted_by_someone",
                condition=Q(attendance="planned", noted_by=None) | ~Q(attendance="planned") & Q(noted_by__isnull=False),
            ),
        ]


class Tells(models.TextChoices):
    """What may be told to another house, only by the person's consent; never which help, or what is said there."""

    ACCEPTED = "accepted", _("att personen har tackat ja")
    STARTED = "started", _("att personen har börjat")
    COMPLETED = "completed", _("att personen har fullföljt")


class Recipient(models.TextChoices):
    """Whom it may be told."""

    POLICE = "police", _("polisen")
    PROBATION = "probation", _("frivården")


class How(models.TextChoices):
    """How a consent was given."""

    IN_WRITING = "in_writing", _("skriftligt")
    ORALLY_NOTED = "orally_noted", _("muntligt, antecknat här")


class Consent(models.Model):
    """What the person agrees that another house is told, until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="consents")
    recipient = models.CharField(max_length=10, choices=Recipient.choices)
    tells = models.JSONField(default=list)
    how = models.CharField(max_length=15, choices=How.choices)
    given_on = models.DateField()
    until = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            CheckConstraint(name="help_consent_recipient_known", condition=Q(recipient__in=Recipient.values)),
            CheckConstraint(name="help_consent_how_known", condition=Q(how__in=How.values)),
            CheckConstraint(name="help_consent_span", condition=Q(until__gte=models.F("given_on"))),
            CheckConstraint(
                name="help_consent_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]


class Barred(models.Model):
    """Somebody of the house who must not meet a person here: kin, a neighbour, one who works for the other side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="barred")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(name="barred_once", fields=["participant", "user"])]
