"""The report in one click."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.dashboards import actions
from trygg_web.dashboards.views.asked import scope_of

FORMS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@require_safe
@needs(Permission.FIGURES_SEE)
def report(request: HttpRequest, kind: str) -> HttpResponse:
    within = scope_of(request)
    made = actions.take_out(kind, within, by=user_of(request))
    response = HttpResponse(made, content_type=FORMS[kind])
    name = f"lagesbild-{within.receiver.id}-{within.since}-{within.until}-{str(within.count.pk)[:8]}.{kind}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
