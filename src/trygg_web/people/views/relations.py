"""A person's relations: couples, the reports believed to be theirs, and taking one apart."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.people import actions, queries
from trygg_web.people.forms import ReasonForm


@require_safe
@needs(Permission.PERSON_SEE)
def relations(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Couples and links of one person."""
    viewer = user_of(request)
    context = {
        "person": queries.person(viewer, person_id),
        "couples": queries.couples(viewer, person_id),
        "links": queries.links_of(viewer, person_id),
        "numbers": queries.identity_numbers_of(viewer, person_id),
        "may_part": may(viewer, Permission.LINK_ANSWER),
    }
    return render(request, "people/relations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LINK_ANSWER)
def part(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """One report taken out of a person, with a reason."""
    viewer = user_of(request)
    held = queries.link(viewer, link_id)
    form = ReasonForm(request.POST or None, says=_("Varför gäller anmälan någon annan?"))
    if request.method == "POST" and form.is_valid():
        alone = actions.part(link_id, because=form.cleaned_data["because"], by=viewer)
        messages.success(request, _("Anmälan står nu på en egen person. Nivån räknas om vid nästa körning."))
        return redirect("people:relations", alone.pk)
    return render(request, "people/part.html", {"held": held, "form": form}, status=400 if form.errors else 200)


@require_POST
@needs(Permission.LINK_ANSWER)
def undo_part(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """A parted report put back."""
    person = actions.undo_part(move_id, by=user_of(request))
    messages.success(request, _("Anmälan är tillbaka hos den person den togs från."))
    return redirect("people:relations", person)


@require_safe
@needs(Permission.LINK_ANSWER)
def holds(request: HttpRequest) -> HttpResponse:
    """The couples who each reported the other, waiting for a person's judgement."""
    return render(request, "people/holds.html", {"holds": queries.held_couples(user_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LINK_ANSWER)
def hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """One such couple, and the judgement."""
    viewer = user_of(request)
    form = ReasonForm(
        request.POST or None, says=_("Bedömning"), hint=_("Vem är huvudsakligen utsatt, och vad talar för det?")
    )
    if request.method == "POST" and form.is_valid():
        actions.lift_hold(hold_id, because=form.cleaned_data["because"], by=viewer)
        messages.success(request, _("Bedömningen är sparad."))
        return redirect("people:holds")
    held = queries.held_couple(viewer, hold_id)
    return render(request, "people/hold.html", {"held": held, "form": form}, status=400 if form.errors else 200)
