"""The pages read what was stored, and nothing else."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.dashboards import make_count, make_table
from trygg_web.access.models import User

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def test_a_house_that_has_counted_nothing_says_so(steering: User, client_of: Enter) -> None:
    page = client_of(steering).get(reverse("dashboards:overview")).content.decode()

    assert "Ingenting är räknat än." in page


def test_the_overview_shows_a_year_and_its_count(steering: User, client_of: Enter) -> None:
    make_count()

    page = client_of(steering).get(reverse("dashboards:overview")).content.decode()

    assert "Anmälningar om partnervåld" in page
    assert ">30<" in page


def test_an_indicator_stands_with_its_definition_and_its_table(steering: User, client_of: Enter) -> None:
    make_count()

    page = client_of(steering).get(reverse("dashboards:indicator", args=["reports"])).content.decode()

    assert "Våld som inte anmäls syns inte." in page
    assert ">12<" in page
    assert "dolt" in page
    assert 'alt="Anmälningar om partnervåld: antal per kvartal.' in page


def test_a_chart_is_an_image_that_loads_nothing(steering: User, client_of: Enter) -> None:
    make_count()

    answer = client_of(steering).get(reverse("dashboards:chart", args=["reports", "antal"]))

    assert answer.headers["Content-Type"] == "image/svg+xml"
    drawn = ET.fromstring(answer.content)
    links = [value for one in drawn.iter() for name, value in one.attrib.items() if name.endswith("href")]
    assert all(link.startswith("#") for link in links)


def test_the_same_chart_is_drawn_the_same(steering: User, client_of: Enter) -> None:
    make_count()
    client, address = client_of(steering), reverse("dashboards:chart", args=["reports", "antal"])

    assert client.get(address).content == client.get(address).content


@pytest.mark.parametrize("address", ["/lagesbild/matt/vader/", "/lagesbild/matt/reports/moln.svg"])
def test_what_is_not_there_is_not_there(address: str, steering: User, client_of: Enter) -> None:
    make_count()

    assert client_of(steering).get(address).status_code == 404


def test_other_cities_stand_with_their_follow_up(steering: User, client_of: Enter) -> None:
    page = client_of(steering).get(reverse("dashboards:elsewhere")).content.decode()

    assert "High Point, NC" in page
    assert "Tolv månader för var och en" in page
    assert "40 / 673" in page


def test_after_the_message_stands_with_its_interval(steering: User, client_of: Enter) -> None:
    make_count()
    client = client_of(steering)

    page = client.get(reverse("dashboards:course")).content.decode()
    drawn = client.get(reverse("dashboards:course_chart"))

    assert "15 %–26 %".replace(" ", "\N{NO-BREAK SPACE}") in page
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert client.get(reverse("dashboards:course"), {"serie": "moln"}).status_code == 404


def steady_then_falling(share_last: float) -> None:
    """Two years of messages of which four fifths are in time, and a last month of which fewer are."""
    count = make_count()
    for year in (2025, 2026):
        time: list[list[object]] = []
        for month in range(12):
            part = 48 if (year, month) != (2026, 9) else round(60 * share_last)
            at = [month // 3 + 1, month % 3 + 1]
            time += (
                [[*at, "in_time", part], [*at, "late", 60 - part], [*at, None, 60]]
                if (year, month) < (2026, 10)
                else []
            )
        told = {"time": time, "place": None, "hours": [], "least": 5}
        make_table(
            count, "told_in_time", year, told=told, until=date(2026, 11, 1) if year == 2026 else date(2026, 1, 1)
        )


def test_a_month_that_falls_stands_out(steering: User, client_of: Enter) -> None:
    steady_then_falling(0.4)
    client = client_of(steering)

    page = client.get(reverse("dashboards:fidelity")).content.decode()
    drawn = client.get(reverse("dashboards:fidelity_chart", args=["told-in-time"]))

    assert "lägre än väntat: långt ifrån" in page
    assert drawn.headers["Content-Type"] == "image/svg+xml"


def test_steady_months_do_not_stand_out(steering: User, client_of: Enter) -> None:
    steady_then_falling(0.8)

    page = client_of(steering).get(reverse("dashboards:fidelity")).content.decode()

    assert "lägre än väntat" not in page


def test_years_are_kept_within_what_was_counted(steering: User, client_of: Enter) -> None:
    make_count()

    page = client_of(steering).get(reverse("dashboards:indicator", args=["reports"]), {"fran": 1999, "till": 2199})

    assert 'value="2017"' in page.content.decode()


def test_an_indicator_is_read_with_few_questions(
    steering: User, client_of: Enter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    make_count()
    client = client_of(steering)
    client.get(reverse("dashboards:overview"))

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]  # a context manager of pytest-django
        client.get(reverse("dashboards:overview"))


def test_harm_stands_with_its_interval_and_what_is_hidden(steering: User, client_of: Enter) -> None:
    make_count()
    client = client_of(steering)

    page = client.get(reverse("dashboards:harm")).content.decode()
    drawn = client.get(reverse("dashboards:harm_chart"))

    assert "12 000".replace(" ", "\N{NO-BREAK SPACE}") in page
    assert "Av de få stod" in page
    assert "Hur många av dem som var okända innan kan inte visas." in page
    assert "över 1 betyder grövre" in page
    assert drawn.headers["Content-Type"] == "image/svg+xml"
