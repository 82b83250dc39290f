"""Invändningar: what people say is wrong, one new, and its answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.listing import actions, queries
from trygg_web.listing.forms import AnswerForm, ObjectionForm
from trygg_web.listing.queries.person import head

BOTH = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.PERSON_SEE)
def objections(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    context = {
        "rows": queries.objections(viewer),
        "answered": queries.objections(viewer, answered=True),
        "may_decide": may(viewer, Permission.PLACEMENT_DECIDE),
    }
    return render(request, "listing/objections.html", context)


@require_http_methods(BOTH)
@needs(Permission.PERSON_SEE)
def new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    shown = head(viewer, person_id)
    form = ObjectionForm(request.POST or None, initial={"came_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.write_objection(person_id, told["about"], told["said"], came_on=told["came_on"], by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Invändningen är antecknad."))
            return redirect("listing:person_decisions", person_id)
    context = {"form": form, "head": shown}
    return render(request, "listing/objection_new.html", context, status=400 if form.errors else 200)


@require_http_methods(BOTH)
@needs(Permission.PLACEMENT_DECIDE)
def answer(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    shown = queries.objection(viewer, objection_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.answer_objection(objection_id, told["outcome"], told["because"], by=viewer)
        messages.success(request, _("Svaret är sparat. Ge det till personen."))
        return redirect("listing:objections")
    context = {"form": form, "shown": shown}
    return render(request, "listing/objection.html", context, status=400 if form.errors else 200)
