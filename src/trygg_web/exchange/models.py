"""What was told to another house and what came from one: each message, each item, each receipt, and the ledger.

Subjects are opaque ids of this house and never leave it. No foreign key goes to a room above.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.vault import SealedText


class Carrier(models.TextChoices):
    """How messages travel to a partner."""

    FOLDER = "folder", _("mapp")
    HTTPS = "https", _("HTTPS med ömsesidig TLS")


class Partner(models.Model):
    """Another house: what it is called, which functions it has, and how messages reach it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.SlugField(max_length=60, unique=True)  # its name in envelopes
    zone = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    functions = models.JSONField(default=list)  # its branches that may be told something
    carrier = models.CharField(max_length=8, choices=Carrier.choices, default=Carrier.FOLDER)
    way_out = models.CharField(max_length=400, blank=True)  # a folder or an address; empty: the usual folder
    way_in = models.CharField(max_length=400, blank=True)  # a folder
    since = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    last_seq = models.PositiveBigIntegerField(default=0)  # the last number given to a message to it
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            CheckConstraint(name="partner_carrier_known", condition=Q(carrier__in=Carrier.values)),
            CheckConstraint(
                name="partner_revoked_by_someone",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]


class PartnerKey(models.Model):
    """The public halves of one pair of keys of a partner: what it signs with, and what is sealed for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    kid = models.CharField(max_length=64, unique=True)
    signs = models.JSONField()
    seals = models.JSONField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # its signature is not taken after this

    class Meta:
        constraints = [UniqueConstraint(name="key_one_open", fields=["partner"], condition=Q(until=None))]


class Series(models.Model):
    """The last number given in a series of a year; the row is locked while one is taken."""

    id = models.CharField(max_length=12, primary_key=True)  # U2026 out, I2026 in
    last = models.PositiveIntegerField(default=0)


class KeptDraft(models.Model):
    """A disclosure in the making: sealed, for the one who makes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    told = SealedText()
    at = models.DateTimeField()


class Answer(models.TextChoices):
    """What became of a request."""

    OPEN = "open", _("obesvarad")
    GIVEN = "given", _("lämnad")
    PARTLY = "partly", _("delvis lämnad")
    REFUSED = "refused", _("avslagen")


class Side(models.TextChoices):
    """Whether something went out of this house or came in."""

    OUT = "out", _("ut")
    IN = "in", _("in")


class Request(models.Model):
    """A request for something, made by this house or by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    side = models.CharField(max_length=3, choices=Side.choices)  # out: this house asks
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="requests")
    message = models.UUIDField()  # the id of the message that carried it, the same in both houses
    unit = models.CharField(max_length=40)  # the branch that asks
    function = models.CharField(max_length=40)
    subject = models.CharField(max_length=64, blank=True)  # only in the house that asks
    about = SealedText()  # whom it concerns, as JSON: what the other house needs to know who is meant
    protected = models.BooleanField(default=False)  # it concerns someone with a protected identity
    classes = models.JSONField(default=list)  # data classes that are asked for
    purpose = models.CharField(max_length=40)
    why = SealedText()
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    dnr = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=8, choices=Answer.choices, default=Answer.OPEN)
    ground = models.CharField(max_length=20, blank=True)  # on which it was given, or the rule by which it was refused
    answer = SealedText()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(name="request_once", fields=["side", "message"]),
            CheckConstraint(name="request_state_known", condition=Q(state__in=Answer.values)),
            CheckConstraint(
                name="request_answered_has_its_time",
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
            ),
        ]


class DisclosureState(models.TextChoices):
    """Where a disclosure stands in this house."""

    SECOND = "second", _("väntar på den andra som beslutar")
    DECIDED = "decided", _("beslutad")
    DECLINED = "declined", _("stoppad av den andra")


class Disclosure(models.Model):
    """What a named person decided to tell another house: to whom, for what, on which ground, and how it was weighed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.UUIDField(unique=True)  # the id of the message that carries it, the same in both houses
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="disclosures")
    unit = models.CharField(max_length=40)  # the branch of this house that tells
    function = models.CharField(max_length=40)  # the branch of the other house that is told
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=40)  # an id of the rules of sharing
    why = SealedText()  # what the recipient needs it for
    ground = models.CharField(max_length=20)
    ground_version = models.CharField(max_length=64)
    answers = SealedText()  # JSON: condition → answer
    harm = SealedText()  # JSON: question → answer, and the conclusion
    condition = SealedText()  # a reservation on the use
    protected = models.BooleanField(default=False)  # it concerns someone with a protected identity
    protection = models.CharField(max_length=200, blank=True)  # what protects it at the recipient, as it was shown
    state = models.CharField(max_length=8, choices=DisclosureState.choices)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, null=True, related_name="given")
    reply_to = models.UUIDField(null=True)  # the message that this answers
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    because = SealedText()  # of a correction
    dnr = models.CharField(max_length=24, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_because = SealedText()
    same_words = models.CharField(max_length=32, blank=True)  # blind index of the weighing, to see words that recur

    class Meta:
        constraints = [
            CheckConstraint(name="disclosure_state_known", condition=Q(state__in=DisclosureState.values)),
            CheckConstraint(
                name="disclosure_second_is_another", condition=Q(second_by=None) | ~Q(second_by=models.F("by"))
            ),
            CheckConstraint(
                name="disclosure_second_and_when",
                condition=Q(second_by=None, second_at=None) | Q(second_by__isnull=False, second_at__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-at"]), models.Index(fields=["subject"]),
            models.Index(fields=["same_words", "at"]),
        ]  # fmt: skip


class DisclosedItem(models.Model):
    """One field of a disclosure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=60)
    data_class = models.CharField(max_length=40)
    value = SealedText()
    reliability = models.CharField(max_length=20)
    withdrawn = models.BooleanField(default=False)  # of a correction: the recipient must no longer see it

    class Meta:
        constraints = [UniqueConstraint(name="item_field_once", fields=["disclosure", "field"])]


class Carries(models.TextChoices):
    """What sort of message it is."""

    DISCLOSURE = "disclosure", _("utlämnande")
    CORRECTION = "correction", _("rättelse")
    REQUEST = "request", _("begäran")
    ANSWER = "answer", _("svar på begäran")
    RECEIPT = "receipt", _("kvittens")


class Journey(models.TextChoices):
    """Where a message stands on its way."""

    WAITING = "waiting", _("ska skickas")
    SENT = "sent", _("skickad")
    RECEIPTED = "receipted", _("kvitterad")
    RETURNED = "returned", _("avvisad av mottagaren")
    STOPPED = "stopped", _("stoppad, mottagaren är avslutad")


class Outgoing(models.Model):
    """One message to one partner. It is sealed for the partner anew at each try, and sent until receipted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # the message's id in both houses
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="outgoing")
    seq = models.PositiveBigIntegerField()  # 0: a receipt, which has no number
    kind = models.CharField(max_length=12, choices=Carries.choices)
    body = SealedText()  # JSON
    state = models.CharField(max_length=9, choices=Journey.choices, default=Journey.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    receipted_at = models.DateTimeField(null=True)
    returned_why = models.CharField(max_length=40, blank=True)
    receipt_for = models.UUIDField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="outgoing_seq_once", fields=["partner", "seq"], condition=~Q(seq=0)),
            CheckConstraint(name="outgoing_state_known", condition=Q(state__in=Journey.values)),
        ]
        indexes = [models.Index(fields=["state", "next_at"])]


class Arrival(models.Model):
    """One message that came: taken in once however often it is delivered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="arrivals")
    message = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    carries = models.CharField(max_length=12, choices=Carries.choices)
    kind = models.CharField(max_length=40, blank=True)  # of a disclosure
    function = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40, blank=True)  # the branch of the other house that told
    told = SealedText()  # JSON: purpose, condition, ground, number …
    corrects = models.UUIDField(null=True)  # the message that this corrects
    reply_to = models.UUIDField(null=True)
    protected = models.BooleanField(default=False)  # it concerns someone with a protected identity
    subject = models.CharField(max_length=64, blank=True)  # this house's own id, once a room above has taken it
    dnr = models.CharField(max_length=24, blank=True)
    sent_at = models.DateTimeField()  # as the sender says
    received_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="arrival_message_once", fields=["partner", "message"]),
            CheckConstraint(
                name="arrival_opened_by_someone",
                condition=Q(opened_at=None, opened_by=None) | Q(opened_at__isnull=False, opened_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "taken_at"]), models.Index(fields=["corrects"]),
            models.Index(fields=["-received_at"]),
        ]  # fmt: skip


class ArrivedItem(models.Model):
    """One field that came; it is seen until a correction ends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=60)
    data_class = models.CharField(max_length=40)
    value = SealedText()
    reliability = models.CharField(max_length=20)
    withdrawn = models.BooleanField(default=False)
    until = models.DateTimeField(null=True)  # when a correction ended it

    class Meta:
        constraints = [UniqueConstraint(name="arrived_field_once", fields=["arrival", "field"])]


class Bar(models.Model):
    """That a user may not see what concerns one of this house's own subjects; a room above says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=64)

    class Meta:
        constraints = [UniqueConstraint(name="bar_once", fields=["user", "subject"])]


class WordsReview(models.Model):
    """That a lead has looked at words of a weighing that recur."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    same_words = models.CharField(max_length=32)
    upto = models.PositiveIntegerField()  # how many times they had been used by then
    because = SealedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class LedgerEntry(models.Model):
    """One line for each disclosure and side: never changed, and each seals the one before."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    side = models.CharField(max_length=3, choices=Side.choices)
    message = models.UUIDField()
    partner = models.CharField(max_length=60)  # text, not a key: the ledger outlives its partners
    function = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    ground = models.CharField(max_length=20)
    dnr = models.CharField(max_length=24)
    fields = models.JSONField()  # {field: data class}, never a value
    corrects = models.UUIDField(null=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [UniqueConstraint(name="ledger_once_per_side", fields=["side", "message", "partner"])]
        indexes = [models.Index(fields=["message"])]


class LedgerPerson(models.Model):
    """One person whom a line concerns, as a keyed fingerprint of the identity number."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="persons")
    key = models.CharField(max_length=32, db_index=True)


class LedgerHead(models.Model):
    """Where the ledger stands: one row, locked while an entry is added."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [CheckConstraint(name="ledger_has_one_head", condition=Q(id=1))]
