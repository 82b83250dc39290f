"""Reads one spreadsheet from stdin and writes its cells as JSON, inside limits of memory and time.

It runs as a process of its own (see `limits.rows_of_spreadsheet`): a hostile workbook can end it, never the house.
"""

import io
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime
from typing import Any

MEMORY, SECONDS = 420 * 1024 * 1024, 4
ROWS, COLUMNS, CELLS = 100_000, 200, 2_000_000
CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f[\s>/]')
SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


class _Refuse(Exception):
    pass


def main() -> None:
    """The cells of the first sheet that has any, or the code of what was wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer = _read(sys.stdin.buffer.read())
    except _Refuse as refusal:
        answer = {"fault": str(refusal)}
    except MemoryError:
        answer = {"fault": "took_too_long"}
    json.dump(answer, sys.stdout)


def _read(content: bytes) -> dict[str, Any]:
    import python_calamine

    formulas = _scan(content) if content[:2] == b"PK" else {}
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return _first(book, formulas)
    except (python_calamine.CalamineError, ValueError, OSError) as fault:
        raise _Refuse("damaged") from fault


def _first(book: Any, formulas: dict[int, set[tuple[int, int]]]) -> dict[str, Any]:
    names, chosen = list(book.sheet_names), None
    for place, name in enumerate(names):
        sheet = book.get_sheet_by_name(name)
        _bounded(sheet.total_height, sheet.total_width)
        rows = sheet.to_python(skip_empty_area=False)
        if any(any(cell != "" for cell in row) for row in rows):
            chosen = [_texts(row, at, formulas.get(place, set())) for at, row in enumerate(rows)]
            break
    return {"rows": chosen or [], "sheets": len(names)}


def _texts(row: list[Any], at: int, formulas: set[tuple[int, int]]) -> list[str]:
    return ["=" if (at, place) in formulas else _text(cell) for place, cell in enumerate(row)]


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    return (
        cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat() if isinstance(cell, date) else str(cell)
    )


def _scan(content: bytes) -> dict[int, set[tuple[int, int]]]:
    # The size that a sheet claims may lie; where its cells stand does not.
    found: dict[int, set[tuple[int, int]]] = {}
    archive = zipfile.ZipFile(io.BytesIO(content))
    numbered = ((SHEET.fullmatch(name), name) for name in archive.namelist())
    sheets = sorted((int(found_at[1]), name) for found_at, name in numbered if found_at)
    for place, (_number, name) in enumerate(sheets):
        raw = archive.read(name)
        last_row = 0
        letters: set[bytes] = set()
        for match in CELL.finditer(raw):
            letters.add(match[1])
            last_row = int(match[2])
            if last_row > ROWS:
                raise _Refuse("too_many_rows")
        _bounded(last_row, max(map(_column, letters), default=0))
        found[place] = {(int(match[2]) - 1, _column(match[1]) - 1) for match in FORMULA.finditer(raw)}
    if "content.xml" in archive.namelist() and b"table:formula=" in archive.read("content.xml"):
        raise _Refuse("formulas")
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _bounded(rows: int, columns: int) -> None:
    for code, size, most in (
        ("too_many_rows", rows, ROWS),
        ("too_many_columns", columns, COLUMNS),
        ("too_many_cells", rows * columns, CELLS),
    ):
        if size > most:
            raise _Refuse(code)


if __name__ == "__main__":
    main()
