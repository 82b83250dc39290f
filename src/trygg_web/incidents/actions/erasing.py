"""The content of received files taken away. The row stays, so that the same file is not read in once more."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from trygg_web.access import log
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.incidents.models import ImportRun, ReceivedFile, Rejected, RejectedState
from trygg_web.incidents.queries.keeping import goes_with


def erase(kind: str, keys: Sequence[UUID], *, by: User) -> Counter[str]:
    """How many rows lost what they held: files, previews and the rows that could not be read."""
    if not may(by, Permission.ERASURE_DECIDE):  # two people decide; the night erases again what came back
        require(by, Permission.ERASURE_PROPOSE)
    counts = goes_with(kind, keys)
    for file in ReceivedFile.objects.filter(pk__in=keys):
        file.content, file.filename, file.erased_at = b"", "", timezone.now()
        file.save(update_fields=["content", "filename", "erased_at"])
    for run in ImportRun.objects.filter(file__in=keys):
        run.shown, run.spec = "", ""
        run.save(update_fields=["shown", "spec"])
    for row in Rejected.objects.filter(run__file__in=keys):
        row.cells = ""
        row.state = RejectedState.DROPPED if row.state == RejectedState.WAITING else row.state
        row.save(update_fields=["cells", "state"])
    log.did(by, log.Verb.ERASED, kind, keys)
    return counts
