"""Reads the templates: one file for each language, one template for each form and level in it.

A template's version is the digest of every sentence that it can bring into a letter, so approval ends when one changes.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from trygg.errors import RulebookError
from trygg.letters.letter import Form, Headings, Help, Spoken
from trygg.records import Level
from trygg.rulebook import SHIPPED, Says
from trygg.rulebook.notices import Lever, levers
from trygg.rulebook.reading import keyed, many, read

TRANSLATION = ("original", "verified", "not_verified")
SLOTS = {"recipient", "authority", "function", "contact", "day"}


@dataclass(frozen=True, slots=True)
class Consequence:
    """What may lawfully follow: the ground in law, who decides it; the sentence stands in each language's file."""

    id: str
    basis: str
    decided_by: str
    verified: str
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact of public process that a letter may name."""

    id: str
    says: Says
    dated: bool


@dataclass(frozen=True, slots=True)
class Agency:
    """Whose consent a text needs before it is used."""

    id: str
    says: Says


@dataclass(frozen=True, slots=True)
class Line:
    """A help line that stands in the method until a city has its own directory."""

    id: str
    name: str
    contact: str
    verified: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """What the one who delivers does at one point of the talk; what is said there stands in the letter."""

    id: str
    says: Says


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is shared by all languages."""

    consequences: Mapping[str, Consequence]
    facts: Mapping[str, FactKind]
    agencies: Mapping[str, Agency]
    lines: Mapping[str, Line]
    levers: Mapping[str, Lever]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """How one form is told at one level in one language: every sentence that can come into the letter.

    help    the lines that stand in the method, for a city that has no directory of its own yet
    """

    language: str
    form: Form
    level: Level
    direction: str
    translation: str
    version: str
    source: str
    headings: Headings
    message: tuple[str, ...]
    forbidden: tuple[str, ...]
    closing: tuple[str, ...]
    meeting_says: tuple[str, ...]
    help_intro: str
    default_consequences: tuple[str, ...]
    consequences: Mapping[str, str]
    facts: Mapping[str, str]
    levers: Mapping[str, str]
    authorities: Mapping[str, str]
    help: tuple[Help, ...]
    purpose: Mapping[str, str]
    rights: Mapping[str, str]
    date_words: Mapping[str, Any]
    spoken: Spoken

    @property
    def id(self) -> str:
        """The form, level and language; for the approvers, never for the recipient."""
        return f"{self.form}.{self.level}.{self.language}"


def languages(folder: Path | str | None = None) -> tuple[str, ...]:
    """The languages that have templates, Swedish first."""
    found = sorted(path.stem for path in _home(folder).glob("*.toml") if path.stem != "messages")
    return tuple(sorted(found, key=lambda language: (language != "sv", language)))


@cache
def catalogue(folder: Path | str | None = None) -> Catalogue:
    """What all languages share. Raises RulebookError."""
    path = _home(folder) / "messages.toml"
    standing = levers(_home(folder).parent / "levers.toml")
    return Catalogue(
        consequences=keyed(Consequence, path, "consequence"),
        facts=keyed(FactKind, path, "fact"),
        agencies=keyed(Agency, path, "agency"),
        lines=keyed(Line, path, "line"),
        levers={lever.id: lever for lever in standing if lever.until is None},
        steps=many(Step, path, "step"),
    )


@cache
def template(form: Form, level: Level, language: str = "sv", folder: Path | str | None = None) -> Template:
    """The template for a form, level and language. Raises RulebookError where there is none or it is wrong."""
    path = _home(folder) / f"{language}.toml"
    if not path.exists():
        raise RulebookError(f"messages: no templates in {language}; there are {', '.join(languages(folder))}")
    told = read(path)
    for part in PARTS:
        if part not in told:
            raise RulebookError(f"{path.name}: {part} is missing; add it")
    shaped, firm = told["form"].get(form), told["level"].get(level)
    if shaped is None or firm is None:
        raise RulebookError(f"{path.name}: no text for {form} at level {level}; add it")
    return _template(path, told, (form, shaped), (level, firm), catalogue(folder))


def templates(folder: Path | str | None = None) -> tuple[Template, ...]:
    """Every template: all forms at all levels in all languages."""
    return tuple(
        template(form, level, language, folder) for language in languages(folder) for form in Form for level in Level
    )


def lacking(told: Template, approved_by: Collection[str], folder: Path | str | None = None) -> tuple[str, ...]:
    """What a template still needs before it may be used: agencies by id, and `translator`; empty when it may.

    approved_by     ids of the agencies, and `translator`, that have approved this very version
    """
    wanted = [*catalogue(folder).agencies, *(["translator"] if told.translation == "not_verified" else [])]
    return tuple(one for one in wanted if one not in approved_by)


PARTS = "language heading common form level fact consequence line authority privacy date spoken".split()


def _home(folder: Path | str | None) -> Path:
    return Path(folder or SHIPPED) / "messages"


def _template(
    path: Path, told: Mapping[str, Any], form: tuple[Form, Any], level: tuple[Level, Any], shared: Catalogue
) -> Template:
    (which, shaped), (firm, extra), common = form, level, told["common"]
    own = {key: told[key] for key in ("fact", "consequence", "authority", "line")}
    standing = _lever_sentences(told, shared)
    for key, needed in _needed(shared):
        _complete(path, key, own[key], needed)
    sentences = {
        "message": (*shaped["opening"], *common["message"], *extra["says"], *common["fair"]),
        "forbidden": tuple(common["forbidden"]),
        "closing": tuple(shaped["closing"]),
        "meeting_says": tuple(shaped.get("meeting", ())),
        "help_intro": common["help"],
    }
    _slots(
        path,
        [
            *sentences["message"],
            *sentences["closing"],
            *sentences["meeting_says"],
            common["help"],
            *told["spoken"].values(),
        ],
    )
    head = {"title": shaped["title"], **told["heading"]}
    _complete(path, "heading", head, [field.name for field in fields(Headings)])
    _complete(path, "spoken", told["spoken"], [field.name for field in fields(Spoken)])
    return Template(
        language=told["language"]["id"],
        form=which,
        level=firm,
        direction=told["language"]["direction"],
        translation=_one_of(path, told["language"]["translation"], TRANSLATION),
        version=_version({**told, "lever": standing}, which, firm),
        source=told["language"]["source"],
        headings=Headings(**head),
        default_consequences=tuple(extra["consequences"]),
        consequences=own["consequence"],
        facts=own["fact"],
        levers=standing,
        authorities=own["authority"],
        help=tuple(Help(line.name, own["line"][line.id], line.contact) for line in shared.lines.values()),
        purpose=told["privacy"]["purpose"],
        rights=told["privacy"]["rights"],
        date_words=told["date"],
        spoken=Spoken(**told["spoken"]),
        **sentences,
    )


def _lever_sentences(told: Mapping[str, Any], shared: Catalogue) -> dict[str, str]:
    # Swedish and English stand with the lever itself; other languages in their own files.
    language = told["language"]["id"]
    own = {lever.id: lever.letter[language] for lever in shared.levers.values() if language in lever.letter}
    return {**told.get("lever", {}), **own}


def _needed(shared: Catalogue) -> list[tuple[str, list[str]]]:
    deciders = {one.decided_by for one in shared.consequences.values()}
    deciders |= {lever.decided_by for lever in shared.levers.values()}
    return [
        ("fact", list(shared.facts)),
        ("consequence", list(shared.consequences)),
        ("line", list(shared.lines)),
        ("authority", sorted(deciders)),
    ]


def _complete(path: Path, key: str, own: Mapping[str, str], needed: list[str]) -> None:
    absent, unknown = sorted(set(needed) - set(own)), sorted(set(own) - set(needed))
    if absent:
        raise RulebookError(f"{path.name}: {key}.{absent[0]} is missing; write the sentence in this language")
    if unknown:
        raise RulebookError(f"{path.name}: {key}.{unknown[0]} is not known; use one of {', '.join(sorted(needed))}")


def _slots(path: Path, sentences: list[str]) -> None:
    for sentence in sentences:
        for _text, slot, _spec, _conversion in Formatter().parse(sentence):
            if slot is not None and slot not in SLOTS:
                raise RulebookError(f"{path.name}: {{{slot}}} is not known; use one of {', '.join(sorted(SLOTS))}")


def _one_of(path: Path, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise RulebookError(f"{path.name}: translation is {value}; use one of {', '.join(known)}")
    return value


def _version(told: Mapping[str, Any], form: Form, level: Level) -> str:
    text = json.dumps([told, form, level], sort_keys=True, default=str, ensure_ascii=False)
    return f"{told['language']['id']}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"
