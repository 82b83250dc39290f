"""What goes onto paper of a meeting: read, and logged for the one who takes it out."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.prints.attendance import AttendanceSheet, Expected
from trygg_web.notifications.queries import callins


@transaction.atomic
def attendance_sheet(call_in_id: UUID, *, by: User) -> AttendanceSheet:
    """What the list of a meeting holds; that it was taken out is logged. Raises NotThere."""
    require(by, Permission.NOTICE_WORK)
    callins.check_used()
    asked = callins.call_in(by, call_in_id)
    log.did(by, Verb.PRINTED, "call_in", [call_in_id])
    rows = sorted((Expected(one.card.name, str(one.card.year or "")) for one in asked.seats), key=lambda row: row.name)
    return AttendanceSheet(date_format(timezone.localtime(asked.row.at), "j F Y H.i"), asked.place, tuple(rows))
