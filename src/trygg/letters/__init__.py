"""Messages: what may be said to a person, made of approved sentences only, and stopped where it betrays anyone."""

from trygg.letters.composing import compose
from trygg.letters.letter import (
    Controller,
    Form,
    Help,
    Letter,
    Measure,
    Meeting,
    Particulars,
    Privacy,
    PublicFact,
    Regime,
    Sender,
)
from trygg.letters.lint import Finding, Names, inspect, lint, names_of
from trygg.letters.messages import Template, lacking, languages, template, templates
from trygg.letters.readability import lix
from trygg.letters.rendering import Part, plain, render
from trygg.letters.scripts import Act, Script, script

__all__ = [
    "Act",
    "Controller",
    "Finding",
    "Form",
    "Help",
    "Letter",
    "Measure",
    "Meeting",
    "Names",
    "Part",
    "Particulars",
    "Privacy",
    "PublicFact",
    "Regime",
    "Script",
    "Sender",
    "Template",
    "compose",
    "inspect",
    "lacking",
    "languages",
    "lint",
    "lix",
    "names_of",
    "plain",
    "render",
    "script",
    "template",
    "templates",
]
