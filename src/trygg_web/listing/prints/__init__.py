"""Prints as tagged PDF: one person on one sheet, and the list as a table. Data goes in as data, never as markup."""

from trygg_web.listing.prints.filling import frame, list_rows, person
from trygg_web.listing.prints.sheets import Frame, ListSheet, PersonSheet, list_sheet, person_sheet

__all__ = ["Frame", "ListSheet", "PersonSheet", "frame", "list_rows", "list_sheet", "person", "person_sheet"]
