"""Her safety plan on paper: a neutral cover, a neutral name, and nothing of who made it or whom it is about."""

import json
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

HERE = Path(__file__).parent
EPOCH = 0  # no time of making in the file: it would say when she was here


def plan_sheet(parts: Sequence[tuple[str, str]]) -> bytes:
    """A PDF/UA of the parts of a plan: a cover that says notes, then the headings and her words.

    It takes headings and words only: no name, number, place or house can come into it.
    """
    import typst

    told = {"language": get_language() or "sv", "title": _("Anteckningar"), "parts": [list(part) for part in parts]}
    made: bytes = typst.compile(
        HERE / "plan.typ",
        root=HERE,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=EPOCH,
        sys_inputs={"told": json.dumps(told)},
    )
    return made
