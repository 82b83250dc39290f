"""Who must not meet whom, as somebody says it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.notifications import actions, queries
from trygg_web.notifications.forms import ApartForm
from trygg_web.notifications.views.callins import where_used


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_ASSIGN)
@where_used
def aparts(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    form = ApartForm(request.POST or None, queries.callable_cards(viewer))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.keep_apart(
                UUID(told["one"]), UUID(told["other"]), told["kind"], because=told["because"], until=told["until"],
                by=viewer,
            )  # fmt: skip
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Sparat. De två får inte plats vid samma möte."))
            return redirect("notifications:aparts")
    shown = {"form": form, "rows": queries.aparts(viewer)}
    return render(request, "notifications/aparts.html", shown, status=400 if form.errors else 200)


@require_POST
@needs(Permission.NOTICE_ASSIGN)
@where_used
def end_apart(request: HttpRequest, apart_id: UUID) -> HttpResponse:
    actions.end_apart(apart_id, by=user_of(request))
    messages.success(request, _("Sparat. Det gäller inte längre."))
    return redirect("notifications:aparts")
