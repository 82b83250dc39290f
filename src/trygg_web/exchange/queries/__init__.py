"""What can be read of what passed between the houses."""

from trygg_web.exchange.queries.arrivals import arrival, arrivals, untaken
from trygg_web.exchange.queries.waiting import due

__all__ = ["arrival", "arrivals", "due", "untaken"]
