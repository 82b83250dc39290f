"""Identity numbers in any notation, and telephone numbers."""

import re
from collections.abc import Iterator

_GAP = r"[ .,/_-]{0,3}"
IDENTITY = re.compile(
    rf"(?<!\d)(?:(?:1{_GAP}9|2{_GAP}0){_GAP})?(?P<year>\d{_GAP}\d){_GAP}(?P<month>\d{_GAP}\d){_GAP}(?P<day>\d{_GAP}\d)"
    rf"[ .,/_+-]{{0,3}}(?:[a-z]|\d){_GAP}\d{_GAP}\d{_GAP}\d(?!\d)",
    re.IGNORECASE,
)
BIRTH = re.compile(r"(?:19|20)\d{2}([ .,/_-]?)(?P<month>\d{2})\1(?P<day>\d{2})(?!\d)")
PHONE = re.compile(r"(?<![\d:])(?:\+|\(0\)|0)?\d(?:[ .()-]{0,3}\d){5,13}(?![\d:])")
LEAST_DIGITS = 6


def identity_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Every stretch that can be an identity or co-ordination number, or a birth date written in digits."""
    for pattern in (IDENTITY, BIRTH):
        for found in pattern.finditer(text):
            month, day = (int(re.sub(r"\D", "", found[part])) for part in ("month", "day"))
            if 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91):
                yield "identity_number", *found.span()


def phones(text: str) -> Iterator[tuple[str, int, int]]:
    """Every stretch of digits that is long enough to be rung."""
    for found in PHONE.finditer(text):
        if len(re.sub(r"\D", "", found.group())) >= LEAST_DIGITS:
            yield "phone", *found.span()
