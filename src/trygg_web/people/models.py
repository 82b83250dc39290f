"""Who we believe the parties are, and what agencies have told about them. Beliefs can be undone; nothing is lost."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.vault import SealedText
from trygg_web.incidents.models import Party, Report


class Person(models.Model):
    """Someone we believe the linked parties to be; the shown identity is the best that they tell."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given = SealedText()
    family = SealedText()
    number = SealedText()
    number_key = models.CharField(max_length=32, blank=True, db_index=True)
    born = SealedText()
    sex = models.CharField(max_length=1, blank=True)
    protected = models.CharField(max_length=24, default="none")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # set when every link was moved away
    into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="joined"
    )  # who they turned out to be


class KeyKind(models.TextChoices):
    """What a blind key finds a person by."""

    NAME = "name", _("ett ord i namnet")  # for people who search
    BLOCK = "block", _("en grov likhet")  # for linkage: who may be compared with whom


class NameKey(models.Model):
    """A blind index over a person's names, so that a name is found and never readable."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="name_keys", db_index=False
    )  # the first of a key
    kind = models.CharField(max_length=5, choices=KeyKind.choices, default=KeyKind.NAME)
    key = models.CharField(max_length=32)

    class Meta:
        constraints = [UniqueConstraint(name="name_key_once", fields=["person", "kind", "key"])]
        indexes = [models.Index(fields=["key", "kind", "person"])]


class MoveKind(models.TextChoices):
    """What changed links."""

    RUN = "run", _("automatisk koppling")
    ANSWER = "answer", _("svar på fråga")
    PART = "part", _("isärtagning")
    UNDO = "undo", _("ångrat")


class Move(models.Model):
    """One act that opened or ended links. It can be undone as long as nothing later has touched the same links."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=6, choices=MoveKind.choices)
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)


class Link(models.Model):
    """The belief that a party is a person, for a span of time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    because = models.CharField(max_length=40)  # number, weight, couple, answer, alone, parted
    weight = models.FloatField(null=True)  # match weight in bits, when weighed
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="opened")
    ended = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="ended", null=True)

    class Meta:
        constraints = [UniqueConstraint(name="link_one_open_per_party", fields=["party"], condition=Q(until=None))]
        indexes = [models.Index(fields=["person", "until"])]


class Answer(models.TextChoices):
    """What a person says of two parties."""

    SAME = "same", _("samma")
    DIFFERENT = "different", _("olika")
    UNSURE = "unsure", _("osäker")


class LinkQuestion(models.Model):
    """Two parties that may be one person. A *different* always parts them and is remembered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="questions")
    other = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="asked_of")
    weight = models.FloatField(null=True)
    why = models.CharField(max_length=40)  # a word of trygg.linkage; "parted" when a person took a link apart
    fields = models.JSONField(default=list)  # per field: name, agreement, bits; no values
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(null=True)
    move = models.ForeignKey(Move, on_delete=models.PROTECT, null=True, related_name="questions")  # what the answer did
    former = models.ForeignKey(
        Move, on_delete=models.PROTECT, null=True, related_name="+"
    )  # a *same* that a parting overruled

    class Meta:
        constraints = [
            UniqueConstraint(name="question_pair_once", fields=["party", "other"]),
            CheckConstraint(
                name="question_answered_by_someone",
                condition=Q(answer="", by=None) | ~Q(answer="") & Q(by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["answer", "-weight"])]


CLEARED = "cleared"  # no suspicion against the person stands any more
DIED, MOVED_AWAY = "died", "moved_away"  # observations after which nobody is watched any more
SUSPICION_WITHDRAWN = "suspicion_withdrawn"  # an observation of a report: it no longer counts


class Observation(models.Model):
    """A fact about a person that an agency supplied: which, from which day, from where. Withdrawn, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="observations")
    kind = models.CharField(max_length=30)  # a key of trygg.records.Kind other than offence, or of method/flags
    value = models.CharField(
        max_length=12, default="yes"
    )  # yes, no; a level for "notified"; a frequency for control items
    day = models.DateField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True)
    source = models.CharField(max_length=80)  # which agency and which document, no personal data
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_because = SealedText()

    class Meta:
        indexes = [
            models.Index(fields=["person", "kind", "-day"]),
            models.Index(name="observation_newest", fields=["-at"]),  # the worker looks every second
            models.Index(name="observation_taken_back", fields=["-withdrawn_at"]),
        ]


class MutualHold(models.Model):
    """Two people who each reported the other: held for a person to judge who is mainly subjected to violence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    because = SealedText()

    class Meta:
        constraints = [UniqueConstraint(name="hold_one_open", fields=["one", "other"], condition=Q(lifted_at=None))]


class UnplacedState(models.TextChoices):
    """What became of an observation that could not be placed."""

    WAITING = "waiting", _("väntar")
    PLACED = "placed", _("placerad")
    DROPPED = "dropped", _("lagd åt sidan")


class Unplaced(models.Model):
    """A row of an observation file that fits no one person by its exact number; it waits for someone to mend it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.CharField(max_length=64, db_index=True)  # digest of the file
    row = models.PositiveIntegerField()
    cells = SealedText()  # JSON: column → text
    reason = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=UnplacedState.choices, default=UnplacedState.WAITING)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [UniqueConstraint(name="unplaced_row_once", fields=["file", "row"])]
