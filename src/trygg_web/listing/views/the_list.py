"""Listan: the table, the lanes, and one person beside it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.listing import queries
from trygg_web.listing.forms import ListFilters, SearchForm


@require_safe
@needs(Permission.LIST_SEE)
def the_list(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    form = ListFilters(request.GET, queries.areas(viewer))
    filters, lanes = form.filters(), request.GET.get("vy") == "filer"
    page = queries.the_list(viewer, filters, _number(request))
    context = {"form": form, "search": SearchForm(), "page": page, "head": queries.head(viewer), **_around(request)}
    context["bars"] = filters.sort == "rfgv"
    if lanes:
        context["lanes"] = [(level, [row for row in page if row.level == level]) for level in "ABCD"]
    return render(request, "listing/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LIST_SEE)
def search(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("listing:list")
    form = SearchForm(request.POST)
    rows, others = queries.found(user_of(request), form.cleaned_data["text"]) if form.is_valid() else ([], [])
    context = {"search": form, "rows": rows, "others": others, **_around(request)}
    context |= {"hits": len(rows) + len(others), "most": queries.MOST_FOUND}
    return render(request, "listing/found.html", context, status=400 if form.errors else 200)


@require_safe
@needs(Permission.LIST_SEE)
def preview(request: HttpRequest, person_id: UUID) -> HttpResponse:
    row = queries.preview(user_of(request), person_id)
    template = "listing/preview_part.html" if request.headers.get("HX-Request") else "listing/preview.html"
    return render(request, template, {"row": row, **_around(request)})


def _around(request: HttpRequest) -> dict[str, Any]:
    query, viewer = request.GET.copy(), user_of(request)
    for name in ("vy", "sida"):
        query.pop(name, None)
    return {
        "may_decide": may(viewer, Permission.PLACEMENT_DECIDE),
        "may_export": may(viewer, Permission.LIST_EXPORT),
        "may_overrides": may(viewer, Permission.OVERRIDES_SEE),
        "today": timezone.localdate(),
        "rest": query.urlencode(),
    }


def _number(request: HttpRequest) -> int:
    told = request.GET.get("sida", "1")
    return int(told) if told.isdecimal() else 1
