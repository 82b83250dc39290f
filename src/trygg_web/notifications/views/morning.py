"""The morning: who was taken in, who is let out, and who of them is to be told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.notifications import queries


@require_safe
@needs(Permission.NOTICE_SEE)
def morning(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    told = queries.morning(viewer)
    shown = {
        "told": told,
        "fresh": [one for one in told.held if one.fresh],
        "rest": [one for one in told.held if not one.fresh],
        "soon": [one for one in told.held if one.release_soon],
        "may_work": may(viewer, Permission.NOTICE_WORK),
    }
    return render(request, "notifications/morning.html", shown)
