"""What can be read of what passed between the houses."""

from trygg_web.exchange.queries.arrivals import arrival, arrivals, untaken
from trygg_web.exchange.queries.partners import PartnerRow, partner, partner_id, partners
from trygg_web.exchange.queries.waiting import due

__all__ = ["PartnerRow", "arrival", "arrivals", "due", "partner", "partner_id", "partners", "untaken"]
