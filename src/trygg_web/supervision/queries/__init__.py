"""What the probation service's pages show."""

from trygg_web.supervision.queries.clients import Card, ClientShown, client, clients, latest_steps
from trygg_web.supervision.queries.sheets import SheetRow, SheetShown, sheet, sheets
from trygg_web.supervision.queries.waiting import due

__all__ = [
    "Card",
    "ClientShown",
    "SheetRow",
    "SheetShown",
    "client",
    "clients",
    "due",
    "latest_steps",
    "sheet",
    "sheets",
]
