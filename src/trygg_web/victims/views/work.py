"""What is written on a track: contacts, plan, answers, assessments, consents, help, shelter, children."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trygg_web.access.permissions import Permission, user_of
from trygg_web.victims import actions, queries
from trygg_web.victims.forms import (
    AssessmentForm,
    BecauseForm,
    ChannelForm,
    ChildForm,
    ConcernForm,
    ConsentForm,
    ContactForm,
    ControlForm,
    DangerForm,
    DayForm,
    FeedbackForm,
    PartnerContactForm,
    PlanForm,
    ReferralForm,
    ShelterForm,
    TellForm,
)
from trygg_web.victims.prints import plan_sheet
from trygg_web.victims.views.doors import door, fill

BOTH = ["GET", "HEAD", "POST"]
WORK = Permission.TRACK_WORK
LISTS = {"fara": ("danger", DangerForm), "kontroll": ("control", ControlForm)}


@require_http_methods(BOTH)
@door(WORK)
def contact(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, ContactForm(request.POST or None), lambda told: actions.record_contact(track_id, **told, by=viewer),
        then=("victims:track", track_id), title=_("Anteckna kontakt"), says=_("Kontakten är antecknad."),
        head=queries.head(viewer, track_id),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def channel(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, ChannelForm(request.POST or None), lambda told: actions.set_channel(track_id, **told, by=viewer),
        then=("victims:track", track_id), title=_("Trygg kontaktväg"), says=_("Kontaktvägen gäller från nu."),
        head=queries.head(viewer, track_id),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def write_plan(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    head, versions = queries.head(viewer, track_id), queries.plans(viewer, track_id)
    known = {key: said for key, _says, said in versions[0]["parts"]} if versions else {}
    return fill(
        request, PlanForm(request.POST or None, initial=known),
        lambda told: actions.write_plan(track_id, told, by=viewer), then=("victims:plan", track_id),
        title=_("Skriv säkerhetsplanen"), says=_("En ny version är sparad."), head=head,
        lead=_("Med den utsattas egna ord, och bara det som är säkert att skriva ned."),
    )  # fmt: skip


@require_POST
@door(WORK)
def print_plan(request: HttpRequest, track_id: UUID) -> HttpResponse:
    row = actions.print_plan(track_id, by=user_of(request))
    content = plan_sheet([(says, said) for _key, says, said in queries.parts_of(row.parts)])
    headers = {"Content-Disposition": 'inline; filename="anteckningar.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_http_methods(BOTH)
@door(WORK)
def feedback(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer, on = user_of(request), timezone.localdate()

    def act(told: dict[str, str]) -> object:
        return actions.give_feedback(track_id, told, words=told.pop("words"), on=on, by=viewer)

    return fill(
        request, FeedbackForm(request.POST or None), act, then=("victims:followed", track_id),
        title=_("Tre frågor efter budskapet"), says=_("Svaren är sparade."), head=queries.head(viewer, track_id),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def assess(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, AssessmentForm(request.POST or None), lambda told: actions.assess(track_id, **told, by=viewer),
        then=("victims:danger", track_id), title=_("Resultat av en bedömning"), says=_("Bedömningen är sparad."),
        head=queries.head(viewer, track_id),
        lead=_("Bara resultatet skrivs här. Frågorna hör till metoden och dess formulär."),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def pattern(request: HttpRequest, track_id: UUID, which: str) -> HttpResponse:
    if which not in LISTS:
        raise Http404
    viewer, (kind, form) = user_of(request), LISTS[which]

    def act(told: dict[str, str]) -> object:
        return actions.note_pattern(track_id, kind, told, words=told.pop("words"), by=viewer)

    title = _("Farlighetsflaggor") if kind == "danger" else _("Kontrollmönster")
    return fill(
        request, form(request.POST or None), act, then=("victims:danger", track_id), title=title,
        says=_("Listan är sparad."), head=queries.head(viewer, track_id),
        lead=_("Ingen summa och ingen gräns. Det du inte frågar om lämnar du tomt."),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def consent(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, ConsentForm(request.POST or None), lambda told: actions.give_consent(track_id, **told, by=viewer),
        then=("victims:agreed", track_id), title=_("Samtycke"), says=_("Samtycket är sparat."),
        head=queries.head(viewer, track_id), lead=_("Stödet beror aldrig på ett samtycke."),
    )  # fmt: skip


@require_POST
@door(WORK)
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    row = actions.withdraw_consent(consent_id, by=user_of(request))
    messages.success(request, _("Samtycket är återkallat. Det som lämnats på det är återkallat hos mottagaren."))
    return redirect("victims:agreed", row.track_id)


@require_http_methods(BOTH)
@door(WORK)
def tell(request: HttpRequest, track_id: UUID, consent_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, TellForm(request.POST or None), lambda told: actions.tell_with_consent(consent_id, **told, by=viewer),
        then=("victims:agreed", track_id), title=_("Lämna en uppgift med den utsattas samtycke"), do=_("Lämna"),
        says=_("Uppgiften är lämnad, eller väntar på en andra person."), head=queries.head(viewer, track_id),
        lead=_("Bara det som samtycket gäller, och bara en uppgift i taget."),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def refer(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, ReferralForm(request.POST or None), lambda told: actions.refer(track_id, **told, by=viewer),
        then=("victims:agreed", track_id), title=_("Väg till annan hjälp"), says=_("Hänvisningen är sparad."),
        head=queries.head(viewer, track_id),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def partner_contact(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, PartnerContactForm(request.POST or None),
        lambda told: actions.offer_partner_contact(track_id, **told, by=viewer), then=("victims:agreed", track_id),
        title=_("Kontakt medan den som utövar våld går i behandling"), says=_("Partnerkontakten är sparad."),
        head=queries.head(viewer, track_id),
        lead=_("Bara när den som går i behandling samtycker, och bara om den utsatta vill."),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def shelter(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, ShelterForm(request.POST or None), lambda told: actions.add_shelter(track_id, **told, by=viewer),
        then=("victims:danger", track_id), title=_("Skyddat boende"), says=_("Det skyddade boendet är sparat."),
        head=queries.head(viewer, track_id), lead=_("Var det ligger skrivs aldrig i systemet."),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def shelter_step(request: HttpRequest, track_id: UUID, shelter_id: UUID, step: str) -> HttpResponse:
    viewer, steps = user_of(request), {"understallt": "submitted", "ansokt": "applied"}
    if step not in {*steps, "slut"}:
        raise Http404

    def act(told: dict[str, object]) -> object:
        day = told["day"]
        if step == "slut":
            return actions.end_shelter(shelter_id, until=day, by=viewer)  # type: ignore[arg-type]  # a date field
        return actions.note_shelter_step(shelter_id, steps[step], on=day, by=viewer)  # type: ignore[arg-type]  # the form has checked that it is a day

    return fill(
        request, DayForm(request.POST or None, initial={"day": timezone.localdate()}), act,
        then=("victims:danger", track_id), title=_("Skyddat boende"), says=_("Dagen är sparad."),
        head=queries.head(viewer, track_id),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def child(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, ChildForm(request.POST or None), lambda told: actions.add_child(track_id, **told, by=viewer),
        then=("victims:children", track_id), title=_("Barn"), says=_("Barnet är antecknat."),
        head=queries.head(viewer, track_id),
        lead=_("Ett barn som sett eller hört våldet är självt utsatt för brott. Då anmäls oron genast."),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def raise_concern(request: HttpRequest, child_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    row = queries.child(viewer, child_id)
    return fill(
        request, ConcernForm(request.POST or None),
        lambda told: actions.raise_concern(child_id, told["what"], by=viewer),
        then=("victims:children", row.track_id), title=_("Oro för ett barn"), do=_("Skriv ned oron"),
        says=_("Oron är nedskriven. Anmäl den genast."),
    )  # fmt: skip


@require_POST
@door(WORK)
def send_concern(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    row = actions.send_concern(concern_id, by=user_of(request))
    messages.success(request, _("Oron är anmäld till barnhandläggarna."))
    return redirect("victims:children", row.child.track_id)


@require_http_methods(BOTH)
@door(WORK)
def not_needed(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    row = queries.of_her(viewer, concern_id)
    return fill(
        request, BecauseForm(request.POST or None), lambda told: actions.not_needed(concern_id, **told, by=viewer),
        then=("victims:children", row.child.track_id), title=_("Anmälan behövs inte"),
        says=_("Skälet är antecknat."), lead=_("Det här granskas. Är du osäker: anmäl."),
    )  # fmt: skip
