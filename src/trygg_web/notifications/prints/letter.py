"""A finished letter, or its script, becomes a PDF/UA. Nothing else goes in: not who prints, no hour, no level."""

import json
from dataclasses import asdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from trygg.letters import Letter, Script, render

HERE = Path(__file__).parent
# The same bytes for the same letter: a file's birth tells nothing, and two worlds can be compared.
NO_TIME = 0


def letter_pdf(letter: Letter) -> bytes:
    """The letter, A4 upright, tagged, in its own language and direction."""
    told = {
        "language": letter.language,
        "direction": letter.direction,
        "recipient": letter.recipient,
        "reference": letter.reference,
        "day": letter.day,
        "sender": asdict(letter.sender),
        "words": asdict(letter.headings),
        "parts": [asdict(part) for part in render(letter)],
        "version": letter.version,
    }
    return pdf("letter.typ", told)


def script_pdf(script: Script) -> bytes:
    """The script of a talk, A4 upright, tagged, in the officer's language; what is said in the recipient's."""
    with override(script.staff):
        return pdf("script.typ", {**asdict(script), "words": _script_words()})


def _script_words() -> dict[str, str]:
    return {
        "title": _("Samtalsstöd"),
        "do": _("Gör"),
        "say": _("Säg"),
        "reference": _("Referens"),
        "version": _("Text"),
    }


def pdf(name: str, told: dict[str, Any]) -> bytes:
    """What is told as a tagged PDF/UA, by a file of this folder."""
    import typst

    made: bytes = typst.compile(
        HERE / name,
        root=HERE,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=NO_TIME,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told)},
    )
    return made


@cache
def _fonts() -> Any:
    # Sought once: DejaVu Sans has Latin with all marks used here, and Arabic. It comes with matplotlib, free to embed;
    # importing matplotlib only to ask for its folder takes a second.
    import typst

    drawing = find_spec("matplotlib")
    if drawing is None or drawing.origin is None:
        raise ModuleNotFoundError("matplotlib is missing; the fonts of letters come with it")
    folder = Path(drawing.origin).parent / "mpl-data" / "fonts" / "ttf"
    return typst.Fonts(font_paths=[folder], include_system_fonts=False)
