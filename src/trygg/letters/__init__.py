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
from trygg.letters.rendering import Part, plain, render

__all__ = [
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
    "Sender",
    "Template",
    "compose",
    "inspect",
    "lacking",
    "languages",
    "lint",
    "names_of",
    "plain",
    "render",
    "template",
    "templates",
]
