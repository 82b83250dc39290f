"""The lottery: nobody can choose, foresee or change the order, and anyone can draw it again."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.errors import InvalidRecord, WrongStep
from trygg.evaluation import planning
from trygg.evaluation.planning import Area, Entry, Log, Plan

SECRET = bytes(range(32))
DAYS = (date(2027, 3, 1), date(2027, 6, 1), date(2027, 9, 1))
AREAS = tuple(Area(name, "north" if name in "ABCD" else "south") for name in "ABCDEFG")
PLAN = Plan("Roll-out", AREAS, DAYS)
BEFORE = date(2027, 1, 15)


secrets = st.binary(min_size=32, max_size=32)


def published() -> Log:
    return planning.commit(PLAN, SECRET, on=BEFORE, by="keeper")


def test_the_order_is_the_same_on_every_machine_and_in_every_version() -> None:
    drawn = planning.draw_steps(PLAN, SECRET)

    assert drawn == DRAWN
    assert planning.draw_steps(replace(PLAN, areas=AREAS[::-1]), SECRET) == drawn


# Drawn once and written down: a change of this line is a change of every lottery that was ever drawn.
DRAWN = {"A": 1, "B": 0, "C": 2, "D": 0, "E": 1, "F": 0, "G": 2}


def test_another_secret_or_plan_gives_another_seal() -> None:
    seals = {
        planning.commitment(PLAN, SECRET),
        planning.commitment(PLAN, SECRET[::-1]),
        planning.commitment(replace(PLAN, notice=7), SECRET),
        planning.commitment(replace(PLAN, areas=AREAS[:-1]), SECRET),
    }

    assert len(seals) == 4


def test_the_log_tells_nothing_of_steps_that_are_not_open() -> None:
    log, names = planning.open_step(published(), PLAN, SECRET, on=DAYS[0], by="keeper")

    told = " ".join(entry.told for entry in log.entries[1:])
    assert set(names) == {name for name, step in planning.draw_steps(PLAN, SECRET).items() if step == 0}
    assert not any(f'"{area.name}"' in told for area in AREAS if area.name not in names)


def test_all_steps_open_in_order_and_cover_every_area_once() -> None:
    log, opened = published(), []
    for day in DAYS:
        log, names = planning.open_step(log, PLAN, SECRET, on=day, by="keeper")
        opened += names

    assert sorted(opened) == list("ABCDEFG")
    assert log.frame()["what"].to_list() == ["seal", "step", "step", "step"]
    with pytest.raises(WrongStep, match="all steps"):
        planning.open_step(log, PLAN, SECRET, on=DAYS[-1], by="keeper")


def test_a_step_is_not_opened_before_its_notice() -> None:
    early = DAYS[0] - timedelta(days=PLAN.notice + 1)

    with pytest.raises(WrongStep, match="not earlier"):
        planning.open_step(published(), PLAN, SECRET, on=early, by="keeper")

    assert planning.open_step(published(), PLAN, SECRET, on=early + timedelta(days=1), by="keeper")[0].opened == 1


def test_the_lot_is_not_drawn_after_the_first_step() -> None:
    with pytest.raises(WrongStep, match="before the first step"):
        planning.commit(PLAN, SECRET, on=DAYS[0], by="keeper")


def test_a_secret_drawn_again_until_it_suits_is_refused() -> None:
    with pytest.raises(WrongStep, match="sealed"):
        planning.open_step(published(), PLAN, SECRET[::-1], on=DAYS[0], by="keeper")


@pytest.mark.parametrize("line", [0, 1, 2])
@pytest.mark.parametrize("change", [{"on": date(2027, 1, 1)}, {"by": "other"}, {"told": "{}"}])
def test_a_changed_line_is_found(line: int, change: dict[str, object]) -> None:
    log = published()
    for day in DAYS[:2]:
        log, _ = planning.open_step(log, PLAN, SECRET, on=day, by="keeper")
    entries: list[Entry] = list(log.entries)
    entries[line] = replace(entries[line], **change)  # type: ignore[arg-type]  # one of several fields

    planning.verify(log, PLAN, SECRET)
    with pytest.raises(WrongStep):
        planning.verify(Log(tuple(entries)), PLAN, SECRET)


def test_a_line_left_out_is_found() -> None:
    log = published()
    for day in DAYS[:2]:
        log, _ = planning.open_step(log, PLAN, SECRET, on=day, by="keeper")

    with pytest.raises(WrongStep):
        planning.verify(Log((log.entries[0], log.entries[2])), PLAN, SECRET)


def test_the_log_goes_forward_in_time() -> None:
    log, _ = planning.open_step(published(), PLAN, SECRET, on=DAYS[1], by="keeper")

    with pytest.raises(WrongStep, match="forward"):
        planning.open_step(log, PLAN, SECRET, on=DAYS[1] - timedelta(days=1), by="keeper")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Plan("x", AREAS[:1], DAYS),
        lambda: Plan("x", (AREAS[0], AREAS[0]), DAYS[:2]),
        lambda: Plan("x", AREAS, DAYS[:1]),
        lambda: Plan("x", AREAS, DAYS[::-1]),
        lambda: Plan("x", AREAS, DAYS, notice=-1),
        lambda: planning.draw_steps(PLAN, b"short"),
    ],
)
def test_a_plan_that_cannot_be_drawn_is_refused(wrong) -> None:
    with pytest.raises(InvalidRecord):
        wrong()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from("xyz"), min_size=3, max_size=24), st.integers(2, 3), st.binary(min_size=32, max_size=32)
)
def test_steps_are_even_in_each_stratum_and_in_all(strata: list[str], steps: int, secret: bytes) -> None:
    areas = tuple(Area(str(number), stratum) for number, stratum in enumerate(strata))

    drawn = planning.draw_steps(Plan("x", areas, DAYS[:steps]), secret)

    for chosen in [set(strata), *({one} for one in set(strata))]:
        load = Counter({step: 0 for step in range(steps)})
        load.update(drawn[area.name] for area in areas if area.stratum in chosen)
        assert max(load.values()) - min(load.values()) <= 1


def test_every_area_is_as_likely_to_come_at_every_step() -> None:
    rounds, counts = 600, Counter[tuple[str, int]]()
    for number in range(rounds):
        drawn = planning.draw_steps(PLAN, number.to_bytes(32, "big"))
        counts.update(drawn.items())

    expected = rounds / len(DAYS)
    statistic = sum((counts[area.name, step] - expected) ** 2 / expected for area in AREAS for step in range(3))
    assert statistic < 40  # chi-squared with about 14 degrees of freedom: 1 in 4000 by chance, and the seeds are fixed
