"""Who works with which track, conflicts, and what was opened in an emergency."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput, NotThere
from trygg_web.access.permissions import Permission, user_of
from trygg_web.victims import actions, queries
from trygg_web.victims.forms import AssignForm, ConflictForm, GlassForm, ReviewForm
from trygg_web.victims.views.doors import door, fill

BOTH = ["GET", "HEAD", "POST"]
WORK, LEAD = Permission.TRACK_WORK, Permission.TRACK_LEAD


@require_safe
@door(LEAD)
def led(request: HttpRequest) -> HttpResponse:
    return render(request, "victims/led.html", {"rows": queries.led(user_of(request))})


@require_safe
@door(LEAD)
def guard(request: HttpRequest, track_id: UUID) -> HttpResponse:
    return render(request, "victims/guard.html", {"told": queries.guarded(user_of(request), track_id)})


@require_http_methods(BOTH)
@door(LEAD)
def assign(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    queries.guarded(viewer, track_id)

    def act(told: dict[str, object]) -> object:
        worker = queries.user(viewer, str(told.pop("user")))
        return actions.assign(track_id, worker, **told, by=viewer)  # type: ignore[arg-type]  # the days of the form

    return fill(
        request, AssignForm(request.POST or None, users=queries.workers(viewer)), act,
        then=("victims:guard", track_id), title=_("Tilldela akten"), says=_("Akten är tilldelad."), do=_("Tilldela"),
    )  # fmt: skip


@require_POST
@door(LEAD)
def end_assignment(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    row = actions.end_assignment(assignment_id, by=user_of(request))
    messages.success(request, _("Tilldelningen är avslutad."))
    return redirect("victims:guard", row.track_id)


@require_http_methods(BOTH)
@door(LEAD)
def conflict(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    queries.guarded(viewer, track_id)

    def act(told: dict[str, str]) -> object:
        person = queries.user(viewer, told["user"])
        return actions.add_conflict(track_id, person, because=told["because"], by=viewer)

    return fill(
        request, ConflictForm(request.POST or None, users=queries.everybody(viewer)), act,
        then=("victims:guard", track_id), title=_("Jäv"), says=_("Personen släpps inte in."), do=_("Lägg till"),
        lead=_("Den som känner någon i ärendet släpps inte in, inte ens i nödläge, och får inte veta varför."),
    )  # fmt: skip


@require_POST
@door(LEAD)
def end_conflict(request: HttpRequest, conflict_id: UUID) -> HttpResponse:
    row = actions.end_conflict(conflict_id, by=user_of(request))
    messages.success(request, _("Jävet är avslutat."))
    return redirect("victims:guard", row.track_id)


@require_http_methods(BOTH)
@door(WORK)
def glass(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.break_glass(form.cleaned_data["told"], because=form.cleaned_data["because"], by=viewer)
        except (InvalidInput, NotThere) as fault:
            form.add_error(None, str(fault))
        else:
            messages.warning(request, _("Akten är öppen för dig i tolv timmar. Ledaren är larmad."))
            return redirect("victims:track", row.track_id)
    return render(request, "victims/glass.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(BOTH)
@door(LEAD)
def review(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    told = queries.glass(viewer, glass_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.review_glass(glass_id, justified=said["justified"] == "yes", review=said["review"], by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Granskningen är sparad."))
            return redirect("victims:guard", told["row"].track_id)
    return render(request, "victims/review.html", {"told": told, "form": form}, status=400 if form.errors else 200)
