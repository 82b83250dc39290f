"""The reports that count: those about a couple, by the file or by a person's ruling."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from trygg_web.incidents.models import RelationRuling, Report


def counted_reports() -> QuerySet[Report]:
    """Reports of violence against a partner. A ruling that stands counts before the file."""
    open_rulings = RelationRuling.objects.filter(report=OuterRef("pk"), undone_at=None)
    yes, no = Exists(open_rulings.filter(partner=True)), Exists(open_rulings.filter(partner=False))
    return Report.objects.filter((Q(partner=True) & ~no) | yes)
