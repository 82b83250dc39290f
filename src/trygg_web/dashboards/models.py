"""What was counted, and when. A table is never changed: a newer count closes it and stands beside it.

Only what may be told is kept here: a count that is hidden is not in the row. So a page, a report and a bundle made from
the same count hold the same numbers, on the day and years later.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from trygg_web.access.models import User
from trygg_web.access.vault import SealedBytes


class Count(models.Model):
    """One night on which everything was counted: its id is the query id of all that is told of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField()
    until = models.DateField()  # the first day not counted
    at = models.DateTimeField()
    code = models.CharField(max_length=40)  # the version of Trygg that counted
    definitions = models.CharField(max_length=64)  # digest of the definitions
    method = models.CharField(max_length=64)  # digest of the rules
    changed = models.PositiveIntegerField(default=0)  # tables that differ from the count before
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["-at"])]


class Following(models.Model):
    """How long it stayed quiet after messages, by level, as it stands from one count to the next that differs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.CharField(max_length=12)  # report, charge, conviction
    start = models.CharField(max_length=8)  # first, latest
    until = models.DateField()  # the first day not counted
    told = models.JSONField()  # points, persons: what may be told and nothing else
    source = models.CharField(max_length=64)  # keyed digest of what it was made from
    since = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    count = models.ForeignKey(Count, on_delete=models.PROTECT, related_name="followings")  # that made it

    class Meta:
        constraints = [
            UniqueConstraint(name="following_one_open", fields=["series", "start"], condition=Q(closed=None)),
            CheckConstraint(name="following_closed_after_opened", condition=Q(closed=None) | Q(closed__gt=F("since"))),
        ]


class Harm(models.Model):
    """How much harm was reported, on how few it rested and whether it grew, until the count that tells otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    until = models.DateField()  # the first day not counted
    told = models.JSONField()  # years, quarters, parts, few, growth: what may be told and nothing else
    source = models.CharField(max_length=64)  # keyed digest of it
    since = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    count = models.ForeignKey(Count, on_delete=models.PROTECT, related_name="harms")  # that made it

    class Meta:
        constraints = [
            UniqueConstraint(name="harm_once_a_count", fields=["count"]),
            CheckConstraint(name="harm_closed_after_opened", condition=Q(closed=None) | Q(closed__gt=F("since"))),
        ]


class Table(models.Model):
    """The stored summary of one indicator and year, as it stands from one count to the next that differs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    until = models.DateField()  # the first day not counted; the year's end or earlier
    told = models.JSONField()  # time, place, hours: what may be told and nothing else
    source = models.CharField(max_length=64)  # keyed digest of what it was made from
    since = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    count = models.ForeignKey(Count, on_delete=models.PROTECT, related_name="tables")  # that made it

    class Meta:
        constraints = [
            UniqueConstraint(name="table_one_open", fields=["indicator", "year"], condition=Q(closed=None)),
            CheckConstraint(name="table_closed_after_opened", condition=Q(closed=None) | Q(closed__gt=F("since"))),
        ]
        indexes = [models.Index(fields=["indicator", "year", "-since"]), models.Index(fields=["closed", "since"])]


class Extract(models.Model):
    """Pseudonymised rows for one study, as they were asked for: released by a second person, or not.

    What links a pseudonym to a person lies in a file outside the database and can be erased; then nobody can.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.TextField()  # of the study
    ethics_number = models.CharField(max_length=16)  # of Etikprövningsmyndigheten
    recipient = models.CharField(max_length=200)  # the university or authority
    since = models.DateField()  # messages given from this day …
    until = models.DateField()  # … to this one, not counted
    persons = models.PositiveIntegerField()
    smallest = models.PositiveIntegerField()  # how many are alike, at least
    cells = models.JSONField()  # year, sex, age, area and how many persons: to set it against the next extract
    codebook = models.JSONField()
    content = SealedBytes()  # the file, until its key is erased
    digest = models.CharField(max_length=64)  # of the file; a yes is given to exactly this
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    erased_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="extract_released_by_another", condition=Q(released_by=None) | ~Q(released_by=F("asked_by"))
            ),
            CheckConstraint(name="extract_ends_after_it_begins", condition=Q(until__gt=F("since"))),
        ]
