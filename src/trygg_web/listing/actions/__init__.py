"""What is done with the list: the rules propose, an officer decides, a second agrees when it lowers."""

from trygg_web.listing.actions.deciding import confirm, second
from trygg_web.listing.actions.objecting import answer_objection, write_objection
from trygg_web.listing.actions.proposing import ProposalRun, propose_placements

__all__ = ["ProposalRun", "answer_objection", "confirm", "propose_placements", "second", "write_objection"]
