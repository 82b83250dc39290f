"""One message: what stands in its way, who has it, when it is given, and how it ends."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg.steps import Act
from trygg_web.access.errors import InvalidInput, NotThere
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.notifications import actions, queries
from trygg_web.notifications.forms import LANGUAGES, BookingForm, ColleagueForm, LanguageForm, ReasonForm


@dataclass(frozen=True)
class Ending:
    """A step that needs a reason: what its page says, and what its button says."""

    title: Promise
    says: Promise
    button: Promise
    done: Promise
    grave: bool = False


ENDINGS = {
    Act.CANCEL: Ending(
        gettext_lazy("Avbryt meddelandet"),
        gettext_lazy("Personen får inget budskap. Nivån ligger kvar; ändra den under Besluta om den är fel."),
        gettext_lazy("Avbryt meddelandet"),
        gettext_lazy("Sparat. Meddelandet är avbrutet."),
        grave=True,
    ),
    Act.REPLAN: Ending(
        gettext_lazy("Planera på nytt"),
        gettext_lazy("Mötet har bestämt hur personen ska nås. Skriv vad som bestämdes. Grindarna gäller som de står."),
        gettext_lazy("Planera på nytt"),
        gettext_lazy("Sparat. Meddelandet är planerat på nytt."),
    ),
    Act.FOLLOW: Ending(
        gettext_lazy("Anteckna uppföljningen"),
        gettext_lazy("Den våldsutsattas sida har hört av sig efter budskapet. Skriv att det är gjort, inget annat."),
        gettext_lazy("Spara som uppföljt"),
        gettext_lazy("Sparat. Meddelandet är uppföljt."),
    ),
    Act.CLOSE: Ending(
        gettext_lazy("Avsluta meddelandet"),
        gettext_lazy("Inget mer görs med det här meddelandet. Det finns kvar att läsa."),
        gettext_lazy("Avsluta"),
        gettext_lazy("Sparat. Meddelandet är avslutat."),
    ),
}  # fmt: skip


@require_safe
@needs(Permission.NOTICE_SEE)
def message(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    asked = queries.message(viewer, notification_id)
    share = may(viewer, Permission.NOTICE_ASSIGN)
    shown = {
        **_about(asked),
        "taken": queries.steps_taken(asked),
        "elsewhere": queries.asked_of(asked.notification.pk),
        "help_to_ask": queries.to_ask(asked.attempts),
        "spoken": dict(LANGUAGES).get(asked.notification.language, ""),
        "may_work": may(viewer, Permission.NOTICE_WORK),
        "colleagues": ColleagueForm(None, queries.colleagues(viewer)) if share else None,
        "endings": [(act.value, ENDINGS[act].title) for act in asked.acts if act in ENDINGS],
    }
    return render(request, "notifications/message.html", shown)


def _about(asked: queries.Message) -> dict[str, object]:
    return {
        "asked": asked,
        "can_try": Act.DELIVER in asked.acts,
        "can_book": Act.SCHEDULE in asked.acts,
        "waits": Act.CANCEL in asked.acts,
    }


@require_POST
@needs(Permission.NOTICE_WORK)
def take(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    actions.assign(notification_id, viewer, by=viewer)
    messages.success(request, _("Sparat. Meddelandet är ditt."))
    return redirect("notifications:message", notification_id)


@require_POST
@needs(Permission.NOTICE_ASSIGN)
def assign(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = ColleagueForm(request.POST, queries.colleagues(viewer))
    if not form.is_valid():
        raise InvalidInput(_("Välj en kollega i listan."))
    actions.assign(notification_id, form.colleague(), by=viewer)
    messages.success(request, _("Sparat. %(name)s har meddelandet.") % {"name": form.colleague()})
    return redirect("notifications:message", notification_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_WORK)
def language(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    asked = queries.message(viewer, notification_id)
    form = LanguageForm(request.POST or None, initial={"language": asked.notification.language})
    if request.method == "POST" and form.is_valid():
        actions.set_language(notification_id, form.cleaned_data["language"], by=viewer)
        messages.success(request, _("Sparat. Grindarna för språk och text gäller det nya språket."))
        return redirect("notifications:message", notification_id)
    shown = {"asked": asked, "form": form}
    return render(request, "notifications/language.html", shown, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_WORK)
def book(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    asked = queries.message(viewer, notification_id)
    form = BookingForm(request.POST or None, initial={"place": asked.notification.place})
    if request.method == "POST" and form.is_valid():
        actions.schedule(notification_id, form.at(), form.cleaned_data["place"], by=viewer)
        messages.success(request, _("Sparat. Tiden är bokad."))
        return redirect("notifications:message", notification_id)
    shown = {**_about(asked), "form": form}
    return render(request, "notifications/booking.html", shown, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_WORK)
def end(request: HttpRequest, notification_id: UUID, act: str) -> HttpResponse:
    if act not in ENDINGS:
        raise NotThere
    viewer, ending, form = user_of(request), ENDINGS[Act(act)], ReasonForm(request.POST or None)
    asked = queries.message(viewer, notification_id)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(notification_id, Act(act), because=form.cleaned_data["because"], by=viewer)
        except InvalidInput as fault:
            form.add_error("because", str(fault))
        else:
            messages.success(request, str(ending.done))
            return redirect("notifications:message", notification_id)
    shown = {"asked": asked, "form": form, "ending": ending, "possible": Act(act) in asked.acts}
    return render(request, "notifications/end.html", shown, status=400 if form.errors else 200)
