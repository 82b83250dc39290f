"""Who is who: identity numbers, names, and which parties are believed to be one person."""

from trygg.linkage.linking import Linked, Question, link
from trygg.linkage.register import Register
from trygg.linkage.words import says

__all__ = ["Linked", "Question", "Register", "link", "says"]
