"""What may leave the house: small counts hidden so that nobody can work them out, rounding, and a second look."""

from trygg.evaluation.disclosure.anonymity import alike, smallest
from trygg.evaluation.disclosure.dominance import dominated
from trygg.evaluation.disclosure.release import Change, Difference, difference, seal
from trygg.evaluation.disclosure.rounding import rounded, share
from trygg.evaluation.disclosure.suppression import LEAST, Released, suppress

__all__ = [
    "LEAST",
    "Change",
    "Difference",
    "Released",
    "alike",
    "difference",
    "dominated",
    "rounded",
    "seal",
    "share",
    "smallest",
    "suppress",
]
