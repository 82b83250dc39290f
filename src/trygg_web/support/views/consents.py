"""What a person agrees that another house is told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.support import actions
from trygg_web.support.forms import ConsentForm
from trygg_web.support.policies import told_of
from trygg_web.support.views.working import worked


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HELP_WORK)
def agree(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    form = ConsentForm(request.POST or None)
    return worked(
        request, participant_id, form, _("Samtycke till att berätta"),
        lambda: actions.agree(participant_id, **form.cleaned_data, by=user_of(request)),
    )  # fmt: skip


@require_POST
@needs(Permission.HELP_WORK)
def tell(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    what = told_of(request.POST.get("what", ""))
    if what is None:
        raise InvalidInput(_("Välj vad som ska berättas."))
    return redirect("exchange:ground", actions.tell(consent_id, what, by=user_of(request)))


@require_POST
@needs(Permission.HELP_WORK)
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    row = actions.withdraw(consent_id, by=user_of(request))
    messages.success(request, _("Samtycket är återkallat. De som har fått veta något får veta det."))
    return redirect("support:person", row.participant_id)
