"""The ledger of one person on paper, for the supervisory authority and for the person who asks; tagged PDF."""

import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.exchange.queries import Line, ledger_of

HERE = Path(__file__).parent


def ledger_sheet(viewer: User, number: str) -> bytes:
    """A PDF/UA of what was told and received about one identity number; the number itself stands once, on top."""
    import typst

    lines, at = ledger_of(viewer, number), timezone.localtime()
    log.did(viewer, Verb.PRINTED, "ledger")
    told = {
        "language": get_language() or "sv",
        "title": _("Utlämnanden om en person"),
        "about": f"{number} · {settings.TRYGG_AUTHORITY}",
        "stamp": _("Utskrivet av %(name)s %(when)s") % {"name": viewer, "when": at.strftime("%Y-%m-%d %H:%M")},
        "columns": [_("Nummer"), _("När"), _("Åt vilket håll"), _("Uppgifter"), _("Grund")],
        "rows": [_cells(line) for line in lines],
        "none": _("Inget är lämnat eller mottaget."),
        "note": _("Liggaren säger vilka uppgifter som lämnats, inte vad som stod i dem."),
    }
    made: bytes = typst.compile(
        HERE / "ledger.typ", root=HERE, format="pdf", pdf_standards="ua-1", timestamp=int(at.timestamp()),
        sys_inputs={"told": json.dumps(told)},
    )  # fmt: skip
    return made


def _cells(line: Line) -> list[str]:
    way = _("till %s") if line.out else _("från %s")
    at = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M")
    return [line.dnr, at, way % line.other, ", ".join(line.fields), line.ground]
