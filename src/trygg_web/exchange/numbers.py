"""Registration numbers: one series a year out of the house and one into it, without gaps."""

from datetime import datetime

from django.utils import timezone

from trygg_web.exchange.models import Series, Side

LETTER = {Side.OUT: "U", Side.IN: "I"}


def next_number(side: Side, at: datetime) -> str:
    """The next number of a side's series: *U2026-000123*. Taken in the transaction that uses it, so none is lost."""
    series = f"{LETTER[side]}{timezone.localtime(at).year}"
    Series.objects.get_or_create(pk=series)
    row = Series.objects.select_for_update().get(pk=series)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{series}-{row.last:06d}"


def subject_line(kind: str) -> str:
    """The subject for a diary: what sort of thing it is, never about whom."""
    return f"Utlämnande mellan myndigheter ({kind})"
