"""Paper: the letter or the script of a message, with what stands against the person today.

It is made here, on top, since what stands is known by a room above the one that makes letters.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from trygg.letters.scripts import script
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.followup import queries as followup
from trygg_web.notifications import actions, queries
from trygg_web.notifications.actions import Made
from trygg_web.notifications.prints.letter import letter_pdf, script_pdf

KINDS = ("brev", "samtalsstod")


@require_POST
@needs(Permission.NOTICE_WORK)
def letter(request: HttpRequest, notification_id: UUID, kind: str) -> HttpResponse:
    """The letter, or the script of the talk, as a PDF; that it was made is logged, and what it said is kept."""
    if kind not in KINDS:
        raise Http404
    viewer = user_of(request)
    asked = queries.message(viewer, notification_id).notification
    today = timezone.localdate()
    standing = tuple(one.kind for one in followup.what_stands(asked.person_id, today, asked.language))
    facts = followup.public_facts(asked.person_id, today)
    made = actions.issue(notification_id, "letter" if kind == "brev" else "script", standing, facts=facts, by=viewer)
    return _file(_pdf(made, kind), f"{kind}.pdf")


def _pdf(made: Made, kind: str) -> bytes:
    return letter_pdf(made.letter) if kind == "brev" else script_pdf(script(made.letter))


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
