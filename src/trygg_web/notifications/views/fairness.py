"""Whether the method is fair to all: who was left out, and what was said to somebody who is no longer suspected."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.notifications import actions, queries
from trygg_web.notifications.forms import RedressForm


@require_safe
@needs(Permission.NOTICE_SEE)
def left_out(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    context = {"unlisted": queries.unlisted(viewer), "untold": queries.untold(viewer)}
    return render(request, "notifications/left_out.html", context)


@require_safe
@needs(Permission.NOTICE_SEE)
def to_redress(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    context = {"rows": queries.to_redress(viewer), "done": queries.to_redress(viewer, done=True)}
    return render(request, "notifications/to_redress.html", context | {"may_work": may(viewer, Permission.NOTICE_WORK)})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_WORK)
def redress(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = RedressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.redress(notification_id, form.cleaned_data["said"], by=viewer)
        messages.success(request, _("Rättelsen är antecknad."))
        return redirect("notifications:to_redress")
    context = {"form": form, "plan": queries.message(viewer, notification_id)}
    return render(request, "notifications/redress.html", context, status=400 if form.errors else 200)
