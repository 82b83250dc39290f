"""A report's numbers in writing, and what stands first in every report."""

from django.utils.translation import gettext as _

from trygg_web.dashboards.queries.told import Scope, in_words


def whole(count: int | None) -> str:
    """A count, or that it is hidden."""
    return _("dolt") if count is None else str(count)


def percent(share: float | None) -> str:
    """A share in whole per cent; a dash where it is hidden or of nothing."""
    return "–" if share is None else f"{100 * share:.0f} %"


def about(within: Scope) -> list[str]:
    """What a reader must know before the first number."""
    count = within.count
    words = {"since": within.since, "until": count.until.isoformat(), "last": within.until, "id": count.pk}
    words |= {"code": count.code, "definitions": count.definitions[:12], "method": count.method[:12]}
    return [
        f"{in_words(within.receiver.says)}: {in_words(within.receiver.adds)}",
        _("Åren %(since)s–%(last)s, till men inte med %(until)s.") % words,
        _("Talen säger vad som registrerats, inte varför, och visar inte om metoden är orsaken."),
        _("Våld som inte anmäls syns inte. Personer är misstänkta, inte dömda, om inget annat står."),
        _("Antal under fem är dolda, och med dem så många andra att ingen kan räkna ut dem."),
        _("Räkning %(id)s, version %(code)s, definitioner %(definitions)s, metod %(method)s.") % words,
    ]
