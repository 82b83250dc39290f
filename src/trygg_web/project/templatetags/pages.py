"""Small words that every template may use: levels, days, moments, numbers, chips, empty pages."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Literal
from uuid import UUID

from django import template
from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()

JUST_NOW, HOUR, DAY, WEEK = 60, 3600, 86400, 7
BLANK = "–"


def level_name(level: str | None) -> str:
    """A level in words: its letter and what it is called."""
    return gettext("Nivå %(letter)s") % {"letter": level} if level else gettext("Ingen nivå")


@register.simple_tag
def level(value: str | None, size: str = "") -> SafeString:
    """The square letter of a level, with its name for those who hover or listen."""
    return _square(value, size, get_language())


@lru_cache(maxsize=64)
def _square(value: str | None, size: str, _language: str | None) -> SafeString:
    kind = value or "none"
    more = f" trygg-level--{size}" if size else ""
    return format_html(
        '<span class="trygg-level trygg-level--{}{}" title="{name}"><span aria-hidden="true">{}</span>'
        '<span class="govuk-visually-hidden">{name}</span></span>',
        kind,
        more,
        value or BLANK,
        name=level_name(value),
    )


@register.filter
def place(which: UUID, name: str) -> str:
    """The address of the page of that name about one thing, as `{% url %}` gives it; for lists of many."""
    return _place(name) % which


@cache
def _place(name: str) -> str:
    nothing = UUID(int=0)
    return reverse(name, args=[nothing]).replace("%", "%%").replace(str(nothing), "%s")


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as it is said: 12 november 2026."""
    if value is None or value == "":
        return BLANK
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return _said_day(value, get_language())


@lru_cache(maxsize=4096)
def _said_day(value: date, _language: str | None) -> str:
    return date_format(value, "j F Y")


@register.filter
def moment(value: datetime | None) -> str | SafeString:
    """How long ago, or which time today; the exact time is at hand on hover and for machines."""
    if value is None or value == "":
        return BLANK
    here = timezone.localtime(value)
    exact = f"{day(here)} {clock(here)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', here.isoformat(), exact, _said(here, exact))


@register.filter
def clock(value: datetime) -> str:
    """The time of day: 14.20."""
    here = timezone.localtime(value)
    return here.strftime("%H.%M" if get_language() == "sv" else "%H:%M")


def _said(here: datetime, exact: str) -> str:
    now = timezone.localtime(timezone.now())
    seconds, days = (now - here).total_seconds(), (now.date() - here.date()).days
    if 0 <= seconds < JUST_NOW:
        return gettext("nyss")
    if 0 <= seconds < HOUR:
        minutes = int(seconds // 60)
        return ngettext("för %(n)s minut sedan", "för %(n)s minuter sedan", minutes) % {"n": minutes}
    return {
        0: gettext("i dag %(time)s"),
        1: gettext("i går %(time)s"),
        -1: gettext("i morgon %(time)s"),
    }.get(days, "") % {"time": clock(here)} or _days_ago(days, exact)


def _days_ago(days: int, exact: str) -> str:
    return gettext("för %(n)s dagar sedan") % {"n": days} if 0 < days < WEEK else exact


@register.filter
def left(until: date | None) -> str:
    """The time left to a day, in words: två dagar kvar is `2 dagar kvar`, and what has passed is said so."""
    if until is None:
        return BLANK
    days = (until - timezone.localdate()).days
    if days < 0:
        return ngettext("%(n)s dag försenat", "%(n)s dagar försenat", -days) % {"n": -days}
    if days == 0:
        return gettext("i dag")
    return ngettext("%(n)s dag kvar", "%(n)s dagar kvar", days) % {"n": days}


@register.filter
def time_left(due: datetime | None) -> str:
    """The time left to an instant, in words: minutes, hours, and from two days on days; what has passed is said so."""
    if due is None:
        return BLANK
    seconds = (due - timezone.now()).total_seconds()
    amount, late = abs(seconds), seconds < 0
    if amount < HOUR:
        n = int(amount // 60)
        says = ngettext("%(n)s minut", "%(n)s minuter", n)
    elif amount < 2 * DAY:
        n = int(amount // HOUR)
        says = ngettext("%(n)s timme", "%(n)s timmar", n)
    else:
        n = int(amount // DAY)
        says = ngettext("%(n)s dag", "%(n)s dagar", n)
    return (gettext("%(time)s försenat") if late else gettext("%(time)s kvar")) % {"time": says % {"n": n}}


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """A number as it is written: 12 345,6 in Swedish, 12,345.6 in English."""
    if not isinstance(value, int | float):
        return BLANK
    text = f"{value:,.{decimals}f}"
    if get_language() == "en":
        return text
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "\N{MINUS SIGN}")


@register.filter
def percent(share: float | Literal[""] | None) -> str:
    """A share as per cent: 62 %; of nothing there is no share, nor of what a template does not find (empty)."""
    return BLANK if share is None or share == "" else f"{number(share * 100)}\N{NO-BREAK SPACE}%"


@register.simple_tag
def chip(says: str, kind: str = "") -> SafeString:
    """A chip with words. Kinds: warn, new, late, done, shield, unknown; each has a sign beside its colour."""
    return format_html('<span class="trygg-chip{}">{}</span>', f" trygg-chip--{kind}" if kind else "", says)


@register.simple_tag
def empty(says: str, do: str = "") -> SafeString:
    """An empty page: what would stand here, and what to do."""
    rest = format_html("<p>{}</p>", do) if do else ""
    return format_html('<div class="trygg-empty"><p>{}</p>{}</div>', says, rest)


@register.simple_tag
def keys(**which: str) -> SafeString:
    """The keys of a page, in a quiet row: {% keys J="nästa" K="förra" %}."""
    items = format_html_join("", '<li><kbd class="trygg-key">{}</kbd> {}</li>', which.items())
    return format_html('<ul class="trygg-keys">{}</ul>', items)


@register.simple_tag
def bar(value: float, most: float, says: str) -> SafeString:
    """A small bar beside a number, named for those who listen."""
    return format_html(
        '<meter class="trygg-bar" min="0" max="{}" value="{}" aria-label="{}"></meter>', most or 1, value, says
    )


@register.inclusion_tag("parts/error_summary.html")
def error_summary(*forms: BaseForm) -> Mapping[str, Any]:
    """All the faults of one or more forms, on top of the page, each leading to its field."""
    return {"forms": [form for form in forms if form and form.is_bound and form.errors]}


@register.simple_tag
def too_many(shown: int, all_hits: int | None = None) -> SafeString:
    """That a search shows only its first hits, and what finds fewer; nothing where all are shown.

    all_hits   how many there are; None: not counted, and there may be more
    """
    if all_hits is not None and all_hits <= shown:
        return SafeString()
    says = gettext("De första %d träffarna visas. Skriv fler ord ur namnet, eller hela numret.") % shown
    return format_html('<p class="govuk-body trygg-quiet">{}</p>', says)


@register.inclusion_tag("parts/pages.html", takes_context=True)
def page_links(context: template.Context, page: Any) -> Mapping[str, Any]:
    """The way to the page before and after, keeping the filters of the address."""
    query = context["request"].GET.copy()
    query.pop("sida", None)
    return {"page": page, "rest": query.urlencode()}
