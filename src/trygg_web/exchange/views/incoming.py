"""What came from other houses."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.exchange import actions, queries

FILTERS = (("oppna", _("Oöppnat")), ("alla", _("Allt")))


@require_safe
@needs(Permission.ARRIVAL_SEE)
def inbox(request: HttpRequest) -> HttpResponse:
    viewer, which, number = user_of(request), request.GET.get("visa", "oppna"), request.GET.get("sida", "1")
    page = queries.inbox(viewer, which, int(number) if number.isdecimal() else 1)
    context = {"page": page, "which": which, "filters": FILTERS, "may_tell": queries.tells(viewer)}
    context["may_see"] = may(viewer, Permission.DISCLOSE)
    return render(request, "exchange/inbox.html", context)


@require_safe
@needs(Permission.ARRIVAL_SEE)
def arrival(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return render(request, "exchange/arrival.html", {"told": queries.opened(user_of(request), arrival_id)})


@require_POST
@needs(Permission.ARRIVAL_SEE)
def acknowledge(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    actions.acknowledge(arrival_id, by=user_of(request))
    return redirect("exchange:arrival", arrival_id)
