"""Makes a letter from a template and one person's particulars, and refuses what would not be lawful to send."""

import re
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

from trygg.errors import InvalidRecord
from trygg.letters.catalogue import Catalogue, catalogue
from trygg.letters.directions import apart, isolated
from trygg.letters.letter import Form, Letter, Measure, Particulars, Privacy, PublicFact, Sender, Spoken
from trygg.letters.messages import Template

MEETS = (Form.SUMMONS, Form.CALL_IN)


def compose(template: Template, given: Particulars, folder: Path | str | None = None) -> Letter:
    """The finished letter. Raises InvalidRecord where something needed is missing or not known.

    In a language written from the right, whatever comes from outside the template is kept apart with isolates
    (U+2068, U+2069); without them a telephone number is read with its groups in the wrong order.
    """
    shared = catalogue(folder)
    _check(template, given, shared)
    whole = _numbers_whole(given)
    own = apart(whole) if template.direction == "rtl" else whole
    filled = {"recipient": own.recipient, **_sender_words(own.sender), "day": day_words(template, own.day)}
    return Letter(
        language=template.language,
        direction=template.direction,
        form=template.form,
        reference=own.reference,
        day=filled["day"],
        recipient=own.recipient,
        sender=own.sender,
        headings=template.headings,
        message=_fill(template.message, filled),
        facts=tuple(_fact(template, fact) for fact in own.facts),
        forbidden=template.forbidden,
        prohibitions=tuple(_prohibition(template, shared, lever) for lever in own.levers),
        consequences=_consequences(template, shared, own),
        help=own.help,
        help_intro=template.help_intro,
        meeting=_meeting(template, own),
        meeting_says=_fill(template.meeting_says, filled) if own.meeting else (),
        closing=_fill(template.closing, filled),
        privacy=_privacy(template, own),
        spoken=Spoken(**{name: text.format(**filled) for name, text in asdict(template.spoken).items()}),
        version=template.version,
    )


def day_words(template: Template, day: date) -> str:
    """A day in the template's language."""
    words = template.date_words
    return str(words["day"]).format(day=day.day, month=words["months"][day.month - 1], year=day.year)


def _numbers_whole(given: Particulars) -> Particulars:
    # Half a telephone number on the next line is a wrong number.
    helps = tuple(replace(one, contact=_whole(one.contact)) for one in given.help)
    return replace(given, help=helps, sender=replace(given.sender, contact=_whole(given.sender.contact)))


def _whole(contact: str) -> str:
    return re.sub(r"(?<=\d) (?=\d)", "\u00a0", contact)


def _sender_words(sender: Sender) -> dict[str, str]:
    return {name: getattr(sender, name) for name in ("authority", "function", "contact")}


def _check(template: Template, given: Particulars, shared: Catalogue) -> None:
    for name in ("recipient", "reference", "help"):
        if not getattr(given, name):
            raise InvalidRecord(f"{name} is empty; a letter cannot be made without it")
    if not (given.sender.authority and given.sender.contact and given.controller.name and given.controller.contact):
        raise InvalidRecord("sender or controller lacks a name or a contact; fill in both")
    if template.form in MEETS and given.meeting is None:
        raise InvalidRecord("meeting is empty; a summons names place and time")
    _ids("fact", [fact.id for fact in given.facts], list(shared.facts))
    _ids("lever", list(given.levers), list(shared.levers))
    _ids("consequence", list(given.consequences), list(shared.consequences))


def _ids(kind: str, ids: list[str], known: list[str]) -> None:
    for one in ids:
        if one not in known:
            raise InvalidRecord(f"{kind} {one} is not known; use one of {', '.join(known)}")


def _fill(sentences: tuple[str, ...], filled: dict[str, str]) -> tuple[str, ...]:
    return tuple(sentence.format(**filled) for sentence in sentences)


def _fact(template: Template, fact: PublicFact) -> str:
    sentence = template.facts[fact.id]
    if "{day}" not in sentence:
        return sentence
    if fact.day is None:
        raise InvalidRecord(f"fact {fact.id} has no day; give it")
    return sentence.format(day=day_words(template, fact.day))


def _prohibition(template: Template, shared: Catalogue, lever: str) -> Measure:
    standing = shared.levers[lever]
    if lever not in template.levers:
        raise InvalidRecord(f"lever {lever} has no sentence in {template.language}; write it before it is named")
    return Measure(template.levers[lever], _cited(template, standing.basis), template.authorities[standing.decided_by])


def _consequences(template: Template, shared: Catalogue, given: Particulars) -> tuple[Measure, ...]:
    chosen = [shared.consequences[one] for one in given.consequences or template.default_consequences]
    return tuple(
        Measure(template.consequences[one.id], _cited(template, one.basis), template.authorities[one.decided_by])
        for one in chosen
    )


def _cited(template: Template, basis: str) -> str:
    # A section's number and its sign stay on one line.
    joined = basis.replace(" §", "\u00a0§").replace(" kap.", "\u00a0kap.")
    return isolated(joined) if template.direction == "rtl" else joined


def _meeting(template: Template, given: Particulars) -> tuple[str, str] | None:
    return (given.meeting.place, _time_words(template, given.meeting.at)) if given.meeting else None


def _time_words(template: Template, at: datetime) -> str:
    clock = str(template.date_words["time"]).format(hour=f"{at.hour:02}", minute=f"{at.minute:02}")
    return f"{day_words(template, at.date())}, {clock}"


def _privacy(template: Template, given: Particulars) -> Privacy:
    regime = given.controller.regime
    return Privacy(
        controller=given.controller.name,
        contact=given.controller.contact,
        purpose=template.purpose[regime],
        rights=template.rights[regime],
    )
