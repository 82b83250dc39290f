"""What a viewer may see of the list: its rows, the proposals that wait, and how people decide beside the rules."""

from trygg_web.listing.queries.filters import SORTS, Filters
from trygg_web.listing.queries.objections import (
    ObjectionRow,
    objection,
    objection_count,
    objections,
    objections_of,
)
from trygg_web.listing.queries.overrides import Decided, Figures, override_rows, overrides
from trygg_web.listing.queries.proposals import Asked, ProposalRow, decision, proposal, proposals, reason
from trygg_web.listing.queries.standing import levels_of
from trygg_web.listing.queries.the_list import MOST_FOUND, Head, ListRow, areas, found, head, preview, the_list

__all__ = [
    "ObjectionRow",
    "objection",
    "objection_count",
    "objections",
    "objections_of",
    "MOST_FOUND",
    "SORTS",
    "Asked",
    "Decided",
    "Figures",
    "Filters",
    "Head",
    "ListRow",
    "ProposalRow",
    "areas",
    "found",
    "decision",
    "head",
    "levels_of",
    "override_rows",
    "overrides",
    "preview",
    "proposal",
    "proposals",
    "reason",
    "the_list",
]
