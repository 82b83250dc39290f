"""A person's page: its tabs and its drawings."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.listing import drawings
from trygg_web.listing.queries import objections_of
from trygg_web.listing.queries import person as queries
from trygg_web.listing.queries.timeline import timeline, words

DRAWINGS = {"bana": drawings.trajectory, "summa": drawings.rising}


def _page(request: HttpRequest, person_id: UUID, tab: str, **context: object) -> HttpResponse:
    viewer = user_of(request)
    around = {
        "head": queries.head(viewer, person_id),
        "tab": tab,
        "may_decide": may(viewer, Permission.PLACEMENT_DECIDE),
        "may_observe": may(viewer, Permission.OBSERVE),
        "may_print": may(viewer, Permission.PRINT),
    }
    return render(request, f"listing/person_{tab}.html", {**around, **context})


@require_safe
@needs(Permission.PERSON_SEE)
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    told = queries.overview(user_of(request), person_id)
    generality = {
        "partner_only": _("Registrerat våld endast mot partner"),
        "partner_and_others": _("Registrerat våld även mot andra"),
        "undetermined": _("Inte känt om personen också använt våld mot andra"),
    }
    rows = list(zip(told.course.dots, told.sums, strict=True))
    context = {"told": told, "generality": generality[told.generality], "rows": rows}
    return _page(request, person_id, "overview", **context)


@require_safe
@needs(Permission.PERSON_SEE)
def events(request: HttpRequest, person_id: UUID) -> HttpResponse:
    known = words()
    kinds = tuple(kind for kind in request.GET.getlist("slag") if kind in known)
    text = request.GET.get("ord", "")[:60]
    moments = timeline(user_of(request), person_id, kinds, text)
    return _page(request, person_id, "events", moments=moments, words=known, kinds=kinds, text=text)


@require_safe
@needs(Permission.PERSON_SEE)
def decisions(request: HttpRequest, person_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    told = {"decisions": queries.decisions(viewer, person_id), "objections": objections_of(viewer, person_id)}
    return _page(request, person_id, "decisions", **told)


@require_safe
@needs(Permission.PERSON_SEE)
def drawing(request: HttpRequest, person_id: UUID, which: str) -> HttpResponse:
    course = queries.course(user_of(request), person_id)
    if course.empty or which not in DRAWINGS:
        return HttpResponse(status=404)
    return HttpResponse(DRAWINGS[which](course), content_type="image/svg+xml")
