"""Questions before a message, and the word that goes back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, user_of
from trygg_web.victims import actions, queries
from trygg_web.victims.forms import AnswerForm, TieForm
from trygg_web.victims.views.doors import door

WORK = Permission.TRACK_WORK


@require_safe
@door(WORK)
def questions(request: HttpRequest) -> HttpResponse:
    return render(request, "victims/questions.html", {"rows": queries.questions(user_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@door(WORK)
def question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    told = queries.question(viewer, question_id)
    form = AnswerForm(request.POST or None, initial={"answer": told.row.answer})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_question(question_id, **form.cleaned_data, by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Ordet går iväg på sin tid. Fram till dess kan du ändra det."))
            return redirect("victims:questions")
    context = {"told": told, "form": form, "tie": TieForm(tracks=told.candidates) if told.candidates else None}
    return render(request, "victims/question.html", context, status=400 if form.errors else 200)


@require_POST
@door(WORK)
def tie(request: HttpRequest, question_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = TieForm(request.POST, tracks=queries.question(viewer, question_id).candidates)
    if not form.is_valid():
        raise InvalidInput(_("Välj en akt i listan."))
    actions.tie_question(question_id, UUID(form.cleaned_data["track"]), by=viewer)
    messages.success(request, _("Frågan hör nu till akten."))
    return redirect("victims:question", question_id)
