"""The research extracts that were asked for."""

from uuid import UUID

from django.utils.translation import gettext as _

from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.models import Extract


def extracts(viewer: User) -> list[Extract]:
    """Every extract, the newest first."""
    require(viewer, Permission.EXTRACT_MAKE)
    rows = Extract.objects.select_related("asked_by", "released_by", "erased_by").defer("content")
    return list(rows.order_by("-asked_at"))


def extract(viewer: User, extract_id: UUID) -> Extract:
    """One extract. Raises NotThere."""
    require(viewer, Permission.EXTRACT_MAKE)
    rows = Extract.objects.select_related("asked_by", "released_by", "erased_by").defer("content")
    if found := rows.filter(pk=extract_id).first():
        return found
    raise NotThere(_("Uttaget finns inte."))
