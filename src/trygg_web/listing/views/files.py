"""What leaves the screen: prints and exports. Each is logged with whom it shows."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from trygg_web.access.errors import NotThere
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.listing import exports, prints
from trygg_web.listing.forms import ListFilters
from trygg_web.listing.queries import areas, leaving

EXPORTS = {
    "csv": (exports.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (exports.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_safe
@needs(Permission.PRINT)
def person_sheet(request: HttpRequest, person_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    pdf = prints.person_sheet(prints.person(viewer, person_id), prints.frame(viewer))
    return _file(pdf, "application/pdf", "personblad.pdf", inline=True)


@require_safe
@needs(Permission.PRINT)
def list_sheet(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    rows = leaving.printed_rows(viewer, ListFilters(request.GET, areas(viewer)).filters())
    pdf = prints.list_sheet(prints.list_rows(rows), prints.frame(viewer))
    return _file(pdf, "application/pdf", "listan.pdf", inline=True)


@require_safe
@needs(Permission.LIST_EXPORT)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in EXPORTS:
        raise NotThere
    viewer, (make, form) = user_of(request), EXPORTS[kind]
    rows = leaving.exported_rows(viewer, ListFilters(request.GET, areas(viewer)).filters(), kind)
    return _file(make(rows), form, f"listan.{kind}")


def _file(content: bytes, form: str, name: str, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=form)
    response.headers["Content-Disposition"] = f"{'inline' if inline else 'attachment'}; filename={name}"
    return response
