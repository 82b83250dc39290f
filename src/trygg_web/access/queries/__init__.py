"""What one may see of the log, of the users and of what oneself had typed."""

from trygg_web.access.queries.entries import Filters, Line, Page, entries, entries_about
from trygg_web.access.queries.kept import Kept, kept_form
from trygg_web.access.queries.patterns import Unusual, unusual
from trygg_web.access.queries.people import Held, Listed, users
from trygg_web.access.queries.verification import Fault, Verified, verify

__all__ = [
    "Fault",
    "Filters",
    "Held",
    "Kept",
    "Line",
    "Listed",
    "Page",
    "Unusual",
    "Verified",
    "entries",
    "entries_about",
    "kept_form",
    "unusual",
    "users",
    "verify",
]
