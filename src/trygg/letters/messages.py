"""Reads the templates: one file for each language, one template for each form and level in it.

A template's version is the digest of every sentence that it can bring into a letter, so approval ends when one changes.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from trygg.errors import RulebookError
from trygg.letters.catalogue import Catalogue, catalogue, home
from trygg.letters.completeness import check
from trygg.letters.letter import Form, Headings, Help, Spoken
from trygg.records import Level
from trygg.rulebook.reading import read

__all__ = ["Template", "catalogue", "lacking", "languages", "template", "templates"]


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
    found = sorted(path.stem for path in home(folder).glob("*.toml") if path.stem != "messages")
    return tuple(sorted(found, key=lambda language: (language != "sv", language)))


@cache
def template(form: Form, level: Level, language: str = "sv", folder: Path | str | None = None) -> Template:
    """The template for a form, level and language. Raises RulebookError where there is none or it is wrong."""
    path, shared = home(folder) / f"{language}.toml", catalogue(folder)
    if not path.exists():
        raise RulebookError(f"messages: no templates in {language}; there are {', '.join(languages(folder))}")
    told = read(path)
    check(path, told, shared)
    shaped, firm = told["form"].get(form), told["level"].get(level)
    if shaped is None or firm is None:
        raise RulebookError(f"{path.name}: no text for {form} at level {level}; add it")
    standing = _lever_sentences(told, shared)
    return Template(
        form=form,
        level=level,
        **{key: told["language"][key] for key in ("direction", "translation", "source")},
        language=told["language"]["id"],
        version=_version(told, standing, shared, (form, level)),
        headings=Headings(title=shaped["title"], **told["heading"]),
        default_consequences=tuple(firm["consequences"]),
        consequences=told["consequence"],
        facts=told["fact"],
        levers=standing,
        authorities=told["authority"],
        help=tuple(Help(line.name, told["line"][line.id], line.contact) for line in shared.lines.values()),
        purpose=told["privacy"]["purpose"],
        rights=told["privacy"]["rights"],
        date_words=told["date"],
        spoken=Spoken(**told["spoken"]),
        **_sentences(told["common"], shaped, firm),
    )


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


def _sentences(common: Mapping[str, Any], shaped: Mapping[str, Any], firm: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "message": (*shaped["opening"], *common["message"], *firm["says"], *common["fair"]),
        "forbidden": tuple(common["forbidden"]),
        "closing": tuple(shaped["closing"]),
        "meeting_says": tuple(shaped.get("meeting", ())),
        "help_intro": common["help"],
    }


def _lever_sentences(told: Mapping[str, Any], shared: Catalogue) -> dict[str, str]:
    # Swedish and English stand with the lever itself; other languages in their own files.
    language = told["language"]["id"]
    own = {lever.id: lever.letter[language] for lever in shared.levers.values() if language in lever.letter}
    return {**told.get("lever", {}), **own}


def _version(told: Mapping[str, Any], standing: Mapping[str, str], shared: Catalogue, which: tuple[Form, Level]) -> str:
    grounds = [(one.id, one.basis, one.decided_by) for one in shared.consequences.values()]
    grounds += [(one.id, one.basis, one.decided_by) for one in shared.levers.values()]
    everything = [told, dict(standing), grounds, which]
    text = json.dumps(everything, sort_keys=True, default=str, ensure_ascii=False)
    return f"{told['language']['id']}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"
