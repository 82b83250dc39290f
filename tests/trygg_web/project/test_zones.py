"""Which rooms a house has, and that it cannot reach the others."""

import os
import subprocess
import sys

import pytest

from trygg_web.project.zones import ROLES, ROOMS, ClosedRooms, Zone

EVERYTHING = {room for rooms in ROOMS.values() for room in rooms}


def started(zone: Zone, code: str) -> subprocess.CompletedProcess[str]:
    """What a process of that zone says to a line of code."""
    here = {"TRYGG_ZONE": zone.value, "DJANGO_SETTINGS_MODULE": "trygg_web.project.settings"}
    begun = f"import django; django.setup(); {code}"
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", begun], env=kept | here, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("zone", [Zone.SOCIAL, Zone.PROBATION])
def test_a_house_cannot_import_the_rooms_of_another(zone: Zone) -> None:
    answer = started(zone, "import trygg_web.listing.queries")

    assert answer.returncode == 1
    assert "this house has no room 'listing'" in answer.stderr


def test_a_house_imports_its_own_rooms() -> None:
    answer = started(Zone.POLICE, "import trygg_web.listing.queries; print('here')")

    assert answer.stdout.strip() == "here"


@pytest.mark.parametrize("zone", [Zone.POLICE, Zone.SOCIAL])
def test_a_house_opens_its_doors_before_the_heavy_libraries_are_loaded(zone: Zone) -> None:
    """Each takes a second or more: what links and what measures loads them when it is first asked."""
    answer = started(
        zone,
        "import sys; from django.urls import get_resolver; get_resolver().url_patterns;"
        "print({'splink', 'duckdb', 'scipy', 'statsmodels', 'lifelines', 'matplotlib'} & set(sys.modules))",
    )

    assert answer.stdout.strip() == "set()", answer.stderr


def test_only_the_joint_house_has_every_room() -> None:
    assert set(ROOMS[Zone.JOINT]) == EVERYTHING
    assert all(set(rooms) < EVERYTHING for zone, rooms in ROOMS.items() if zone != Zone.JOINT)


def test_no_house_of_one_agency_has_the_lists_and_the_victims() -> None:
    for zone in (Zone.POLICE, Zone.SOCIAL, Zone.PROBATION):
        assert not {"listing", "victims"} <= set(ROOMS[zone])


def test_every_house_has_someone_who_audits_and_someone_who_gives_roles() -> None:
    assert all({"auditor", "administrator", "lead"} <= set(roles) for roles in ROLES.values())


def test_what_is_closed_is_closed_with_all_that_lies_in_it() -> None:
    door = ClosedRooms(frozenset({"listing"}))

    assert door.find_spec("trygg_web.people.queries", None) is None
    for name in ("trygg_web.listing", "trygg_web.listing.queries.pages"):
        with pytest.raises(ModuleNotFoundError, match="no room 'listing'"):
            door.find_spec(name, None)


def test_a_joint_house_keeps_the_victims_in_a_database_of_their_own() -> None:
    answer = started(Zone.JOINT, "from django.conf import settings; print(sorted(settings.DATABASES))")

    assert answer.stdout.strip() == "['default', 'victims']"
