"""Stops what must never reach the recipient of a message: who told, where they are, and threats that are not lawful."""

from trygg.letters.lint.checking import Finding, Names, inspect, lint, names_of
from trygg.letters.lint.rules import LintRule, LintRules, letter_rules

__all__ = ["Finding", "LintRule", "LintRules", "Names", "inspect", "letter_rules", "lint", "names_of"]
