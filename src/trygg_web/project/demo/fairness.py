"""What the invented house has put right, or must: suspicions that fell after a message, and objections."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from trygg_web.access.models import User
from trygg_web.incidents.models import PartyRole
from trygg_web.listing import actions as listing
from trygg_web.listing.models import About, Answered
from trygg_web.notifications import actions as notifications
from trygg_web.notifications.models import Notification
from trygg_web.people import actions as people
from trygg_web.people.models import SUSPICION_WITHDRAWN, Link

FELL = 3  # persons
SAID = (
    (About.LEVEL, "Det var inte jag som började. Jag vill inte stå på någon lista."),
    (About.FACT, "Jag var på arbetet den dagen. Chefen kan intyga det."),
    (About.IDENTITY, "Det är min bror som heter nästan likadant."),
    (About.MESSAGE, "Jag förstod inte vad polisen menade, jag behöver tolk."),
)


def make(officer: User, other: User, until: date) -> None:
    """Nothing; some suspicions have fallen, one message is put right, and some objections wait."""
    told = _told_once()
    for place, (person, report) in zip(range(FELL), told, strict=False):
        people.observe(
            person, SUSPICION_WITHDRAWN, "yes", day=until - timedelta(days=2 + place), source="åklagaren",
            because="Förundersökningen är nedlagd.", report_id=report, by=officer,
        )  # fmt: skip
        if place == 0:
            given = Notification.objects.filter(person=person).exclude(delivered_at=None).latest("delivered_at")
            notifications.redress(given.pk, "Brev om att misstanken är nedlagd.", by=officer)
    for (person, _report), (about, said) in zip(told, SAID, strict=False):
        row = listing.write_objection(person, about, said, came_on=until - timedelta(days=6), by=officer)
        if about == About.FACT:
            listing.answer_objection(row.pk, Answered.CHANGED, "Intyget stämmer. Anmälan gäller någon annan.", by=other)


def _told_once() -> Iterator[tuple[UUID, UUID]]:
    # Each with the only report: no other suspicion stands.
    rows = Notification.objects.exclude(delivered_at=None).filter(person__protected="none").order_by("pk")
    for person in rows.values_list("person", flat=True).distinct():
        reports = Link.objects.filter(person=person, until=None, party__role=PartyRole.SUSPECT)
        found = list(reports.values_list("party__report", flat=True).distinct()[:2])
        if len(found) == 1:
            yield person, found[0]
