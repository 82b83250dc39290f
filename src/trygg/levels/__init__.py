"""Which level the facts call for, and why. The method indicates; a person decides."""

from trygg.levels.explanation import Change, Evidence, Explanation, Reason, explain
from trygg.levels.indication import indicate

__all__ = ["Change", "Evidence", "Explanation", "Reason", "explain", "indicate"]
