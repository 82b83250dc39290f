"""Figures over the whole list, counted once for as long as the list stands as it is."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.core.cache import cache

from trygg_web.access import log
from trygg_web.listing.models import ListState

T = TypeVar("T")
DAY = 24 * 3600


def counted(what: str, on: date, count: Callable[[], T]) -> T:
    """The figure as counted since the list last changed; `what` names it, with everything it depends on."""
    version = log.once("version of the list", ListState.objects.values_list("version", flat=True).first)
    if version is None:
        return count()
    return cache.get_or_set(f"list-{version}-{on}-{what}", count, DAY)  # type: ignore[return-value]  # never None: no count is
