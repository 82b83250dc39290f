"""What was reported. Never edited: a later file adds an amendment that keeps what stood before."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.vault import SealedBytes, SealedText


class Profile(models.Model):
    """How one sender's columns are read; a change is a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sender = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=20, default="reports")  # reports, observations, custody, bans
    spec = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)  # null: shipped with Trygg
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [UniqueConstraint(name="profile_version_once", fields=["sender", "name", "version"])]


class ReceivedFile(models.Model):
    """A file as it came, sealed, until its retention day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    filename = SealedText()
    sender = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    content = SealedBytes()
    received_at = models.DateTimeField()
    keep_until = models.DateField()
    erased_at = models.DateTimeField(null=True)  # content, name and all that was read of it are gone
    by = models.ForeignKey(User, on_delete=models.PROTECT)


class RunState(models.TextChoices):
    """Where an import stands."""

    PREVIEWED = "previewed", _("granskas")
    RUNNING = "running", _("läses in")
    DONE = "done", _("klar")
    FAILED = "failed", _("avbruten")
    DROPPED = "dropped", _("kastad")


class ImportRun(models.Model):
    """One reading of one file: what was understood, what it did."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(ReceivedFile, on_delete=models.PROTECT)
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=20, default="reports")
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.PREVIEWED)
    stage = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # new, updated, same, rejected, unknown_relation, not_partner, rows
    fault = models.CharField(max_length=40, blank=True)  # a code, never text from the file
    spec = SealedText()  # JSON: how each column was read; a file without header would have people in it
    shown = SealedText()  # JSON: sample rows, rejected rows and notices of the preview
    until = models.DateField(null=True)  # the newest day of which the file tells
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [CheckConstraint(name="run_state_known", condition=Q(state__in=RunState.values))]


class Report(models.Model):
    """One police report; it holds one incident for each offence row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)  # 5000-K000224-22
    reported_at = models.DateTimeField()
    district = models.CharField(max_length=60, blank=True)
    # Of several pairs a report bears the gravest: partners when any pair are, a flag when any has it.
    relation = models.CharField(max_length=30)  # a key of trygg's relations; "unknown" when not told
    partner = models.BooleanField(null=True)  # is_partner(); None waits for a person's ruling
    child_present = models.BooleanField(null=True)
    children = models.PositiveSmallIntegerField(null=True)
    injury = models.CharField(max_length=20, blank=True)  # none, slight, severe or empty: not told
    weapon = models.BooleanField(null=True)
    strangulation = models.BooleanField(null=True)
    death_threat = models.BooleanField(null=True)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="reports")
    told_on = models.DateField()  # the newest day of the newest file that told of it; an older file only fills gaps

    class Meta:
        indexes = [models.Index(fields=["-reported_at"]), models.Index(fields=["partner", "-reported_at"])]


class Incident(models.Model):
    """One offence of a report, as the row told it: by which suspect against which victim.

    A pair is a suspect's and a victim's place in the report; what is told of it stands alike in all its offences.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="incidents")
    line = models.PositiveSmallIntegerField()  # its place in the report: by when it happened, then as it was told
    heading = models.CharField(max_length=120)
    code = models.CharField(max_length=6, blank=True)
    offence = models.CharField(max_length=60)  # a key of method/harm.toml; "other" when none fits
    attempt = models.BooleanField(default=False)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    precision = models.CharField(max_length=8, default="minute")  # minute, day, month, year, none
    # Places among the report's parties; 0 also while nobody is named, -1 when several are and the row names none.
    suspect = models.SmallIntegerField(default=0)
    victim = models.SmallIntegerField(default=0)
    relation = models.CharField(max_length=30, default="unknown")  # of the pair; the victim to the suspect
    partner = models.BooleanField(null=True)  # of the pair: is_partner(); None waits for a person's ruling
    weapon = models.BooleanField(null=True)
    strangulation = models.BooleanField(null=True)
    death_threat = models.BooleanField(null=True)

    class Meta:
        constraints = [UniqueConstraint(name="incident_line_once", fields=["report", "line"])]
        indexes = [models.Index(name="incident_pair_waits", fields=["report"], condition=Q(partner=None))]


class PartyRole(models.TextChoices):
    """What a party is in a report."""

    SUSPECT = "suspect", _("misstänkt")
    VICTIM = "victim", _("målsägande")


class Party(models.Model):
    """A person as named in one report. Who it is believed to be stands in `people.Link`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=8, choices=PartyRole.choices)
    place = models.PositiveSmallIntegerField(default=0)  # among the report's parties of the role
    number = SealedText()  # twelve digits, or empty
    number_key = models.CharField(max_length=32, blank=True, db_index=True)  # blind index of a valid number
    number_kind = models.CharField(
        max_length=24, default="none"
    )  # personnummer, samordningsnummer, interim, masked, invalid, none
    born = SealedText()  # YYYY-MM-DD or empty; also from a masked number
    given = SealedText()
    family = SealedText()
    sex = models.CharField(max_length=1, blank=True)  # M, F, X or empty
    protected = models.CharField(
        max_length=24, default="none"
    )  # none, sekretessmarkering, skyddad_folkbokforing, both, unspecified

    class Meta:
        constraints = [UniqueConstraint(name="party_place_once", fields=["report", "role", "place"])]


class Standing(models.Model):
    """A suspect's standing as a file told it, with the day it was told; the newest counts, the former stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=12)  # suspicion, custody
    # suspicion: reported, may_be_suspected, reasonable, probable_cause, charged, convicted, dropped
    # custody: none, apprehended, detained, remanded, released
    value = models.CharField(max_length=40)
    suspect = models.SmallIntegerField(default=0)  # whose standing: the place among the report's suspects
    since = models.DateField()
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["report", "kind", "-since"])]


class Amendment(models.Model):
    """What a later file changed in a report or a party, and what stood there before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="amendments")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True)
    field = models.CharField(max_length=30)
    was = SealedText()
    on = models.DateField()
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT)


class RejectedState(models.TextChoices):
    """What became of a row that could not be read."""

    WAITING = "waiting", _("väntar")
    MENDED = "mended", _("rättad")
    DROPPED = "dropped", _("lagd åt sidan")


class Rejected(models.Model):
    """A row that could not be read, kept whole for a person to mend."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rejected")
    row = models.PositiveIntegerField()  # as counted in the file, from 1
    cells = SealedText()  # JSON: column → text
    column = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=40)  # a code with a sentence in two languages
    digest = models.CharField(max_length=32, db_index=True)  # blind: the same row in a later file is not asked twice
    state = models.CharField(max_length=8, choices=RejectedState.choices, default=RejectedState.WAITING)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(null=True)


class RelationRuling(models.Model):
    """A person's ruling whether a pair of a report is a couple, where the file did not tell."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="rulings")
    suspect = models.SmallIntegerField(default=0)  # the pair, as its offences tell it
    victim = models.SmallIntegerField(default=0)
    partner = models.BooleanField()
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="ruling_one_open", fields=["report", "suspect", "victim"], condition=Q(undone_at=None)
            )
        ]


class CustodyStay(models.Model):
    """A stay in remand prison as the daily roster told it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number_key = models.CharField(max_length=32, db_index=True)
    number = SealedText()
    given = SealedText()
    family = SealedText()
    place = models.CharField(max_length=80)
    since = models.DateField()
    restrictions = models.BooleanField(null=True)
    visit_allowed = models.BooleanField(null=True)
    planned_release = models.DateField(null=True)
    first_seen = models.DateField()
    last_seen = models.DateField()
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT)

    class Meta:
        constraints = [UniqueConstraint(name="stay_once", fields=["number_key", "place", "since"])]


class StayAmendment(models.Model):
    """What a later roster changed in a stay: what stood before, and the day that told otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stay = models.ForeignKey(CustodyStay, on_delete=models.PROTECT, related_name="amendments")
    field = models.CharField(max_length=20)  # restrictions, visit_allowed, planned_release
    was = models.CharField(max_length=10)  # yes, no, a day, or empty: not told
    on = models.DateField()
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["stay", "-on"])]


class ContactBan(models.Model):
    """A contact ban: who may not contact whom, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number_key = models.CharField(max_length=32, db_index=True)
    number = SealedText()
    protects_key = models.CharField(max_length=32, blank=True, db_index=True)
    protects = SealedText()
    kind = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)
    last_told = models.DateField()  # the day of the newest file that told of it
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT)

    class Meta:
        constraints = [UniqueConstraint(name="ban_once", fields=["number_key", "protects_key", "kind", "since"])]


class BanAmendment(models.Model):
    """A last day that a contact ban had until a later file told of another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ban = models.ForeignKey(ContactBan, on_delete=models.PROTECT, related_name="amendments")
    until = models.DateField(null=True)  # what stood; none: no last day had been told
    on = models.DateField()  # the day that told otherwise
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["ban", "-on"])]
