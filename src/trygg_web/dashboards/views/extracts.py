"""Research extracts: asked for, looked through, released by a second person, taken, and their keys erased."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.dashboards import actions, queries
from trygg_web.dashboards.forms import StudyForm


@require_safe
@needs(Permission.EXTRACT_MAKE)
def extracts(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboards/extracts.html", {"rows": queries.extracts(user_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EXTRACT_MAKE)
def ask(request: HttpRequest) -> HttpResponse:
    form = StudyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.ask_extract(form.study(), by=user_of(request))
        messages.success(request, _("Uttaget är gjort och väntar på en andra person."))
        return redirect("dashboards:extract", made.pk)
    return render(request, "dashboards/ask_extract.html", {"form": form})


@require_safe
@needs(Permission.EXTRACT_MAKE)
def extract(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    row = queries.extract(viewer, extract_id)
    context: dict[str, Any] = {
        "row": row,
        "may_release": may(viewer, Permission.EXTRACT_RELEASE),
        "mine": row.asked_by == viewer,
    }
    context["against"] = queries.compared(viewer, row)
    return render(request, "dashboards/extract.html", context)


@require_POST
@needs(Permission.EXTRACT_RELEASE)
def release(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    actions.release_extract(extract_id, by=user_of(request))
    messages.success(request, _("Uttaget är släppt."))
    return redirect("dashboards:extract", extract_id)


@require_safe
@needs(Permission.EXTRACT_MAKE)
def take(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    response = HttpResponse(actions.take_extract(extract_id, by=user_of(request)), content_type="application/zip")
    response.headers["Content-Disposition"] = f"attachment; filename=uttag-{str(extract_id)[:8]}.zip"
    return response


@require_POST
@needs(Permission.EXTRACT_RELEASE)
def erase(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    actions.erase_key(extract_id, by=user_of(request))
    messages.success(request, _("Nyckeln och filen är raderade."))
    return redirect("dashboards:extract", extract_id)
