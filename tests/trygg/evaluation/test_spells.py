"""Person-time from messages, events and absences: who is at risk on which days."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.spells import Clock, Series, Spells, Start, spells, split

NEW_YEAR = date(2024, 1, 1)
UNTIL = NEW_YEAR + timedelta(days=366)


def day(number: int) -> date:
    return NEW_YEAR + timedelta(days=number)


def table(columns: str, *rows: tuple[Any, ...]) -> pl.DataFrame:
    kinds = {"since": pl.Date, "until": pl.Date, "day": pl.Date, "person": pl.String}
    names = columns.split()
    days = [[day(one) if isinstance(one, int) else one for one in row] for row in rows]
    return pl.DataFrame(days, schema={name: kinds.get(name, pl.String) for name in names}, orient="row")


def messages(*rows: tuple[Any, ...]) -> pl.DataFrame:
    return table("person day level", *rows)


def reports(*rows: tuple[Any, ...]) -> pl.DataFrame:
    return table("person day series", *((*row, "report") for row in rows))


def built(told: pl.DataFrame, events: pl.DataFrame, **more: Any) -> Spells:
    return spells(told, events, **({"series": Series.REPORT, "until": UNTIL} | more))


def rows_of(found: Spells) -> list[tuple[Any, ...]]:
    return found.frame.select("person", "message", "start", "stop", "event").rows()


def test_the_clock_starts_the_day_after_and_stops_at_the_first_event() -> None:
    found = built(messages(("a", 10, "D"), ("b", 20, "C")), reports(("a", 10), ("a", 40), ("a", 60), ("b", 5)))

    assert rows_of(found) == [("a", 1, 0, 30, "report"), ("b", 1, 0, 345, None)]
    assert found.left_out["events on the day of the message"] == 1
    assert found.frame["level"].to_list() == ["D", "C"]


def test_days_in_custody_are_cut_out_and_what_came_there_is_told() -> None:
    away = table("person since until", ("a", 20, 40), ("a", 25, 50), ("b", 100, None))

    found = built(messages(("a", 10, "D"), ("b", 10, "D")), reports(("a", 30), ("a", 60)), away=away)

    # Not at risk on days 20 to 49, which are the 10th to the 39th after the message.
    assert rows_of(found) == [("a", 1, 0, 9, None), ("a", 1, 39, 50, "report"), ("b", 1, 0, 89, None)]
    assert found.left_out["events while away"] == 1


def test_the_clock_of_liberty_stands_still_in_custody() -> None:
    away = table("person since until", ("a", 20, 50))

    found = built(messages(("a", 10, "D")), reports(("a", 60)), away=away, clock=Clock.LIBERTY)

    assert rows_of(found) == [("a", 1, 0, 9, None), ("a", 1, 9, 20, "report")]


def test_from_the_latest_message_each_spell_ends_where_the_next_begins() -> None:
    told = messages(("a", 0, "D"), ("a", 100, "C"), ("b", 0, "D"), ("b", 50, "C"))

    found = built(told, reports(("a", 100), ("a", 150)), start=Start.LATEST)

    assert rows_of(found) == [
        ("a", 1, 0, 100, "report"),  # the report of that day led to the second message
        ("a", 2, 0, 50, "report"),
        ("b", 1, 0, 50, None),
        ("b", 2, 0, 315, None),
    ]
    assert found.frame["level"].to_list() == ["D", "C", "D", "C"]


def test_death_or_a_move_ends_a_spell_with_its_cause() -> None:
    ends = table("person day cause", ("a", 100, "death"), ("b", 40, "move"), ("b", 90, "death"), ("c", 0, "move"))

    found = built(messages(("a", 0, "D"), ("b", 0, "D"), ("c", 10, "D")), reports(("a", 100), ("b", 60)), ends=ends)

    assert rows_of(found) == [("a", 1, 0, 100, "report"), ("b", 1, 0, 40, "move")]
    assert found.left_out["messages with no day at risk"] == 1
    assert found.only()["event"].to_list() == [True, False]


def test_repeated_events_have_a_row_each() -> None:
    away = table("person since until", ("a", 50, 60))

    found = built(
        messages(("a", 0, "D")),
        reports(("a", 10), ("a", 10), ("a", 49), ("a", 55), ("a", 80)),
        away=away,
        repeated=True,
    )

    assert rows_of(found) == [
        ("a", 1, 0, 10, "report"),
        ("a", 1, 10, 49, "report"),
        ("a", 1, 59, 80, "report"),
        ("a", 1, 80, 365, None),
    ]


@pytest.mark.parametrize("series", Series)
def test_each_series_counts_its_own_events_only(series: Series) -> None:
    events = table("person day series", *(("a", 10 * place, one) for place, one in enumerate(Series, 1)))

    found = spells(messages(("a", 0, "D")), events, series=series, until=UNTIL)

    assert rows_of(found) == [("a", 1, 0, 10 * (list(Series).index(series) + 1), str(series))]


def test_pandas_frames_do_as_well() -> None:
    told, came = messages(("a", 10, "D"), ("b", 20, "C")), reports(("a", 40))
    away = table("person since until", ("b", 30, 50), ("a", 300, None))

    found = built(told.to_pandas(), came.to_pandas(), away=away.to_pandas())

    assert found.frame.equals(built(told, came, away=away).frame)


def test_nobody_at_risk_is_refused() -> None:
    with pytest.raises(InsufficientData):
        built(messages(("a", 365, "D")), reports())


def test_one_who_comes_back_before_leaving_is_refused() -> None:
    with pytest.raises(InvalidRecord):
        built(messages(("a", 0, "D")), reports(), away=table("person since until", ("a", 40, 30)))


people = st.sampled_from("abc")
days = st.integers(0, 370)
stays = st.tuples(people, days, st.integers(0, 60)).map(lambda one: (one[0], one[1], one[1] + one[2]))
world = {
    "told": st.lists(st.tuples(people, days.filter(lambda one: one < 364)), min_size=1, max_size=6),
    "came": st.lists(st.tuples(people, days), max_size=8),
    "gone": st.lists(stays, max_size=5),
    "start": st.sampled_from(Start),
    "repeated": st.booleans(),
}


def by_hand(
    told: list[Any], came: list[Any], gone: list[Any], start: Start, *, repeated: bool
) -> set[tuple[str, int, int]]:
    """The days at risk, one by one: person, number of the message, days since it."""
    found = set()
    for person in {person for person, _ in told}:
        given_ = sorted({at for one, at in told if one == person})
        for number, at in enumerate(given_ if start == Start.LATEST else given_[:1], 1):
            close = given_[number] if start == Start.LATEST and number < len(given_) else 365
            for now in range(at + 1, close + 1):
                if not any(one == person and since <= now < until for one, since, until in gone):
                    found.add((person, number, now - at))
                    if not repeated and (person, now) in came:
                        break
    return found


@settings(max_examples=120, deadline=None)
@given(**world)
def test_the_days_at_risk_are_those_counted_one_by_one(
    told: list[Any], came: list[Any], gone: list[Any], start: Start, repeated: bool
) -> None:
    expected = by_hand(told, came, gone, start, repeated=repeated)
    asked = {"away": table("person since until", *gone), "start": start, "repeated": repeated}
    given_ = messages(*((*one, "D") for one in told))

    if not expected:
        with pytest.raises(InsufficientData):
            built(given_, reports(*came), **asked)
        return
    found = built(given_, reports(*came), **asked)

    days_at_risk = [
        (person, number, at)
        for person, number, begins, ends, _ in rows_of(found)
        for at in range(int(begins) + 1, int(ends) + 1)
    ]
    assert len(days_at_risk) == len(set(days_at_risk))
    assert set(days_at_risk) == expected
    hits = {(person, number, ends) for person, number, _, ends, event in rows_of(found) if event}
    origins = {(row["person"], row["message"]): row["day"] for row in found.frame.iter_rows(named=True)}
    happened = {
        (person, number, at)
        for person, number, at in expected
        if (person, (origins[person, number] - NEW_YEAR).days + at) in came
    }
    assert hits == happened


@settings(max_examples=60, deadline=None)
@given(**world)
def test_custody_only_takes_days_away_and_the_clock_of_liberty_keeps_their_number(
    told: list[Any], came: list[Any], gone: list[Any], start: Start, repeated: bool
) -> None:
    given_ = messages(*((*one, "D") for one in told))

    def days_at_risk(*stays_: tuple[Any, ...], clock: Clock = Clock.CALENDAR) -> int:
        # Without events, since an event that is no longer counted lengthens a spell.
        try:
            found = built(given_, reports(), away=table("person since until", *stays_), start=start, clock=clock)
        except InsufficientData:
            return 0
        return int((found.frame["stop"] - found.frame["start"]).sum())

    assert days_at_risk(*gone) <= days_at_risk(*gone[1:])
    assert days_at_risk(*gone) == days_at_risk(*gone, clock=Clock.LIBERTY)


def test_rows_can_be_cut_at_times_and_nothing_else_changes() -> None:
    found = built(messages(("a", 0, "D")), reports(("a", 60)))

    cut = split(found.frame, [30, 60, 90])

    assert cut.select("start", "stop", "event", "period").rows() == [(0, 30, None, 0), (30, 60, "report", 1)]
