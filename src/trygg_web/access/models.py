"""Who may use this house, and the sealed log of what they did and saw."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.vault import SealedText


class Role(models.TextChoices):
    """What a user is in this house. Several may be held at once."""

    ANALYST = "analyst", _("analytiker")
    OFFICER = "officer", _("handläggare")
    ADVOCATE = "advocate", _("stödperson för våldsutsatta")
    CHILDREN = "children", _("barnhandläggare")
    SUPPORT = "support", _("behandlare")
    SUPERVISOR = "supervisor", _("frivårdsinspektör")
    LEAD = "lead", _("ledare")
    STEERING = "steering", _("styrgrupp")
    AUDITOR = "auditor", _("granskare")
    ADMINISTRATOR = "administrator", _("administratör")
    CLEARED = "cleared", _("behörig till skyddade identiteter")
    NIGHT = "night", _("dagens körning")  # no person: what nobody pressed a button for


class User(AbstractUser):
    """A named person of one agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    language = models.CharField(max_length=2, default="sv")
    password_once = models.BooleanField(default=False)  # made by an administrator; must be changed at first log-in

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Grant(models.Model):
    """A role held by a user for a span of time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="grant_one_open", fields=["user", "role"], condition=Q(until=None)),
            CheckConstraint(name="grant_role_known", condition=Q(role__in=Role.values)),
        ]


class Entry(models.Model):
    """One line of who did or saw what. Never changed; each seals the one before."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=36)  # text, not a key: the log outlives its users
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    note = models.CharField(max_length=400, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "-seq"]), models.Index(fields=["verb", "-seq"])]


class EntrySubject(models.Model):
    """One thing that an entry is about; a search has as many as it had hits."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="subjects", db_index=True)
    subject = models.CharField(max_length=36, db_index=True)


class LogHead(models.Model):
    """Where the log stands: one row, locked while an entry is added."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [CheckConstraint(name="log_has_one_head", condition=Q(id=1))]


class KeptForm(models.Model):
    """What a user had typed when the session ended: sealed, for the same user, once, for half an hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE)
    address = models.CharField(max_length=400)
    body = SealedText()  # as the browser sent it; no files
    at = models.DateTimeField()
