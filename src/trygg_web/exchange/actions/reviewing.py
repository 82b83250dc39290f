"""A lead looks at words of a weighing that come again and again: a test that is copied is no test."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange.models import Disclosure, WordsReview


@transaction.atomic
def review_words(disclosure_id: UUID, *, because: str, by: User) -> WordsReview:
    """The review of the words that a disclosure shares with others; the alarm sounds again when they go on."""
    require(by, Permission.LEDGER_SEE)
    row = Disclosure.objects.filter(pk=disclosure_id).exclude(same_words="").first()
    if row is None:
        raise NotThere(_("Utlämnandet finns inte."))
    if not because.strip():
        raise InvalidInput(_("Skriv vad du kom fram till."))
    used = Disclosure.objects.filter(same_words=row.same_words).count()
    made = WordsReview.objects.create(
        same_words=row.same_words, upto=used, because=because, by=by, at=timezone.now()
    )  # fmt: skip
    log.did(by, Verb.WORDS_REVIEWED, "disclosure", [row.pk])
    return made
