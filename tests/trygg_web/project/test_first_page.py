"""Tasks in groups of the same haste."""

from datetime import date, timedelta

from trygg_web.access.due import Due
from trygg_web.project.first_page import grouped

ON = date(2026, 2, 2)


def task(days: int, *, alarm: bool = False) -> Due:
    return Due("Något", "", None, "", ON + timedelta(days=days), "/", "Öppna", alarm=alarm)


def test_what_is_late_stands_first_and_what_is_far_off_last() -> None:
    groups = list(grouped([task(30), task(3), task(0), task(-2)], ON))

    assert [group.says for group in groups] == ["Försenat", "I dag", "Den här veckan", "Senare"]


def test_an_alarm_stands_before_everything_else_whatever_its_day() -> None:
    groups = list(grouped([task(-9), task(5, alarm=True)], ON))

    assert groups[0].says == "Larm"
    assert groups[0].tasks == (task(5, alarm=True),)
    assert sum(len(group.tasks) for group in groups) == 2


def test_nothing_that_waits_gives_no_group() -> None:
    assert list(grouped([], ON)) == []
