"""A disclosure in the making, kept sealed for the one who makes it. A room above starts one prefilled."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange.actions.disclosing import disclose
from trygg_web.exchange.kept import dumped, loaded
from trygg_web.exchange.models import Disclosure, KeptDraft
from trygg_web.exchange.records import Draft

KEPT = timedelta(days=7)  # what nobody finished in a week is forgotten


@transaction.atomic
def keep_draft(draft: Draft, *, by: User) -> UUID:
    """The id of a draft that is kept; `exchange:items` and `exchange:ground` take it from there."""
    require(by, Permission.DISCLOSE)
    KeptDraft.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return KeptDraft.objects.create(by=by, told=dumped(draft), at=timezone.now()).pk


@transaction.atomic
def change_draft(draft_id: UUID, draft: Draft, *, by: User) -> None:
    """Nothing; the draft stands as given. Raises NotThere."""
    require(by, Permission.DISCLOSE)
    row = _own(draft_id, by)
    row.told, row.at = dumped(draft), timezone.now()
    row.save(update_fields=["told", "at"])


@transaction.atomic
def finish_draft(draft_id: UUID, *, by: User) -> Disclosure:
    """The disclosure that the draft became. Raises as `disclose`, and NotThere when it was finished already."""
    row = _own(draft_id, by)
    made = disclose(loaded(row.told), by=by)
    if not KeptDraft.objects.filter(pk=row.pk).delete()[0]:
        raise NotThere(_("Utkastet finns inte längre."))
    log.did(by, Verb.CLOSED, "draft", [made.pk])
    return made


def _own(draft_id: UUID, by: User) -> KeptDraft:
    row = KeptDraft.objects.filter(pk=draft_id, by=by).first()
    if row is None:
        raise NotThere(_("Utkastet finns inte längre."))
    return row
