"""What waits in this room: research extracts for their second person."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.due import Due
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.dashboards.models import Extract


def due(viewer: User, on: date) -> list[Due]:
    """What waits for the viewer: extracts that somebody else asked for."""
    if not may(viewer, Permission.EXTRACT_RELEASE):
        return []
    rows = Extract.objects.filter(released_at=None, erased_at=None).exclude(asked_by=viewer).defer("content")
    why = _("Läs kodboken och avgör om uttaget får lämnas.")
    return [
        Due(
            _("Forskningsuttag"), row.ethics_number, None, why, timezone.localdate(row.asked_at),
            reverse("dashboards:extract", args=[row.pk]), _("Öppna"),
        )
        for row in rows.order_by("asked_at")
    ]  # fmt: skip
