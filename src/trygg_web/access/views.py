"""The log, the roles, and what one had typed when the session ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trygg_web.access import actions, queries
from trygg_web.access.forms import GiveRole, LogFilters, NewUser
from trygg_web.access.permissions import Permission, may, needs, user_of


@require_http_methods(["GET", "POST"])
@needs(Permission.LOG_SEE)
def the_log(request: HttpRequest) -> HttpResponse:
    found = actions.check_log(by=user_of(request)) if request.method == "POST" else None
    form = LogFilters(request.GET or None)
    form.is_valid()
    before = request.GET.get("before", "")
    page = queries.entries(user_of(request), form.filters(), int(before) if before.isdecimal() else None)
    unusual = queries.unusual(user_of(request), timezone.now())
    kept = request.GET.copy()
    kept.pop("before", None)
    shown = {"form": form, "page": page, "unusual": unusual, "found": found, "kept": kept.urlencode()}
    return render(request, "access/log.html", shown)


@require_GET
@needs(Permission.LOG_OF_PERSON)
def log_about(request: HttpRequest, subject: UUID) -> HttpResponse:
    viewer, before = user_of(request), request.GET.get("before", "")
    page = queries.entries_about(viewer, subject, int(before) if before.isdecimal() else None)
    shown = {"page": page, "subject": subject, "back": _person_page(request, subject)}
    return render(request, "access/log_about.html", shown | {"may_all": may(viewer, Permission.LOG_SEE)})


def _person_page(request: HttpRequest, subject: UUID) -> str:
    # By name: the page of a person belongs to a room above, which not every house has.
    try:
        return reverse("listing:person", args=[subject]) if may(user_of(request), Permission.PERSON_SEE) else ""
    except NoReverseMatch:
        return ""


@require_GET
@needs(Permission.ROLES_GIVE)
def roles(request: HttpRequest) -> HttpResponse:
    shown = {"users": queries.users(user_of(request)), "form": NewUser(), "give": GiveRole()}
    return render(request, "access/roles.html", shown)


@require_POST
@needs(Permission.ROLES_GIVE)
def make_user(request: HttpRequest) -> HttpResponse:
    form = NewUser(request.POST)
    if not form.is_valid():
        shown = {"users": queries.users(user_of(request)), "form": form, "give": GiveRole()}
        return render(request, "access/roles.html", shown, status=400)
    user, password = actions.make_user(**form.cleaned_data, by=user_of(request))
    return render(request, "access/password.html", {"user_made": user, "password": password})


@require_POST
@needs(Permission.ROLES_GIVE)
def renew_login(request: HttpRequest, user_id: UUID) -> HttpResponse:
    password = actions.renew_login(user_id, by=user_of(request))
    return render(request, "access/password.html", {"password": password})


@require_POST
@needs(Permission.ROLES_GIVE)
def close_user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    actions.close_user(user_id, by=user_of(request))
    messages.success(request, _("Användaren är stängd och kan inte logga in."))
    return redirect("access:roles")


@require_POST
@needs(Permission.ROLES_GIVE)
def give_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    form = GiveRole(request.POST)
    if form.is_valid():
        role, until = form.cleaned_data["role"], form.cleaned_data["until"]
        actions.give_role(user_id, role, until=until, by=user_of(request))
        messages.success(request, _("Rollen är given."))
    else:
        messages.error(request, _("Välj en roll, och en dag som finns i kalendern."))
    return redirect("access:roles")


@require_POST
@needs(Permission.ROLES_GIVE)
def withdraw_role(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    actions.withdraw_role(grant_id, by=user_of(request))
    messages.success(request, _("Rollen är tillbakatagen."))
    return redirect("access:roles")


@require_GET
@needs(Permission.DAY_SEE)
def kept(request: HttpRequest) -> HttpResponse:
    return render(request, "access/kept.html", {"kept": queries.kept_form(user_of(request))})
