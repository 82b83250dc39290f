"""What holds for every data set: without cut-short rows a curve is the plain share, and rows may be cut anywhere."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trygg.evaluation.survival.data import PATIENTS, WEEKS, bladder, rossi
from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation import Result
from trygg.evaluation import survival as sv
from trygg.evaluation.spells import split
from trygg.evaluation.survival.partial import fit, risk_sets
from trygg.evaluation.survival.risk import risk_time

times = st.lists(st.integers(1, 30), min_size=2, max_size=40)


@st.composite
def studies(draw: Any, least: int = 6) -> pl.DataFrame:
    number = draw(st.integers(least, 40))

    def many(one: Any) -> list[Any]:
        return draw(st.lists(one, min_size=number, max_size=number))

    start = many(st.integers(0, 10))
    length = many(st.integers(1, 20))
    return pl.DataFrame(
        {
            "person": range(number),
            "start": start,
            "stop": [a + b for a, b in zip(start, length, strict=True)],
            "event": many(st.booleans()),
            "group": ["a", "b", *many(st.sampled_from("ab"))[2:]],
            "age": many(st.floats(-2, 2).map(lambda one: round(one, 2))),
        }
    )


def figures(result: Result) -> list[float]:
    # Ratios on the scale of their logarithm: where nearly all had the event, the upper end alone is some millions.
    ratios = result.method.startswith("Cox")
    return [
        number
        for one in result.estimates
        for number in ((np.log(one.value), one.error) if ratios else (one.value, one.low, one.high))
    ]


def answered(what: Any) -> list[float] | str:
    try:
        return figures(what())
    except InsufficientData as refusal:
        return str(refusal)


@settings(max_examples=60, deadline=None)
@given(times)
def test_where_nobody_is_cut_short_the_curve_is_the_plain_share(stops: list[int]) -> None:
    frame = pl.DataFrame({"stop": stops, "event": True})
    within = sorted(set(stops))

    result = sv.reoffending(frame, within=within)

    assert [one.value for one in result.estimates] == pytest.approx(
        [sum(stop <= time for stop in stops) / len(stops) for time in within]
    )
    mean = sv.quiet_time(frame, until=max(stops)).one("quiet_time", at=max(stops))
    assert mean.value == pytest.approx(np.mean(stops))


@settings(max_examples=60, deadline=None)
@given(studies())
def test_a_curve_starts_at_one_never_rises_and_lies_in_its_band(frame: pl.DataFrame) -> None:
    (curve,) = sv.curves(frame)

    assert (np.diff(curve.quiet, prepend=1) <= 0).all()
    assert (curve.low <= curve.quiet + 1e-12).all()
    assert (curve.quiet <= curve.high + 1e-12).all()
    assert ((curve.low >= 0) & (curve.high <= 1)).all()


@settings(max_examples=40, deadline=None)
@given(studies(), st.lists(st.integers(1, 28), min_size=1, max_size=3, unique=True))
def test_rows_may_be_cut_anywhere(frame: pl.DataFrame, at: list[int]) -> None:
    cut = split(frame, sorted(at))
    end = float(frame["stop"].max())  # type: ignore[arg-type]  # numbers

    for ask in (
        lambda rows: sv.reoffending(rows, within=[end]),
        lambda rows: sv.log_rank(rows, group="group"),
        lambda rows: sv.mean_count(rows, within=[end]),
        lambda rows: sv.hazards(rows, ["age"]),
        lambda rows: sv.hazards(rows, ["age"], cluster="person"),
        lambda rows: sv.first_event(rows.with_columns(pl.when("event").then(pl.lit("x")).alias("event")), within=[end]),
    ):
        whole, parts = answered(lambda ask=ask: ask(frame)), answered(lambda ask=ask: ask(cut))
        assert type(whole) is type(parts)
        if isinstance(whole, list):
            # Where a covariate nearly divides the events, sums of risks as unlike as 1 and 1e8 lose half their digits.
            assert parts == pytest.approx(whole, rel=1e-4, abs=1e-7, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(studies())
def test_the_order_of_rows_does_not_matter(frame: pl.DataFrame) -> None:
    shuffled = frame.sample(fraction=1, shuffle=True, seed=3)

    for ask in (lambda rows: sv.log_rank(rows, group="group"), lambda rows: sv.hazards(rows, ["age", "group"])):
        one, other = answered(lambda ask=ask: ask(frame)), answered(lambda ask=ask: ask(shuffled))
        assert type(one) is type(other)
        if isinstance(one, list):
            assert other == pytest.approx(one, rel=1e-4, abs=1e-7, nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(studies())
def test_days_and_parts_of_days_are_counted_alike(frame: pl.DataFrame) -> None:
    quarters = frame.with_columns(pl.col("start", "stop") / 4)
    for whole, parts in zip(sv.curves(frame, group="group"), sv.curves(quarters, group="group"), strict=True):
        assert np.array_equal(whole.time, parts.time * 4)
        for name in ("at_risk", "events", "quiet", "low"):
            assert np.array_equal(getattr(whole, name), getattr(parts, name))


@settings(max_examples=60, deadline=None)
@given(studies(), st.sampled_from([pl.Int64, pl.UInt64, pl.String]))
def test_what_persons_are_called_does_not_matter(frame: pl.DataFrame, kind: Any) -> None:
    renamed = frame.with_columns((pl.col("person") * 1_000_003 + 7).cast(kind))
    once, twice = (risk_time(pl.concat([one, one])) for one in (frame, renamed))
    assert once.persons == twice.persons == frame.height
    assert (twice.person[: frame.height] == twice.person[frame.height :]).all()
    if kind != pl.String:
        assert (once.person == twice.person).all()


@settings(max_examples=60, deadline=None)
@given(studies(), st.data())
def test_shares_of_what_came_first_add_up_to_one(frame: pl.DataFrame, data: Any) -> None:
    causes = data.draw(st.lists(st.sampled_from(["new", "death", None]), min_size=len(frame), max_size=len(frame)))
    rows = frame.with_columns(event=pl.Series(causes, dtype=pl.String))

    result = sv.first_event(rows, within=[float(frame["stop"].max())])  # type: ignore[arg-type]  # numbers

    assert sum(one.value for one in result.estimates) == pytest.approx(1)
    quiet = sv.reoffending(rows, within=[float(frame["stop"].max())])  # type: ignore[arg-type]  # numbers
    assert result.estimates[-1].value == pytest.approx(1 - quiet.estimates[0].value)


def test_score_residuals_add_up_to_nought() -> None:
    rows = risk_time(bladder(), columns=PATIENTS)
    design = bladder().select("rx", "size", "number").to_numpy().astype(float)

    residuals = fit(risk_sets(rows, design)).residuals()

    assert np.abs(residuals.sum(axis=0)).max() < 1e-8


def test_a_person_doubled_is_no_news_where_errors_are_by_person() -> None:
    once = bladder()
    twice = pl.concat([once, once])

    one = sv.repeated_hazards(once, ["rx"], columns=PATIENTS)
    other = sv.hazards(twice, ["rx"], cluster="id", ties="breslow", columns=sv.Columns(person="id"))
    plain = sv.hazards(once, ["rx"], cluster="id", ties="breslow", columns=sv.Columns(person="id"))

    assert one.method.endswith("clustered errors")
    assert other.one("rx").value == pytest.approx(plain.one("rx").value)
    assert other.one("rx").error == pytest.approx(plain.one("rx").error)


@pytest.mark.slow
def test_lifelines_agrees_where_it_is_right() -> None:
    from lifelines import CoxPHFitter
    from lifelines.datasets import load_rossi
    from lifelines.statistics import logrank_test

    frame = load_rossi()
    theirs = CoxPHFitter().fit(frame, "week", "arrest", strata=["wexp"])
    apart = [frame[frame["fin"] == one] for one in (0, 1)]
    test = logrank_test(apart[0]["week"], apart[1]["week"], apart[0]["arrest"], apart[1]["arrest"])
    names = ["fin", "age", "race", "mar", "paro", "prio"]
    rows = pl.from_pandas(frame)

    ours = sv.hazards(rows, names, strata=["wexp"], columns=WEEKS)

    assert [np.log(one.value) for one in ours.estimates] == pytest.approx(theirs.params_.to_list(), rel=1e-4)
    assert [one.error for one in ours.estimates] == pytest.approx(theirs.standard_errors_.to_list(), rel=1e-4)
    assert sv.log_rank(rows, group="fin", columns=WEEKS).tests[0].p == pytest.approx(test.p_value)


@pytest.mark.parametrize("ties", ["efron", "breslow"])
def test_statsmodels_agrees_where_it_is_right(ties: str) -> None:
    from statsmodels.duration.hazard_regression import PHReg

    frame = bladder().to_pandas()
    names = ["rx", "size", "number"]
    # It counts those who enter at a moment as at risk at it; here they are from just after.
    entry = frame["start"] + 0.5
    theirs = PHReg(frame["stop"], frame[names], status=frame["event"], entry=entry, ties=ties).fit()

    ours = sv.hazards(bladder(), names, ties=ties)

    assert [np.log(one.value) for one in ours.estimates] == pytest.approx(list(theirs.params), rel=1e-6)
    assert [one.error for one in ours.estimates] == pytest.approx(list(theirs.bse), rel=1e-6)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (lambda: sv.crude_share(31, 499, within=None, shortest=None), InsufficientData),
        (lambda: sv.crude_share(31, 499, within=180, shortest=None), InsufficientData),
        (lambda: sv.crude_share(31, 499, within=180, shortest=90), InsufficientData),
        (lambda: sv.crude_share(500, 499, within=180, shortest=180), InvalidRecord),
        (lambda: sv.share_of_followed(rossi(), within=53, columns=WEEKS), InsufficientData),
        (lambda: sv.reoffending(rossi(), within=[53], columns=WEEKS), InsufficientData),
        (lambda: sv.quiet_time(rossi(), until=53, columns=WEEKS), InsufficientData),
        (lambda: sv.reoffending(bladder(), within=[10], columns=PATIENTS), InsufficientData),
        (lambda: sv.log_rank(bladder(), group="rx", columns=PATIENTS), InsufficientData),
        (lambda: sv.log_rank(rossi().with_columns(one=1), group="one", columns=WEEKS), InsufficientData),
        (
            lambda: sv.hazards(rossi().with_columns(twin=pl.col("age") * 2), ["age", "twin"], columns=WEEKS),
            InsufficientData,
        ),
        (lambda: sv.hazards(rossi().with_columns(arrest=0), ["age"], columns=WEEKS), InsufficientData),
        (
            lambda: sv.hazards(rossi().with_columns(seer=pl.col("arrest") * 1.0), ["seer"], columns=WEEKS),
            InsufficientData,
        ),
        (lambda: sv.hazards(rossi(), ["unknown"], columns=WEEKS), InvalidRecord),
        (lambda: sv.reoffending(rossi().clear(), within=[1], columns=WEEKS), InsufficientData),
        (lambda: sv.reoffending(rossi().with_columns(week=0), within=[1], columns=WEEKS), InvalidRecord),
        (lambda: sv.reoffending(rossi().with_columns(arrest=2), within=[1], columns=WEEKS), InvalidRecord),
        (lambda: sv.gray(rossi(), group="fin", cause="death", columns=WEEKS), InsufficientData),
    ],
)
def test_what_cannot_be_answered_is_refused(wrong: Any, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        wrong()


@pytest.mark.parametrize(("exact", "name"), [(False, "wilson"), (True, "exact")])
def test_the_interval_of_a_share(exact: bool, name: str) -> None:
    from tests.trygg.evaluation.golden import golden

    for case in golden("planning")["proportions"]:
        one = sv.crude_share(case["x"], case["n"], within=180, shortest=180, exact=exact).one("share", at=180)

        assert (one.low, one.high) == pytest.approx(case[name], abs=1e-10)


def test_a_share_of_those_followed_throughout_is_the_curve() -> None:
    share = sv.share_of_followed(rossi(), within=52, columns=WEEKS, unit="weeks").one("share", at=52)

    assert share.value == pytest.approx(114 / 432)
    assert share.value == pytest.approx(
        sv.reoffending(rossi(), within=[52], columns=WEEKS).one("reoffending", at=52).value
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_answer_says_what_it_shows_and_no_more(language: str) -> None:
    says = [
        sv.reoffending(rossi(), within=[52], group="fin", columns=WEEKS, unit="weeks"),
        sv.log_rank(rossi(), group="fin", columns=WEEKS),
        sv.hazards(rossi(), ["age"], columns=WEEKS),
    ]

    cause = {"sv": "orsak", "en": "cause"}[language]
    assert all(cause in one.says.in_(language) for one in says)
    assert all(one.time_at_risk == 19809 and one.denominator == 432 and one.version for one in says)


def test_before_the_first_event_the_upper_end_is_the_exact_one() -> None:
    frame = pl.DataFrame({"stop": [50, 100, 100, 100], "event": [True, False, False, False]})

    one = sv.reoffending(frame, within=[40]).one("reoffending", at=40)

    assert (one.value, one.low) == (0, 0)
    assert one.high == pytest.approx(1 - 0.025**0.25)


def test_strata_of_two_columns_are_those_of_one_that_tells_both() -> None:
    rows = rossi().with_columns(both=pl.col("mar").cast(str) + pl.col("wexp").cast(str))

    two = sv.hazards(rows, ["fin"], strata=["mar", "wexp"], columns=WEEKS).one("fin")
    one = sv.hazards(rows, ["fin"], strata=["both"], columns=WEEKS).one("fin")

    assert two == one


def test_words_as_covariates_are_compared_with_the_first_in_order() -> None:
    rows = rossi().with_columns(aid=pl.when(pl.col("fin") == 1).then(pl.lit("yes")).otherwise(pl.lit("no")))

    named = sv.hazards(rows, ["aid"], columns=WEEKS).one("aid=yes")

    assert named.value == pytest.approx(sv.hazards(rossi(), ["fin"], columns=WEEKS).one("fin").value)


def spells_of(persons: int, each: int) -> pl.DataFrame:
    rng = np.random.default_rng(4)
    stop = np.repeat(rng.integers(5, 100, persons), each)
    event = np.repeat(rng.random(persons) < 0.6, each)
    return pl.DataFrame(
        {
            "person": np.repeat(np.arange(persons), each),
            "message": np.tile(np.arange(1, each + 1), persons),
            "stop": stop,
            "event": event,
        }
    )


def test_several_spells_of_a_person_do_not_narrow_the_band() -> None:
    once = sv.reoffending(spells_of(80, 1), within=[60]).one("reoffending", at=60)
    thrice = sv.reoffending(spells_of(80, 3), within=[60]).one("reoffending", at=60)

    # The same person told three times is no more than one person.
    assert thrice.value == pytest.approx(once.value)
    assert thrice.error == pytest.approx(once.error, rel=0.02)


def test_curves_refuse_rows_after_an_event_and_are_tables() -> None:
    (curve,) = sv.curves(rossi(), columns=WEEKS)

    assert curve.frame().columns == ["group", "time", "at_risk", "events", "quiet", "low", "high", "error"]
    assert curve.frame().height == 49
    with pytest.raises(InsufficientData, match="go on after"):
        sv.curves(bladder(), columns=PATIENTS)


def test_before_the_first_of_repeated_events_the_upper_end_is_the_exact_one() -> None:
    frame = pl.DataFrame({"stop": [50, 100, 100, 100], "event": [True, False, False, False]})

    one = sv.mean_count(frame, within=[40]).one("mean_count", at=40)

    assert (one.value, one.low) == (0, 0)
    assert one.high == pytest.approx(-np.log(0.025) / 4)
    none = sv.mean_count(frame.with_columns(event=False), within=[40]).one("mean_count", at=40)
    assert none.high == pytest.approx(-np.log(0.025) / 4)


def causes(frame: pl.DataFrame, name: str = "new") -> pl.DataFrame:
    told = pl.when(pl.col("arrest") == 1).then(pl.lit(name))
    return frame.with_columns(told.alias("arrest"))


def test_with_one_cause_and_few_cut_short_the_two_ratios_are_one() -> None:
    """Without another cause nobody lingers in the risk set, so Fine and Gray's model is Cox's with Breslow's ties."""
    fine = sv.subdistribution_hazards(causes(rossi()), ["fin", "age"], cause="new", columns=WEEKS)
    cox = sv.hazards(rossi(), ["fin", "age"], ties="breslow", columns=WEEKS)

    assert [one.value for one in fine.estimates] == pytest.approx([one.value for one in cox.estimates], rel=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sv.subdistribution_hazards(causes(rossi()), ["fin"], cause="death", columns=WEEKS),
        lambda: sv.subdistribution_hazards(
            causes(rossi()).with_columns(start=0.5), ["fin"], cause="new", columns=WEEKS
        ),
        lambda: sv.subdistribution_hazards(
            causes(rossi()).with_columns(twin=pl.col("age") * 2), ["age", "twin"], cause="new", columns=WEEKS
        ),
        lambda: sv.gray(causes(rossi()).with_columns(start=0.5), group="fin", cause="new", columns=WEEKS),
        lambda: sv.first_event(causes(rossi(), "quiet"), within=[52], columns=WEEKS),
        lambda: sv.first_event(causes(rossi()), within=[53], columns=WEEKS),
        lambda: sv.mean_count(rossi(), within=[53], columns=WEEKS),
        lambda: sv.hazards(rossi().with_columns(one=1), ["age"], cluster="one", columns=WEEKS),
        lambda: sv.hazards(rossi(), [], columns=WEEKS),
        lambda: sv.hazards(rossi().with_columns(same=pl.lit("x")), ["same"], columns=WEEKS),
    ],
)
def test_what_has_no_answer_is_refused(wrong: Any) -> None:
    with pytest.raises((InsufficientData, InvalidRecord)):
        wrong()


def test_a_curve_that_rests_on_a_handful_says_so() -> None:
    frame = pl.DataFrame({"stop": [*range(1, 40), 100], "event": [True] * 40})

    notes = sv.reoffending(frame, within=[10, 60]).notes

    assert [note.sv for note in notes] == ["färre än 10 följdes ännu vid 60 dagar; läs siffran därefter."]
