"""What agencies have told of a person: record it, take it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.people import actions, queries
from trygg_web.people.forms import ObservationForm, ReasonForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.OBSERVE)
def observations(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What is told of a person, and the form for one thing more."""
    viewer = user_of(request)
    reports = [(line.id, line.number) for line in queries.reports_of(viewer, person_id) if line.role == "suspect"]
    form = ObservationForm(request.POST or None, on=timezone.localdate(), reports=reports)
    if request.method == "POST" and form.is_valid() and _recorded(request, person_id, form):
        return redirect("people:observations", person_id)
    context = {
        "person": queries.person(viewer, person_id),
        "told": queries.registers_of(viewer, person_id).observed,
        "form": form,
    }
    return render(request, "people/observations.html", context, status=400 if form.errors else 200)


def _recorded(request: HttpRequest, person_id: UUID, form: ObservationForm) -> bool:
    said = form.cleaned_data
    try:
        actions.observe(
            person_id, said["kind"], said["value"], day=said["day"], source=said["source"], because=said["because"],
            report_id=UUID(said["report"]) if said["report"] else None, by=user_of(request),
        )  # fmt: skip
    except InvalidInput as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, _("Uppgiften är sparad. Nivån räknas om vid nästa körning."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.OBSERVE)
def withdraw(request: HttpRequest, observation_id: UUID) -> HttpResponse:
    """One thing taken back, with a reason."""
    viewer = user_of(request)
    told = queries.observation(viewer, observation_id)
    form = ReasonForm(request.POST or None, says=_("Varför tas uppgiften tillbaka?"))
    if request.method == "POST" and form.is_valid():
        done = actions.withdraw_observation(observation_id, because=form.cleaned_data["because"], by=viewer)
        messages.success(request, _("Uppgiften är tillbakatagen och räknas inte längre."))
        return redirect("people:observations", done.person_id)
    return render(request, "people/withdraw.html", {"told": told, "form": form}, status=400 if form.errors else 200)
