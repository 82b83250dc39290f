"""Ten years of nights under a clock that stands where we put it: what goes, what stays, and against whose table."""

import calendar
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.sharing import Held, Verdict, due, sharing_rules

RULES = sharing_rules()
START, NIGHTS = date(2026, 11, 23), 3653
DAY = timedelta(days=1)

# The oracle's own table, typed from the law and not from the pack:
# (zone, class): event, years, from the end of the year, finish a calendar year later, what does not count, waits
TABLE = {
    ("social", "file"): ("last_entry", 5, False, True, (), True),
    ("social", "compilation"): ("circumstances_ceased", 5, False, True, (), False),
    ("social", "not_opened"): ("last_entry", 5, False, True, (), True),
    ("police", "not_common"): ("first_processed", 1, False, False, (), False),
    ("police", "not_common_case"): ("case_closed", 1, False, False, (), False),
    ("police", "report_no_crime"): ("decided_no_crime", 0, False, False, (), False),
    ("police", "report_not_investigated"): ("prosecution_time_barred", 0, False, False, (), False),
    ("police", "investigation"): ("judgment_or_closure", 5, True, False, (), False),
    ("police", "criminal_activity_case"): ("case_closed", 1, False, False, (), False),
    ("police", "criminal_activity"): ("last_registration", 3, True, False, ("prison",), False),
    ("police", "monitoring"): (
        "last_registration",
        10,
        True,
        False,
        ("prison", "closed_youth_care", "forensic_care"),
        False,
    ),
    ("police", "contact_ban"): ("case_closed", 1, False, False, (), False),
    ("police", "personal_protection"): ("case_closed", 1, False, False, (), False),
}
FOREVER = {("social", "child_placement"), ("social", "paternity"), ("social", "adoption")}
FLOOR = ("social", "child_investigation")
NOBODY_KNOWS = {("probation", "client"), ("probation", "custody"), ("police", "access_log"), ("social", "cake_recipes")}


def same_day(day: date, years: int, later: bool) -> date:
    if day.month == 2 and day.day == 29 and not calendar.isleap(day.year + years):
        return date(day.year + years, 3, 1) if later else date(day.year + years, 2, 28)
    return date(day.year + years, day.month, day.day)


def oracle(record: Held) -> tuple[date, date] | None:
    """From which day it may go and until which it may be kept, counted a day at a time; None: never."""
    cell = (record.zone, record.record_class)
    if "research_sample" in record.facts and record.zone == "social":
        return None
    if cell == FLOOR:
        return same_day(record.events["born"], 30, True), date.max
    if cell not in TABLE:
        return None
    event, years, year_end, finish, uncounted, _ = TABLE[cell]
    if event not in record.events:
        return None
    if cell[1] == "criminal_activity":
        years = 15 if "long_relapse" in record.facts else 5 if "grave_crime" in record.facts else years
    day = record.events[event]
    day = date(day.year, 12, 31) if year_end else day
    left = (same_day(day, years, False) - day).days
    while left:
        day += DAY
        inside = any(kind in uncounted and first <= day <= (last or date.max) for kind, first, last in record.pauses)
        left -= not inside
        if day.year > 2120:
            return None
    return day, date(day.year + 1, 12, 31) if finish else day


def invented(rng: Random, number: int, zone: str, record_class: str, person: str) -> Held:
    events = {}
    for event in {row[0] for row in TABLE.values()}:
        if rng.random() < 0.9:
            events[event] = date(2015, 1, 1) + timedelta(days=rng.randrange(4400))
    events["born"] = date(1996, 1, 1) + timedelta(days=rng.randrange(10_500))
    if rng.random() < 0.2:
        events = {name: rng.choice([date(2016, 2, 29), date(2020, 2, 29), date(2024, 2, 29)]) for name in events}
        events["born"] = date(2000, 2, 29)
    pauses = []
    for _ in range(rng.randrange(4)):
        first = date(2015, 1, 1) + timedelta(days=rng.randrange(5000))
        last = None if rng.random() < 0.15 else first + timedelta(days=rng.randrange(1200))
        pauses.append((rng.choice(["prison", "closed_youth_care", "forensic_care", "holiday"]), first, last))
    facts = frozenset(
        fact
        for fact, share in (("grave_crime", 0.3), ("long_relapse", 0.1), ("research_sample", 0.05))
        if rng.random() < share
    )
    return Held(str(number), zone, record_class, person, events, tuple(pauses), facts)


def history(seed: int, size: int) -> list[Held]:
    rng = Random(seed)
    cells = [*TABLE, *FOREVER, FLOOR, *NOBODY_KNOWS]
    return [invented(rng, number, *rng.choice(cells), person=rng.choice("abcdefgh")) for number in range(size)]


def erased(held: list[Held], from_day: date, nights: int, step: int = 1) -> dict[str, date]:
    """What a nightly run that erases all it must, and nothing else, has taken by which day."""
    gone: dict[str, date] = {}
    for night in range(0, nights, step):
        on = from_day + timedelta(days=night)
        for told in due(held, on, RULES):
            if told.verdict == Verdict.MUST_GO:
                gone[told.key] = on
        held = [record for record in held if record.key not in gone]
    return gone


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_ten_years_of_nights_take_what_the_table_says_on_the_night_it_says(seed: int) -> None:
    held = history(seed, 60)
    gone = erased(held, START, NIGHTS)

    for record in held:
        cell, expected = (record.zone, record.record_class), oracle(record)
        if expected is None or cell == FLOOR:
            assert record.key not in gone, cell
            continue
        night = max(START, expected[1])
        if cell in TABLE and TABLE[cell][5]:
            others = [one for one in held if one.person == record.person and one.record_class == "compilation"]
            night = max([night, *(gone.get(one.key, date.max - DAY) + DAY for one in others)])
        assert gone.get(record.key) == (night if night < START + timedelta(days=NIGHTS) else None), cell


@given(st.integers(0, 10**9), st.integers(0, 3652))
@settings(max_examples=150, deadline=None)
def test_on_any_night_the_verdict_is_that_of_the_table(seed: int, after: int) -> None:
    held, on = history(seed, 12), START + timedelta(days=after)

    for record, told in zip(held, due(held, on, RULES), strict=True):
        cell, expected = (record.zone, record.record_class), oracle(record)
        assert told.key == record.key
        if cell in NOBODY_KNOWS and "research_sample" not in record.facts:
            assert told.verdict == Verdict.UNDECIDED
        elif expected is None or on < expected[0]:
            assert told.verdict in (Verdict.STAYS, Verdict.UNDECIDED)
        elif told.waits_for:
            assert told.verdict == Verdict.STAYS
        else:
            assert told.verdict == (Verdict.MUST_GO if on >= expected[1] else Verdict.MAY_GO)


@given(st.integers(0, 10**9), st.integers(0, 3652))
@settings(max_examples=100, deadline=None)
def test_nothing_under_a_floor_goes_and_nothing_is_said_twice(seed: int, after: int) -> None:
    held, on = history(seed, 12), START + timedelta(days=after)
    told = due(held, on, RULES)

    assert [one.key for one in told] == [record.key for record in held]
    for record, one in zip(held, told, strict=True):
        cell = (record.zone, record.record_class)
        if cell in FOREVER or (cell == FLOOR and on < same_day(record.events["born"], 30, True)):
            assert one.verdict == Verdict.STAYS
            assert one.must_by is None


def record(record_class: str = "file", zone: str = "social", key: str = "1", person: str = "p", **events: date) -> Held:
    return Held(key, zone, record_class, person, events)


def verdict(held: Held, on: date, *others: Held) -> Verdict:
    return due([held, *others], on, RULES)[0].verdict


def test_a_file_waits_for_the_compilation_on_the_same_person_and_no_other() -> None:
    file = record(last_entry=date(2020, 3, 1))
    compilation = record("compilation", key="2", circumstances_ceased=date(2026, 1, 1))
    stranger = record("compilation", key="3", person="q", circumstances_ceased=date(2026, 1, 1))
    on = date(2026, 12, 31)

    assert verdict(file, on, stranger) == Verdict.MUST_GO
    assert verdict(file, on, compilation) == Verdict.STAYS
    assert due([file, compilation], on, RULES)[0].waits_for == ("2",)


def test_the_erasure_is_done_at_the_latest_in_the_calendar_year_after_the_duty_arose() -> None:
    (told,) = due([record(last_entry=date(2021, 7, 1))], date(2026, 11, 23), RULES)

    assert (told.may_from, told.must_by) == (date(2026, 7, 1), date(2027, 12, 31))
    assert (told.verdict, told.action, told.rule) == (Verdict.MAY_GO, "erase", "social-file")


def test_a_child_born_on_a_leap_day_has_turned_thirty_on_the_first_of_march() -> None:
    child = record("child_investigation", born=date(2000, 2, 29), last_entry=date(2010, 1, 1))

    assert verdict(child, date(2030, 2, 28)) == Verdict.STAYS
    assert verdict(child, date(2030, 3, 1)) == Verdict.MAY_GO


def test_a_ceiling_from_a_leap_day_ends_the_day_before() -> None:
    (told,) = due([record("contact_ban", "police", case_closed=date(2028, 2, 29))], date(2028, 12, 1), RULES)

    assert told.must_by == date(2029, 2, 28)


def test_before_the_floor_came_a_child_investigation_followed_the_file() -> None:
    child = record("child_investigation", born=date(2015, 1, 1), last_entry=date(2019, 5, 1))

    assert due([child], date(2026, 1, 14), RULES)[0].rule == "social-child-investigation-before"
    assert verdict(child, date(2026, 1, 14)) == Verdict.MUST_GO
    assert verdict(child, date(2026, 1, 15)) == Verdict.STAYS


def test_time_in_prison_does_not_count_and_overlapping_stays_count_once() -> None:
    stays = (
        ("prison", date(2020, 1, 1), date(2020, 12, 31)),
        ("prison", date(2020, 6, 1), date(2021, 1, 31)),
        ("holiday", date(2022, 1, 1), date(2022, 12, 31)),
    )
    held = Held("1", "police", "criminal_activity", "p", {"last_registration": date(2019, 5, 1)}, stays)
    (told,) = due([held], date(2023, 6, 1), RULES)

    assert told.must_by == date(2022, 12, 31) + timedelta(days=366 + 31)


def test_nobody_goes_while_still_in_prison() -> None:
    held = Held(
        "1",
        "police",
        "monitoring",
        "p",
        {"last_registration": date(2010, 5, 1)},
        (("prison", date(2018, 1, 1), None),),
    )

    (told,) = due([held], date(2036, 1, 1), RULES)

    assert (told.verdict, told.must_by) == (Verdict.STAYS, None)


def test_probation_records_wait_for_a_person_since_nobody_has_read_the_new_rules() -> None:
    client = record("client", "probation", last_sanction_end=date(2010, 1, 1))

    assert verdict(client, date(2026, 3, 31)) == Verdict.MUST_GO
    assert verdict(client, date(2026, 4, 1)) == Verdict.UNDECIDED


def test_a_class_without_a_clock_waits_for_a_person() -> None:
    (told,) = due([record("cake_recipes")], START, RULES)

    assert (told.verdict, told.rule) == (Verdict.UNDECIDED, "")
    assert told.says["sv"]


def test_a_report_that_is_no_crime_stops_at_once() -> None:
    (told,) = due([record("report_no_crime", "police", decided_no_crime=START)], START, RULES)

    assert (told.verdict, told.action) == (Verdict.MUST_GO, "stop")


def test_a_record_stays_until_its_event_has_happened() -> None:
    assert verdict(record("investigation", "police"), date(2036, 1, 1)) == Verdict.STAYS


def test_a_day_that_ends_one_stay_and_begins_the_next_counts_once() -> None:
    stays = (("prison", date(2020, 1, 1), date(2020, 1, 31)), ("prison", date(2020, 1, 31), date(2020, 2, 29)))
    held = Held("1", "police", "criminal_activity", "p", {"last_registration": date(2019, 5, 1)}, stays)

    assert due([held], START, RULES)[0].must_by == date(2022, 12, 31) + timedelta(days=60)


@pytest.mark.parametrize(
    ("on", "told", "rule"),
    [
        (date(2026, 6, 1), Verdict.STAYS, "floor"),  # the ceiling has long been passed, the floor still holds
        (date(2033, 5, 4), Verdict.STAYS, "floor"),
        (date(2033, 5, 5), Verdict.MUST_GO, "ceiling"),
    ],
)
def test_a_floor_goes_before_a_ceiling_for_as_long_as_it_holds(on: date, told: Verdict, rule: str) -> None:
    years = {"floor": 18, "ceiling": 5}
    first = RULES.clocks[0]
    clocks = tuple(
        replace(first, id=kind, kind=kind, record_class="both", trigger=trigger, years=years[kind])
        for kind, trigger in (("ceiling", "last_entry"), ("floor", "born"))
    )
    held = record("both", born=date(2015, 5, 5), last_entry=date(2016, 1, 1))
    (answer,) = due([held], on, replace(RULES, clocks=clocks))

    assert (answer.verdict, answer.rule) == (told, rule)
