"""What is done with the list: the rules propose, an officer decides, a second agrees when it lowers."""

from trygg_web.listing.actions.deciding import confirm, second
from trygg_web.listing.actions.proposing import ProposalRun, propose_placements

__all__ = ["ProposalRun", "confirm", "propose_placements", "second"]
