"""How long it stayed quiet after a message."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.dashboards import drawings, queries
from trygg_web.dashboards.views.asked import scope_of

USUAL = {"serie": "report", "start": "first", "efter": "level"}


@require_safe
@needs(Permission.FIGURES_SEE)
def course(request: HttpRequest) -> HttpResponse:
    within = scope_of(request)
    choices = {"series": queries.SERIES, "starts": queries.STARTS, "parts": queries.PARTS}
    context = {"within": within, "one": _asked(request, within), **choices}
    return render(request, "dashboards/course.html", context)


@require_safe
@needs(Permission.FIGURES_SEE)
def chart(request: HttpRequest) -> HttpResponse:
    curves = queries.lines(_asked(request, scope_of(request)))
    return HttpResponse(_drawn(curves, get_language()), content_type="image/svg+xml")


def _asked(request: HttpRequest, within: queries.Scope) -> queries.Course:
    series, start, by = (request.GET.get(name, usual) for name, usual in USUAL.items())
    return queries.course(user_of(request), within, series, start, by)


@lru_cache(maxsize=50)
def _drawn(curves: tuple[drawings.Curve, ...], _language: str | None) -> bytes:
    return drawings.curves(curves)
