"""Who first, among equals: an open order of recency, frequency, gravity and victims. No threshold; the parts are shown.

Source: inspired by the MATAC ranking, whose formula is not published; the formula here is Trygg's (instruments.md 6.2).
"""

from datetime import date
from math import log10
from typing import Any, cast

import narwhals as nw
from narwhals.typing import IntoFrameT

from trygg.rulebook import Rules

HALF_LIFE = 180  # days
PARTS = ("recency", "frequency", "gravity", "victims")


def rank(facts: IntoFrameT, rules: Rules, on: date) -> IntoFrameT:
    """The four parts, each 0–100, and their mean as `score`, of every person in a frame of facts."""
    murder = rules.harm["mord"].days or 1
    harm = nw.col("harm_sum_24m")
    parts = {
        "recency": _power(nw.col("days_since_last")),
        "frequency": _capped(nw.col("reports_12m") * 20.0),
        "gravity": _capped((harm + 1.0).log(10.0) / log10(1 + murder) * 100.0),
        "victims": _capped(nw.col("partner_victims_36m") * 25.0),
    }
    whole = sum((nw.col(part) for part in PARTS), nw.lit(0.0)) / 4
    known = nw.from_native(cast(Any, facts)).with_columns(**parts)
    ranked: IntoFrameT = known.with_columns(whole.round(1).alias("score")).select("person", *PARTS, "score").to_native()
    return ranked


def _power(days: Any) -> Any:
    # 0.5 ** (days / 180), written with exp so that every engine knows it; nothing reported is nothing recent.
    return (days * (-0.6931471805599453 / HALF_LIFE)).exp().fill_null(0.0) * 100.0


def _capped(value: Any) -> Any:
    return nw.when(value > 100.0).then(nw.lit(100.0)).otherwise(value)
