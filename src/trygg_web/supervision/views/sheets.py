"""Read in a sheet of clients: the file, what it would change, and then saved."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.supervision import actions, queries
from trygg_web.supervision.forms import SheetForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CLIENT_WORK)
def sheets(request: HttpRequest) -> HttpResponse:
    viewer, form = user_of(request), SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect("supervision:sheet", actions.receive(file.read(), file.name, by=viewer).pk)
        except InvalidInput as fault:
            form.add_error("file", str(fault))
    context = {"form": form, "sheets": queries.sheets(viewer)}
    return render(request, "supervision/sheets.html", context, status=400 if form.errors else 200)


@require_safe
@needs(Permission.CLIENT_WORK)
def sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    return render(request, "supervision/sheet.html", {"shown": queries.sheet(user_of(request), sheet_id)})


@require_POST
@needs(Permission.CLIENT_WORK)
def save(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    actions.save(sheet_id, by=user_of(request))
    messages.success(request, _("Bladet är inläst."))
    return redirect("supervision:sheet", sheet_id)


@require_POST
@needs(Permission.CLIENT_WORK)
def drop(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    actions.drop(sheet_id, by=user_of(request))
    messages.success(request, _("Bladet är kastat. Ingenting har ändrats."))
    return redirect("supervision:sheets")
