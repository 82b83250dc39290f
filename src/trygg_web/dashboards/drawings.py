"""Charts as SVG without anything from outside. Form carries what colour does too: each outcome has its own pattern.

The colours are Okabe and Ito's, in an order whose neighbours differ in lightness as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from trygg_web.listing.drawings import INK, PALE, in_months, look, saved, sheet

INKS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++")
HEIGHT = 3.2  # inches
QUARTER = 91  # days; the width of a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """One period of a chart: when it begins, the counts of its outcomes (None: hidden), and the share in focus."""

    begins: date
    counts: tuple[int | None, ...]
    share: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """All that a chart shows: periods, the outcomes in words, and the days that break the series."""

    bars: tuple[Bar, ...]
    outcomes: tuple[str, ...]
    breaks: tuple[date, ...]
    says: str = ""  # of the share


def counts(chart: Chart, *, paths: bool = False) -> bytes:
    """The counts of each period, one on top of the other; a period with something hidden has a mark under it.

    paths  letters as outlines, for print
    """
    with look(paths=paths):
        figure, axes = sheet(HEIGHT)
        for place, words in enumerate(chart.outcomes):
            _layer(axes, chart, place, words)
        hidden = [bar.begins for bar in chart.bars if None in bar.counts]
        if hidden:
            axes.plot(hidden, [0] * len(hidden), "v", color=INK, markersize=5, clip_on=False, label=_("något dolt"))
        axes.set_ylabel(_("antal"))
        axes.set_ylim(bottom=0)
        return _svg(figure, axes, chart)


def share(chart: Chart, *, paths: bool = False) -> bytes:
    """The share in focus of each period as a line; a hidden one is a gap."""
    with look(paths=paths):
        figure, axes = sheet(HEIGHT)
        days = [bar.begins for bar in chart.bars]
        shares = [float("nan") if bar.share is None else 100 * bar.share for bar in chart.bars]
        axes.plot(days, shares, "-o", color=INKS[0], linewidth=1.8, markersize=4, label=chart.says)
        axes.set_ylim(0, 100)
        axes.set_ylabel(_("procent"))
        return _svg(figure, axes, chart)


@dataclass(frozen=True, slots=True)
class Curve:
    """One group's share over months, with its band."""

    says: str
    months: tuple[int, ...]
    shares: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One month's share, what was to be expected, between which limits, and whether it stands out."""

    begins: date
    share: float | None
    expected: float | None
    low: float | None
    high: float | None
    out: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One period's days of harm with their interval; None where they are hidden."""

    begins: date
    days: float | None
    low: float | None
    high: float | None


def harm(columns: tuple[Column, ...], breaks: tuple[date, ...], *, paths: bool = False) -> bytes:
    """The days of harm of each period with their intervals; a hidden period has a mark under it.

    breaks  the days on which law or coding changed
    """
    with look(paths=paths):
        figure, axes = sheet(HEIGHT)
        told = [(one.begins, one.days, one.low, one.high) for one in columns if one.days is not None]
        begins, days, lows, highs = zip(*told, strict=True) if told else ((), (), (), ())
        ends = [[abs(a - (b or 0)) for a, b in zip(days, some, strict=True)] for some in (lows, highs)]
        axes.errorbar(begins, days, yerr=ends if told else None, fmt="o", color=INKS[0], capsize=3, markersize=5,
                      label=_("skada, 95 procents intervall"))  # fmt: skip
        hidden = [one.begins for one in columns if one.days is None]
        if hidden:
            axes.plot(hidden, [0] * len(hidden), "v", color=INK, markersize=5, clip_on=False, label=_("dolt"))
        axes.set_ylabel(_("dagar"))
        axes.set_ylim(bottom=0)
        bars = tuple(Bar(one.begins, (), None) for one in columns)
        return _svg(figure, axes, Chart(bars, (), breaks))


APART = 0.1  # months between the points of two groups at one time
MARKS = ("o", "s", "^", "D")
LINES = ("-", "--", ":", "-.")


def control(months: tuple[Held, ...], *, paths: bool = False) -> bytes:
    """The months against what the twelve before let one expect; a month that stands out has a square around it."""
    with look(paths=paths):
        figure, axes = sheet(HEIGHT)
        days = [one.begins for one in months]
        low, high, expected, share = (
            [float("nan") if value is None else 100 * value for value in some]
            for some in zip(*((one.low, one.high, one.expected, one.share) for one in months), strict=True)
        )
        axes.fill_between(days, low, high, color=INKS[4], alpha=0.25, label=_("väntat spann"), step="mid")
        axes.plot(days, expected, "--", color=PALE, linewidth=1.2, label=_("väntat"))
        axes.plot(days, share, "-o", color=INKS[0], linewidth=1.6, markersize=4, label=_("månad"))
        out = [(one.begins, 100 * one.share) for one in months if one.out and one.share is not None]
        axes.plot(*(zip(*out, strict=True) if out else ((), ())), "s", markersize=11, fillstyle="none", color=INK,
                  markeredgewidth=1.6, label=_("sticker ut") if out else "_")  # fmt: skip
        axes.set_ylim(0, 105)
        axes.set_ylabel(_("procent"))
        return _svg(figure, axes, Chart((), (), ()))


def curves(drawn: tuple[Curve, ...], *, paths: bool = False) -> bytes:
    """The share with something new by months since the message, one line per group, with its interval."""
    with look(paths=paths):
        figure, axes = sheet(HEIGHT)
        for place, one in enumerate(drawn):
            colour, form = INKS[place % len(INKS)], place % len(MARKS)
            shares, lows, highs = ([100 * share for share in some] for some in (one.shares, one.lows, one.highs))
            # Side by side, or the intervals of many groups would lie on top of each other.
            months = [month + (place - (len(drawn) - 1) / 2) * APART for month in one.months]
            below, above = ([abs(a - b) for a, b in zip(shares, some, strict=True)] for some in (lows, highs))
            axes.errorbar(
                *(months, shares),
                yerr=[below, above],
                fmt=LINES[form] + MARKS[form],
                color=colour,
                capsize=3,
                linewidth=1.6,
                markersize=5,
                label=one.says,
            )
        axes.set_xlim(left=0)
        axes.set_ylim(bottom=0)
        axes.set_xlabel(_("månader efter budskapet"))
        axes.set_ylabel(_("procent"))
        return _with_legend(figure, axes)


def _layer(axes: Any, chart: Chart, place: int, words: str) -> None:
    days = [bar.begins for bar in chart.bars]
    below = [sum(count or 0 for count in bar.counts[:place]) for bar in chart.bars]
    heights = [bar.counts[place] or 0 for bar in chart.bars]
    axes.bar(
        *(days, heights),
        width=_width(days),
        bottom=below,
        align="edge",
        color=INKS[place % len(INKS)],
        hatch=HATCHES[place % len(HATCHES)],
        hatch_linewidth=0.7,
        edgecolor="white",
        linewidth=0.6,
        label=words,
    )


def _width(days: Sequence[date]) -> float:
    gaps = [(after - day).days for day, after in zip(days, days[1:], strict=False)]
    return 0.88 * min(gaps, default=QUARTER)


def _svg(figure: Any, axes: Any, chart: Chart) -> bytes:
    for number, day in enumerate(chart.breaks, 1):
        axes.axvline(day, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.annotate(
            str(number), (day, 1), xycoords=("data", "axes fraction"), ha="center", va="bottom", weight="bold"
        )
    if chart.bars:
        axes.xaxis_date()
    in_months(axes, 11)
    axes.tick_params(color=PALE)
    return _with_legend(figure, axes)


def _with_legend(figure: Any, axes: Any) -> bytes:
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=4, frameon=False)
    return saved(figure)
