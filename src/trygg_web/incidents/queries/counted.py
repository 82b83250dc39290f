"""The reports that count: those about a couple, by the file or by a person's ruling."""

from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from trygg_web.incidents.models import Incident, RelationRuling, Report


def counted_reports() -> QuerySet[Report]:
    """Reports of violence against a partner, in one pair at least. A ruling that stands counts before the file."""
    rulings = RelationRuling.objects.filter(report=OuterRef("pk"), undone_at=None)
    yes, no = Exists(rulings.filter(partner=True)), Exists(rulings.filter(partner=False))
    # Only a report with a *no* is asked pair by pair: another of its pairs may count still.
    others = Exists(counted_offences().filter(report=OuterRef("pk")))
    return Report.objects.filter((Q(partner=True) & (~no | others)) | yes)


def counted_offences() -> QuerySet[Incident]:
    """The offences of violence against a partner: those whose pair is a couple, by the file or by a ruling."""
    return _counted().all()


@cache  # the question is put together once; whoever asks gets a copy that has asked nothing yet
def _counted() -> QuerySet[Incident]:
    pair = {name: OuterRef(name) for name in ("report", "suspect", "victim")}
    rulings = RelationRuling.objects.filter(**pair, undone_at=None)
    yes, no = Exists(rulings.filter(partner=True)), Exists(rulings.filter(partner=False))
    return Incident.objects.filter((Q(partner=True) & ~no) | yes)
