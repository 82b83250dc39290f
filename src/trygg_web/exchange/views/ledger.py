"""The ledger: the newest of it, one person's, in print, and words that recur."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.exchange import actions, prints, queries
from trygg_web.exchange.forms import LedgerForm, ReasonForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEDGER_SEE)
def ledger(request: HttpRequest) -> HttpResponse:
    viewer, form = user_of(request), LedgerForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    lines = queries.ledger_of(viewer, form.cleaned_data["number"]) if asked else queries.ledger_newest(viewer)
    context = {
        "form": form, "lines": lines, "asked": asked, "walked": queries.ledger_walk(viewer),
        "repeated": queries.repeated(viewer),
    }  # fmt: skip
    return render(request, "exchange/ledger.html", context, status=400 if form.errors else 200)


@require_POST
@needs(Permission.LEDGER_SEE)
def printed(request: HttpRequest) -> HttpResponse:
    viewer, form = user_of(request), LedgerForm(request.POST)
    if not form.is_valid():
        return redirect("exchange:ledger")
    answer = HttpResponse(prints.ledger_sheet(viewer, form.cleaned_data["number"]), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="utlamnanden.pdf"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEDGER_SEE)
def words(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    viewer, form = user_of(request), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.review_words(disclosure_id, because=form.cleaned_data["because"], by=viewer)
        messages.success(request, _("Granskningen är antecknad."))
        return redirect("exchange:ledger")
    context = {"told": queries.words(viewer, disclosure_id), "form": form}
    return render(request, "exchange/words.html", context, status=400 if form.errors else 200)
