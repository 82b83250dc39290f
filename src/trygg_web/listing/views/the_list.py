"""Listan: the table, the lanes, and one person beside it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.listing import queries
from trygg_web.listing.forms import ListFilters


@require_safe
@needs(Permission.LIST_SEE)
def the_list(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    form = ListFilters(request.GET, queries.areas(viewer))
    filters, lanes = form.filters(), request.GET.get("vy") == "filer"
    page = queries.the_list(viewer, filters, _number(request))
    context = {"form": form, "page": page, "head": queries.head(viewer), "sort": filters.sort, "lanes": None}
    if lanes:
        context["lanes"] = [(level, [row for row in page if row.level == level]) for level in "ABCD"]
    return render(request, "listing/list.html", context)


@require_safe
@needs(Permission.LIST_SEE)
def preview(request: HttpRequest, person_id: UUID) -> HttpResponse:
    row = queries.preview(user_of(request), person_id)
    template = "listing/preview_part.html" if request.headers.get("HX-Request") else "listing/preview.html"
    return render(request, template, {"row": row})


def _number(request: HttpRequest) -> int:
    told = request.GET.get("sida", "1")
    return int(told) if told.isdecimal() else 1
