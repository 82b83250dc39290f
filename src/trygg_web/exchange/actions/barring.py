"""Who may not see what concerns a subject of this house, told by the room that knows why."""

from collections.abc import Iterable

from django.db import transaction

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.exchange.models import Bar


@transaction.atomic
def bar(user: User, subjects: Iterable[str], *, by: User) -> None:
    """Nothing; what came and what was told about the subjects is no longer there for the user. Safe to repeat."""
    _check(by)
    Bar.objects.bulk_create([Bar(user=user, subject=one) for one in subjects if one], ignore_conflicts=True)
    log.did(by, Verb.WROTE, "bar", [user.pk])


@transaction.atomic
def unbar(user: User, subjects: Iterable[str], *, by: User) -> None:
    """Nothing; the user sees what concerns the subjects as others of the branch do."""
    _check(by)
    Bar.objects.filter(user=user, subject__in=list(subjects)).delete()
    log.did(by, Verb.WROTE, "bar", [user.pk], note="ended")


def _check(by: User) -> None:
    if not may(by, Permission.POST):
        require(by, Permission.ARRIVAL_SEE)
