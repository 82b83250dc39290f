"""A person's reports drawn over time, as SVG without a name in it: how grave each was, and how it adds up.

Form carries what colour does too: each couple has its own mark and kind of line.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

INK, PALE, CUSTODY = "#14202b", "#6a7680", "#d9dde1"
COUPLES = (("o", "-", "#0b4a6f"), ("s", "--", "#b3500f"), ("^", ":", "#4b2e83"), ("D", "-.", "#37610f"))
TICKS = {1: "ej känt", 10: "10 dagar", 30: "1 månad", 100: "100 dagar", 365: "1 år", 1095: "3 år", 3650: "10 år"}
LOOK: Mapping[str, Any] = {
    "svg.hashsalt": "trygg",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "axes.edgecolor": PALE,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass(frozen=True, slots=True)
class Dot:
    """One report: its day, its harm in days (None: not known), its number and which couple it concerns."""

    day: date
    harm: int | None
    report: str
    couple: int  # 1, 2, …; 0 when the other party is not known
    says: str = ""  # the offences in words


@dataclass(frozen=True, slots=True)
class Span:
    """A stay in custody; `until` None: still there, as far as is known."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A level decided on a day; empty: off the list."""

    day: date
    level: str


@dataclass(frozen=True, slots=True)
class Course:
    """All that the drawings show of a person: days, grades and marks, nobody's name."""

    dots: Sequence[Dot]
    stays: Sequence[Span]
    levels: Sequence[Mark]
    on: date

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.dots


def trajectory(course: Course) -> bytes:
    """Each report as a dot by harm over time, one line per couple, with custody and levels as marks."""
    with look():
        figure, axes = sheet(3.3)
        _spans(axes, course)
        for couple in sorted({dot.couple for dot in course.dots}):
            _line(axes, couple, sorted((d for d in course.dots if d.couple == couple), key=lambda dot: dot.day))
        _marks(axes, course)
        _harm_scale(axes, course)
        return _svg(figure, axes, course)


def rising(course: Course) -> bytes:
    """The sum of harm so far, step by step: the steeper the stairs, the faster it adds up."""
    with look():
        figure, axes = sheet(1.9)
        days, sums = _stairs(course)
        axes.step(days, sums, where="post", color=INK, linewidth=1.6)
        axes.fill_between(days, sums, step="post", color="#0b4a6f", alpha=0.12)
        axes.set_ylabel(_("summa dagar"))
        axes.set_ylim(0, max(sums) * 1.12 or 1)
        return _svg(figure, axes, course)


def sums(course: Course) -> list[int]:
    """The sum of known harm after each report, in the order of days."""
    total, so_far = 0, []
    for dot in sorted(course.dots, key=lambda dot: dot.day):
        total += dot.harm or 0
        so_far.append(total)
    return so_far


def _stairs(course: Course) -> tuple[list[date], list[int]]:
    so_far = sums(course)
    days = [dot.day for dot in sorted(course.dots, key=lambda dot: dot.day)]
    return [days[0], *days, max(course.on, days[-1])], [0, *so_far, so_far[-1]]


def look(*, paths: bool = False) -> Any:
    """The context in which a drawing is made, so that all look alike; `paths`: letters as outlines, for print."""
    from matplotlib import rc_context  # noqa: PLC0415 - half a second to load, and few pages draw

    chosen: Any = {**LOOK, "svg.fonttype": "path" if paths else "none"}
    return rc_context(chosen)


def sheet(height: float) -> tuple[Any, Any]:
    """An empty drawing as wide as a page, so many inches high, and its axes."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - half a second to load, and few pages draw

    figure = Figure(figsize=(8.4, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#e3e7ea", linewidth=0.8)
    axes.set_axisbelow(True)
    return figure, axes


def in_months(axes: Any, most: int) -> None:
    """The axis of days is told in months, at most so many of them."""
    from matplotlib.dates import AutoDateLocator, DateFormatter  # noqa: PLC0415 - as the others

    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=most))  # type: ignore[no-untyped-call]  # matplotlib is typed in part
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m"))  # type: ignore[no-untyped-call]  # matplotlib is typed in part


def saved(figure: Any) -> bytes:
    """The drawing as SVG, the same bytes each time."""
    held = io.BytesIO()
    figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    return held.getvalue()


def _line(axes: Any, couple: int, dots: Sequence[Dot]) -> None:
    mark, dash, colour = COUPLES[(couple - 1) % len(COUPLES)] if couple else ("X", "", PALE)
    label = _("Relation %(number)s") % {"number": couple} if couple else _("Okänd motpart")
    heights = [max(dot.harm or 1, 1) for dot in dots]
    axes.plot([d.day for d in dots], heights, dash, color=colour, linewidth=1.2, alpha=0.75)
    axes.scatter([d.day for d in dots], heights, marker=mark, color=colour, s=44, label=label, zorder=3)


def _spans(axes: Any, course: Course) -> None:
    for number, stay in enumerate(course.stays):
        label = "_" if number else _("Frihetsberövad")
        end = stay.until or course.on
        axes.axvspan(
            stay.since, end, facecolor=CUSTODY, hatch="///", edgecolor="#aeb6bd", linewidth=0, label=label, zorder=0
        )


def _marks(axes: Any, course: Course) -> None:
    for mark in course.levels:
        axes.axvline(mark.day, color=PALE, linewidth=0.9, linestyle=(0, (2, 2)))
        axes.annotate(
            mark.level or "–",
            (mark.day, 1.0),
            xycoords=("data", "axes fraction"),
            ha="center",
            va="bottom",
            weight="bold",
            bbox={"boxstyle": "square,pad=0.25", "facecolor": "white", "edgecolor": INK},
        )


def _harm_scale(axes: Any, course: Course) -> None:
    highest = max((dot.harm or 1 for dot in course.dots), default=1)
    axes.set_yscale("log")
    axes.set_ylim(0.7, max(highest * 1.6, 200))
    low, high = axes.get_ylim()
    shown = [tick for tick in TICKS if low <= tick <= high]
    axes.set_yticks(shown, [_(TICKS[tick]) for tick in shown])
    axes.minorticks_off()
    axes.set_ylabel(_("allvar i dagar"))
    if course.dots:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=5, frameon=False)


def _svg(figure: Any, axes: Any, course: Course) -> bytes:
    _time_scale(axes, course)
    return saved(figure)


def _time_scale(axes: Any, course: Course) -> None:
    days = (
        [dot.day for dot in course.dots] + [stay.since for stay in course.stays] + [mark.day for mark in course.levels]
    )
    first, last = min(days, default=course.on), max([*days, course.on])
    margin = max((last - first) * 0.04, timedelta(weeks=1))
    axes.set_xlim(first - margin, last + margin)
    in_months(axes, 8)
