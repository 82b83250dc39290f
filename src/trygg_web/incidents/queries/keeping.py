"""What this room keeps with a clock: the received files, whose rows live on as reports."""

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils import timezone

from trygg.sharing import Held
from trygg_web.access.kept import Kept
from trygg_web.incidents.models import ReceivedFile, Rejected


def kept() -> Iterator[Kept]:
    """Each received file whose content is still here. It is not commonly available and belongs to no case."""
    rows = ReceivedFile.objects.filter(erased_at=None).values_list("pk", "received_at")
    for key, received_at in rows.iterator():
        events = {"first_processed": timezone.localtime(received_at).date()}
        yield Kept("file", key, str(key), Held(str(key), "police", "not_common", str(key), events))


def goes_with(kind: str, keys: Sequence[UUID]) -> Counter[str]:
    """How many rows of each table lose what they hold."""
    rejected = Rejected.objects.filter(run__file__in=keys).count()
    return +Counter({"incidents.receivedfile": len(keys), "incidents.rejected": rejected})
