"""The texts of messages: which there are, what one looks like, and each agency's word on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trygg.letters import languages
from trygg.letters import render as parts_of
from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.notifications import actions, queries
from trygg_web.notifications.forms import LANGUAGES, ApprovalForm
from trygg_web.notifications.queries import texts as told


@require_safe
@needs(Permission.NOTICE_SEE)
def texts(request: HttpRequest) -> HttpResponse:
    written = [(code, says) for code, says in LANGUAGES if code in languages()]
    asked = request.GET.get("sprak", "")
    language = asked if asked in dict(written) else "sv"
    rows = [(queries.form_words(row.form), row) for row in told.texts(user_of(request), language)]
    return render(request, "notifications/texts.html", {"rows": rows, "language": language, "languages": written})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_SEE)
def text(request: HttpRequest, name: str) -> HttpResponse:
    viewer = user_of(request)
    shown = told.text(viewer, name)
    form = ApprovalForm(request.POST if request.method == "POST" else None, shown.waits_for)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            actions.approve_text(name, shown.row.version, said["agency"], said["who"], by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Sparat. Godkännandet gäller den här lydelsen av texten."))
            return redirect("notifications:text", name)
    around = {"may_approve": may(viewer, Permission.TEXT_APPROVE), "form_says": queries.form_words(shown.row.form)}
    context = {"told": shown, "parts": parts_of(shown.letter), "form": form, **around}
    return render(request, "notifications/text.html", context, status=400 if form.errors else 200)


@require_http_methods(["POST"])
@needs(Permission.TEXT_APPROVE)
def withdraw(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    name = actions.withdraw_approval(approval_id, by=user_of(request))
    messages.success(request, _("Sparat. Texten kan inte användas förrän den godkänns på nytt."))
    return redirect("notifications:text", name)
