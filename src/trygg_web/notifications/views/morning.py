"""The morning: who was taken in, who is let out, and who of them is to be told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.notifications import queries


@require_safe
@needs(Permission.NOTICE_SEE)
def morning(request: HttpRequest) -> HttpResponse:
    return render(request, "notifications/morning.html", {"told": queries.morning(user_of(request))})
