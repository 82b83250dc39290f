"""A sheet of observations read in, and its rows that wait to be mended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.people import actions, queries
from trygg_web.people.forms import PlaceForm, SheetForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.OBSERVE)
def sheet(request: HttpRequest) -> HttpResponse:
    """A file of observations, and the rows that wait."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _read(request, form):
        return redirect("people:sheet")
    context = {"form": form, "waiting": queries.unplaced(user_of(request))}
    return render(request, "people/sheet.html", context, status=400 if form.errors else 200)


def _read(request: HttpRequest, form: SheetForm) -> bool:
    try:
        run = actions.read_sheet(form.cleaned_data["file"].read(), on=timezone.localdate(), by=user_of(request))
    except InvalidInput as fault:
        form.add_error("file", str(fault))
        return False
    said = {"placed": run.placed, "same": run.same, "waiting": run.waiting}
    messages.success(request, _("%(placed)s nya uppgifter, %(same)s fanns redan, %(waiting)s rader väntar.") % said)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.OBSERVE)
def place(request: HttpRequest, unplaced_id: UUID) -> HttpResponse:
    """One row, mended and placed."""
    row = queries.unplaced_row(user_of(request), unplaced_id)
    form = PlaceForm(request.POST or None, on=timezone.localdate(), initial=row.cells)
    if request.method == "POST" and form.is_valid() and _placed(request, unplaced_id, form):
        return redirect("people:sheet")
    return render(request, "people/place.html", {"row": row, "form": form}, status=400 if form.errors else 200)


def _placed(request: HttpRequest, unplaced_id: UUID, form: PlaceForm) -> bool:
    said = form.cleaned_data
    try:
        actions.place(
            unplaced_id, said["subject"], said["kind"], said["value"], day=said["day"], source=said["source"],
            because=said["because"], by=user_of(request),
        )  # fmt: skip
    except InvalidInput as fault:
        form.add_error("subject", str(fault))
        return False
    messages.success(request, _("Uppgiften är sparad."))
    return True


@require_POST
@needs(Permission.OBSERVE)
def drop(request: HttpRequest, unplaced_id: UUID) -> HttpResponse:
    """One row laid aside."""
    actions.drop_unplaced(unplaced_id, by=user_of(request))
    messages.success(request, _("Raden är lagd åt sidan."))
    return redirect("people:sheet")
