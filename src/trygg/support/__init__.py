"""Help to stop using violence: where it can be had, and how an offer of it may move."""

from trygg.support.directory import Help, HelpCase, Helps, Need, directory, directory_wrong, help_cases
from trygg.support.steps import ENDS, OPEN, TABLE, Act, State, Step, acts, step

__all__ = [
    "ENDS",
    "OPEN",
    "TABLE",
    "Act",
    "Help",
    "HelpCase",
    "Helps",
    "Need",
    "State",
    "Step",
    "acts",
    "directory",
    "directory_wrong",
    "help_cases",
    "step",
]
