"""Those who are offered help: the list, one of them, somebody new, and the directory."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.support import actions, queries, words
from trygg_web.support.forms import ComingForm

ASKED = {"sida"}  # what an address may ask for; a name is typed in the form and stands in no address


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HELP_WORK)
def persons(request: HttpRequest) -> HttpResponse:
    if set(request.GET) - ASKED:
        raise InvalidInput(_("Sök på namn, personnummer eller ärendenummer. Annat går inte att söka på."))
    text, number = request.POST.get("sok", ""), request.GET.get("sida", "1")
    page = queries.persons(user_of(request), text, int(number) if number.isdecimal() else 1)
    return render(request, "support/persons.html", {"page": page, "text": text})


@require_safe
@needs(Permission.HELP_WORK)
def person(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    return render(request, "support/person.html", {"shown": queries.person(user_of(request), participant_id)})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HELP_WORK)
def new(request: HttpRequest) -> HttpResponse:
    form = ComingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("support:person", actions.enter(form.told(), by=user_of(request)).pk)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
    return render(request, "support/new.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
@needs(Permission.HELP_WORK)
def take_on(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    actions.take_on(participant_id, by=user_of(request))
    messages.success(request, _("Personen är din."))
    return redirect("support:person", participant_id)


@require_safe
@needs(Permission.HELP_WORK)
def directory(request: HttpRequest) -> HttpResponse:
    asked, known = request.GET.get("for", ""), words.needs()
    need = asked if asked in dict(known) else ""
    context = {"helps": words.helps(timezone.localdate(), need), "needs": known, "need": need}
    return render(request, "support/directory.html", context)
