"""Who stands in a person's reports, and the offences of those reports: read once for all that a page shows of them."""

from typing import NamedTuple
from uuid import UUID

from trygg_web.access import log
from trygg_web.incidents.models import Incident
from trygg_web.people.models import Link


class Stands(NamedTuple):
    """One person's place in a report, and the link that says so."""

    report: UUID
    role: str
    place: int
    person: UUID
    link: UUID


def in_reports_of(person_id: UUID) -> list[Stands]:
    """All who stand in the reports in which a person stands, the person too, by place."""
    return log.once(("in reports of", person_id), lambda: _stand(person_id))


def _stand(person_id: UUID) -> list[Stands]:
    theirs = Link.objects.filter(person=person_id, until=None).values("party__report")
    rows = Link.objects.filter(until=None, party__report__in=theirs).order_by("party__place")
    return list(map(Stands._make, rows.values_list("party__report", "party__role", "party__place", "person", "pk")))


def offences_of(person_id: UUID) -> list[Incident]:
    """The offences of the reports in which a person stands, each with its report, by line."""
    return log.once(("offences of", person_id), lambda: _offences(person_id))


def _offences(person_id: UUID) -> list[Incident]:
    reports = {one.report for one in in_reports_of(person_id)}
    return list(Incident.objects.filter(report__in=reports).select_related("report").order_by("line"))
