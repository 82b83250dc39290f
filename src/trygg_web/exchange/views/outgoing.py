"""What this house has told: the list, one disclosure, the second person's word, a correction."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.exchange import actions, queries
from trygg_web.exchange.forms import CorrectForm, SecondForm

FILTERS = (
    ("alla", gettext_lazy("Allt")),
    ("andra", gettext_lazy("Väntar på den andra")),
    ("rattelser", gettext_lazy("Rättelser")),
)


@require_safe
@needs(Permission.DISCLOSE)
def outbox(request: HttpRequest) -> HttpResponse:
    viewer, which, number = user_of(request), request.GET.get("visa", "alla"), request.GET.get("sida", "1")
    page = queries.outbox(viewer, which, int(number) if number.isdecimal() else 1)
    context = {"page": page, "which": which, "filters": FILTERS, "may_see": True}
    context["may_tell"] = queries.tells(viewer)
    return render(request, "exchange/outbox.html", context)


@require_safe
@needs(Permission.DISCLOSE)
def disclosure(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    return render(request, "exchange/disclosure.html", {"told": queries.disclosure(user_of(request), disclosure_id)})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DISCLOSE_APPROVE)
def second(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    viewer, form = user_of(request), SecondForm(request.POST or None)
    told = queries.disclosure(viewer, disclosure_id)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        decided = actions.approve if said["decision"] == "approve" else actions.decline
        decided(disclosure_id, because=said["because"], by=viewer)
        messages.success(request, _("Ditt beslut är antecknat."))
        return redirect("exchange:disclosure", disclosure_id)
    return render(request, "exchange/second.html", {"told": told, "form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DISCLOSE)
def correct(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    told = queries.disclosure(viewer, disclosure_id)
    form = CorrectForm(request.POST or None, told=[(one.field, one.says, one.value) for one in told.items])
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(
                disclosure_id,
                because=form.cleaned_data["because"],
                items=form.items(queries.classes_of(told.row)),
                by=viewer,
            )
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Rättelsen är på väg."))
            return redirect("exchange:disclosure", disclosure_id)
    return render(request, "exchange/correct.html", {"told": told, "form": form}, status=400 if form.errors else 200)
