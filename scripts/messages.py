"""Gathers every Swedish sentence of the pages into the English catalogue, where they wait for their translation.

`--check` writes nothing: it says whether the catalogue holds what the sources say, no more, no less, all translated.
"""

import io
import pathlib
import sys
from collections.abc import Iterator
from typing import BinaryIO, TypeAlias

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "trygg_web"
CATALOGUE = SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLAIN, PLURAL = None, (1, 2)
KEYWORDS = {
    "_": PLAIN,
    "gettext": PLAIN,
    "gettext_lazy": PLAIN,
    "gettext_noop": PLAIN,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
FLEETING = tuple(f'"{name}' for name in ("POT-", "PO-", "Report-", "Last-", "Language-Team", "Generated-"))
Found: TypeAlias = tuple[int, str | tuple[str, ...], list[str], str | None]


def found_in(path: pathlib.Path) -> Iterator[Found]:
    """The sentences of one file. A template is first turned into calls that a reader of scripts understands."""
    if path.suffix == ".py":
        how, text = "python", path.read_text(encoding="utf-8")
    else:
        how, text = "javascript", templatize(path.read_text(encoding="utf-8"))
    file: BinaryIO = io.BytesIO(text.encode())
    yield from extract(how, file, KEYWORDS, (), {"encoding": "utf-8"})


def sources() -> Iterator[pathlib.Path]:
    """The files that may hold sentences."""
    for kind in ("*.py", "*.html", "*.txt"):
        for path in sorted(SOURCES.rglob(kind)):
            if "migrations" not in path.parts and "static" not in path.parts:
                yield path


def said() -> Catalog:
    """A catalogue of all that the sources say."""
    catalogue = Catalog(project="Trygg", locale="en", charset="utf-8", fuzzy=False)
    for path in sources():
        for _line, message, _comments, context in found_in(path):
            where = [(str(path.relative_to(ROOT)), 1)]
            catalogue.add(message, locations=where, context=context)
    return catalogue


def known() -> Catalog:
    """The catalogue as it stands."""
    if not CATALOGUE.exists():
        return Catalog(project="Trygg", locale="en", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def ids(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def faults() -> list[str]:
    """What is missing, left over, untranslated or unsure, one line each."""
    new, old = said(), known()
    lines = [f"not in the catalogue: {message!r}" for message in sorted(map(str, ids(new) - ids(old)))]
    lines += [f"no longer said: {message!r}" for message in sorted(map(str, ids(old) - ids(new)))]
    for message in old:
        words = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and (message.fuzzy or not all(words)):
            lines.append(f"not translated: {message.id!r}")
    return lines


def write() -> None:
    """Bring the catalogue up to what the sources say; translations that are no longer said are dropped."""
    catalogue = known()
    catalogue.update(said(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    kept = io.BytesIO()
    write_po(kept, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    lines = kept.getvalue().decode().split("\n")
    first = lines.index('msgid ""')
    CATALOGUE.write_text("\n".join(line for line in lines[first:] if not line.startswith(FLEETING)), encoding="utf-8")


if __name__ == "__main__":
    settings.configure()
    if "--check" not in sys.argv:
        write()
    told = faults()
    print("\n".join(told) or "The catalogue is whole.")
    sys.exit(1 if told else 0)
