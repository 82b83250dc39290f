"""Är det samma person? The queue, one question at a time, its answer and its undoing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.people import actions, queries
from trygg_web.people.forms import AnswerForm
from trygg_web.people.queries import words


@require_safe
@needs(Permission.LINK_ANSWER)
def waiting(request: HttpRequest) -> HttpResponse:
    """How many wait, where to begin, and what was answered last."""
    viewer = user_of(request)
    return render(
        request,
        "people/questions.html",
        {
            "left": queries.questions(viewer).count(),
            "first": queries.questions(viewer).first(),
            "holds": queries.holds(viewer).count(),
            "answered": queries.answered(viewer),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LINK_ANSWER)
def one(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Two records side by side, and the answer."""
    viewer = user_of(request)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = queries.question(viewer, question_id)
        said = {"answer": form.cleaned_data["answer"], "because": form.cleaned_data["because"]}
        try:
            done = actions.answer(question_id, said["answer"], because=said["because"], by=viewer)
        except InvalidInput as fault:
            form.add_error("because", str(fault))
        else:
            messages.success(request, _("Sparat: %(answer)s.") % {"answer": words.answer_says(done.answer).lower()})
            return redirect("people:question", asked.next) if asked.next else redirect("people:questions")
    return _page(request, question_id, form)


def _page(request: HttpRequest, question_id: UUID, form: AnswerForm) -> HttpResponse:
    asked = queries.question(user_of(request), question_id)
    context = {"asked": asked, "cards": (asked.one, asked.other), "rows": queries.compared(asked), "form": form}
    return render(request, "people/question.html", context, status=400 if form.errors else 200)


@require_POST
@needs(Permission.LINK_ANSWER)
def undo(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """The answer taken back; the question opens again."""
    actions.undo_answer(question_id, by=user_of(request))
    messages.success(request, _("Svaret är ångrat och kopplingarna är som förut."))
    return redirect("people:question", question_id)
