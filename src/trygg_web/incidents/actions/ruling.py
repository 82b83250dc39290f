"""Whether a pair of a report is a couple, where no file could tell: a person rules, and can take it back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents.models import RelationRuling, Report


@transaction.atomic
def rule_relation(
    report_id: UUID, partner: bool, *, suspect: int = 0, victim: int = 0, because: str, by: User
) -> RelationRuling:
    """The ruling of the pair at these places; it counts until it is undone.

    Raises WrongState when the pair has one or needs none.
    """
    require(by, Permission.RELATION_RULE)
    if not because.strip():
        raise InvalidInput(_("Skriv varför. Skälet behövs den dag någon frågar."))
    report = Report.objects.select_for_update().filter(pk=report_id).first()
    pair = {"suspect": suspect, "victim": victim}
    asked = report is not None and report.incidents.filter(**pair, partner=None).exists()
    if report is None or not asked or report.rulings.filter(**pair, undone_at=None).exists():
        raise WrongState(_("Någon har redan svarat om den här anmälan."))
    ruling = RelationRuling.objects.create(
        report=report, **pair, partner=partner, because=because.strip(), by=by, at=timezone.now()
    )
    log.did(by, Verb.RULED, "report", [report.pk], note="partner" if partner else "not partner")
    return ruling


@transaction.atomic
def undo_ruling(ruling_id: UUID, *, by: User) -> None:
    """The ruling taken back; the report waits in the queue again."""
    require(by, Permission.RELATION_RULE)
    if not RelationRuling.objects.filter(pk=ruling_id, undone_at=None).update(undone_at=timezone.now()):
        raise WrongState(_("Svaret är redan ändrat."))
    log.did(by, Verb.UNDONE, "relation_ruling", [ruling_id])
