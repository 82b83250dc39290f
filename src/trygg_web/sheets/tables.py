"""Bytes to a table: which encoding, which delimiter, where the header stands and where the rows end."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trygg_web.sheets import limits
from trygg_web.sheets.faults import Unreadable

DELIMITERS = ";\t,|"
TITLES = 30  # rows among which the header is looked for
TOTAL = re.compile(r"(antal|summa|totalt?|rader|slut på|end of)\b", re.IGNORECASE)
DIGITS = re.compile(r"\d[\d\s]*")
# UTF-8 that somebody read as cp1252 and saved again: Ã¥, Ã¤, Ã¶ and their like.
MANGLED = re.compile("[ÃÄÅ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]")
# Control and format characters: unseen, and no part of any name or number. Tab and line breaks are whitespace.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: its header, its rows with their numbers in the file, and what was noticed on the way."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notices: tuple[tuple[str, int], ...] = ()


def label_key(label: str) -> str:
    """A column label without case, spaces and punctuation, for comparing."""
    return re.sub(r"[\s.:_/\-]+", "", unicodedata.normalize("NFC", label)).casefold()


def table(content: bytes, known: frozenset[str]) -> Table:
    """The table in a file. `known` are label keys that a header may hold. Raises Unreadable."""
    notices: dict[str, int] = {}
    if limits.form_of(content) == "sheet":
        cells, sheets = limits.rows_of_spreadsheet(content)
        raw: Rows = list(enumerate(cells, start=1))
        notices["other_sheets"] = sheets - 1
    else:
        text, notices["mended_letters"] = _letters(_decoded(content))
        raw = _split(text, known)
    _bounded(raw)
    return _framed([(number, _clean(row, notices)) for number, row in raw], known, notices)


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strict(content, encoding)
    head = content[:4000]
    if head.count(b"\0") > len(head) // 4:
        return _strict(content, "utf-16-le" if head[1::2].count(b"\0") > head[::2].count(b"\0") else "utf-16-be")
    try:
        return _strict(content, "utf-8")
    except Unreadable:
        return _strict(content, "cp1252")


def _strict(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Unreadable("binary") from fault
    odd = sum(1 for letter in text[:20_000] if letter < " " and letter not in "\t\r\n\x1f\x1e")
    if odd > len(text[:20_000]) // 50 + 20:
        raise Unreadable("binary")
    return text


def _letters(text: str) -> tuple[str, int]:
    found = len(MANGLED.findall(text[:200_000]))
    if found < 3:
        return text, 0
    try:
        mended = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text, 0
    return mended, found


def _split(text: str, known: frozenset[str]) -> Rows:
    if text.count("\n") > limits.ROWS or text.count("\r") > limits.ROWS:
        raise Unreadable("too_many_rows")
    head = "\n".join(text[:60_000].splitlines()[:TITLES])
    best = max(DELIMITERS, key=lambda mark: _fitness(head, mark, known))
    return list(_numbered(text, best))


def _fitness(head: str, mark: str, known: frozenset[str]) -> tuple[int, int]:
    try:
        rows = list(csv.reader(io.StringIO(head), delimiter=mark))
    except csv.Error:
        return (0, 0)
    return (max((_hits(row, known) for row in rows), default=0), max(map(len, rows), default=0))


def _numbered(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    reader, before = csv.reader(io.StringIO(text, newline=""), delimiter=mark), 0
    try:
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error as fault:
        raise Unreadable("quotes") from fault


def _bounded(rows: Rows) -> None:
    if len(rows) > limits.ROWS:
        raise Unreadable("too_many_rows")
    if max((len(row) for _, row in rows), default=0) > limits.COLUMNS:
        raise Unreadable("too_many_columns")
    if sum(len(row) for _, row in rows) > limits.CELLS:
        raise Unreadable("too_many_cells")


def _clean(row: Iterable[str], notices: dict[str, int]) -> list[str]:
    cells = []
    for raw in row:
        cell = raw
        if not raw.isascii() or not raw.isprintable():
            cell, unseen = UNSEEN.subn("", unicodedata.normalize("NFC", raw))
            notices["invisible"] = notices.get("invisible", 0) + unseen
        cells.append(cell.strip())
    return cells


def _hits(row: Iterable[str], known: frozenset[str]) -> int:
    return len({label_key(cell) for cell in row if cell} & known)


def _framed(rows: Rows, known: frozenset[str], notices: dict[str, int]) -> Table:
    filled = [(number, row) for number, row in rows if any(row)]
    if not filled:
        raise Unreadable("empty")
    place = max(range(min(TITLES, len(filled))), key=lambda at: (_hits(filled[at][1], known), -at))
    if _hits(filled[place][1], known) < 2:
        place = _widest(filled)
    header = _trimmed(filled[place][1])
    if len(header) < 2 or any(DIGITS.fullmatch(cell) for cell in header if cell):
        raise Unreadable("no_header")
    below = filled[place + 1 :]
    kept = _without_totals(below, notices)
    if not kept:
        raise Unreadable("no_rows")
    notices["titles"] = place
    rows_out = tuple((number, _fitted(row, len(header))) for number, row in kept)
    return Table(tuple(header), rows_out, tuple((code, count) for code, count in notices.items() if count))


def _widest(rows: Rows) -> int:
    # Nobody knows these labels: the header is then the first row that fills as many cells as any.
    width = [sum(map(bool, row)) for _, row in rows[:TITLES]]
    return width.index(max(width))


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


def _fitted(row: list[str], width: int) -> tuple[str, ...]:
    # Longer rows stay long: the reader rejects them when what hangs over holds something.
    return tuple(_trimmed(row) if len(_trimmed(row)) > width else (row + [""] * width)[:width])


def _without_totals(rows: Rows, notices: dict[str, int]) -> Rows:
    kept = list(rows)
    while kept and _is_total(kept[-1][1]):
        _, row = kept.pop()
        notices["totals"] = notices.get("totals", 0) + 1
        said = re.search(r"rader\D*(\d+)", " ".join(row), re.IGNORECASE)
        if said and int(said[1]) != len(kept):
            notices["totals_differ"] = abs(int(said[1]) - len(kept))
    return kept


def _is_total(row: list[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) <= 3 and bool(TOTAL.match(filled[0]))
