"""Reports and what hangs on them, through every room, and the persons whom nothing else tells of."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from trygg_web.access import log
from trygg_web.access.belonging import erase_rows
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.incidents.models import Report
from trygg_web.people.models import Move, Person
from trygg_web.people.queries.keeping import orphaned_by


def erase(kind: str, keys: Sequence[UUID], *, by: User) -> Counter[str]:
    """How many rows of each table went. Call it inside a transaction."""
    if not may(by, Permission.ERASURE_DECIDE):  # two people decide; the night erases again what came back
        require(by, Permission.ERASURE_PROPOSE)
    persons = orphaned_by(keys)
    counts = erase_rows(Report, keys) + erase_rows(Person, persons)
    Move.objects.filter(opened=None, ended=None, questions=None).delete()
    log.did(by, log.Verb.ERASED, kind, keys)
    return counts
