"""A report taken out of the house: logged with its query id. It holds what anybody may read who may see the figures."""

from collections.abc import Callable, Mapping

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards import exports, prints, queries
from trygg_web.dashboards.queries import Scope

MADE: Mapping[str, Callable[[User, Scope], bytes]] = {
    "pdf": lambda by, within: prints.pdf(within, queries.shown(by, within)),
    "xlsx": lambda by, within: exports.xlsx(within, queries.shown(by, within)),
    "zip": lambda by, within: exports.bundle(within, queries.cells(by, within)),
}


def take_out(kind: str, within: Scope, *, by: User) -> bytes:
    """The report as pdf, xlsx or zip. Raises NotThere for another kind."""
    require(by, Permission.FIGURES_SEE)
    if kind not in MADE:
        raise NotThere
    made = MADE[kind](by, within)
    log.did(
        by,
        Verb.EXPORTED,
        "figures",
        [within.count.pk],
        note=f"{kind} {within.receiver.id} {within.since}-{within.until}",
    )
    return made
