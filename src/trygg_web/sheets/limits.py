"""What a file may be, asked before anything in it is parsed."""

import io
import json
import pathlib
import subprocess
import sys
import zipfile

from trygg_web.sheets.faults import Unreadable

BYTES = 32 * 1024 * 1024
UNPACKED = 120 * 1024 * 1024
ENTRIES = 2_000
ROWS, COLUMNS, CELLS = 100_000, 200, 2_000_000
WAIT = 4.5  # seconds for a spreadsheet
READER = pathlib.Path(__file__).with_name("spreadsheet.py")
MARKS = {b"%PDF": "pdf", b"\x1f\x8b": "packed", b"7z\xbc\xaf": "packed", b"Rar!": "packed", b"\x7fELF": "binary"}


def form_of(content: bytes) -> str:
    """`text` or `sheet`, from the bytes and never from the name. Raises Unreadable for all else."""
    if not content.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty")
    if len(content) > BYTES:
        raise Unreadable("too_big")
    for mark, code in MARKS.items():
        if content.lstrip()[:8].startswith(mark):
            raise Unreadable(code)
    if content[:2] == b"PK":
        _check_zip(content)
        return "sheet"
    if content[:4] == b"\xd0\xcf\x11\xe0":
        return "sheet"
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:9].lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise Unreadable("html")
    return "text"


def _check_zip(content: bytes) -> None:
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Unreadable("damaged") from fault
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
        raise Unreadable("unpacks_too_big")
    names = {entry.filename for entry in entries}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Unreadable("packed")


def rows_of_spreadsheet(content: bytes) -> tuple[list[list[str]], int]:
    """The cells of the first sheet with content as text, and how many sheets there are."""
    try:
        answer = subprocess.run(
            [sys.executable, "-I", str(READER)], input=content, capture_output=True, timeout=WAIT, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise Unreadable("took_too_long") from fault
    if answer.returncode < 0:
        raise Unreadable("took_too_long")
    if answer.returncode:
        raise Unreadable("damaged")
    told = json.loads(answer.stdout)
    if "fault" in told:
        raise Unreadable(told["fault"])
    return told["rows"], told["sheets"]
