"""Words of a weighing that were used again and again, and that nobody has looked at since."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange.models import Disclosure, WordsReview

MOST = 5  # times that the same words may be used within the span before a lead looks
SPAN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same words: how often they were used lately, by how many, and the newest disclosure that has them."""

    disclosure: UUID
    times: int
    people: int


def repeated(viewer: User) -> list[Repeated]:
    """The words that were used more often than they should and have not been looked at since, the most used first."""
    require(viewer, Permission.LEDGER_SEE)
    lately = Disclosure.objects.filter(at__gte=timezone.now() - SPAN, corrects=None).exclude(same_words="")
    groups = lately.values("same_words").annotate(times=Count("pk"), people=Count("by", distinct=True), last=Max("at"))
    seen = dict(WordsReview.objects.values_list("same_words").annotate(upto=Max("upto")))
    found = []
    for group in groups.filter(times__gt=MOST).order_by("-times"):
        words = group["same_words"]
        used = Disclosure.objects.filter(same_words=words)
        if used.count() > seen.get(words, 0) + (MOST if words in seen else 0):
            newest = used.order_by("-at").values_list("pk", flat=True)[0]
            found.append(Repeated(newest, group["times"], group["people"]))
    return found
