"""Which rooms, roles and daily work each house has. One process serves one zone.

What is not listed here is not installed, and cannot even be imported in that process.
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from enum import StrEnum
from types import ModuleType


class Zone(StrEnum):
    """A house: one agency's own process, database, keys, users and log."""

    POLICE = "police"
    SOCIAL = "social"
    PROBATION = "probation"
    JOINT = "joint"  # every room in one house, where the law allows it; the victims' database stays apart


# From the ground up. The work of a day goes the same way.
_POLICE = ("incidents", "people", "listing", "notifications", "followup", "dashboards")
_SOCIAL = ("support", "victims")
_PROBATION = ("supervision",)
_EVERY = ("access", "exchange", "retention")
ROOMS: dict[Zone, tuple[str, ...]] = {
    Zone.POLICE: (*_EVERY, *_POLICE),
    Zone.SOCIAL: (*_EVERY, *_SOCIAL),
    Zone.PROBATION: (*_EVERY, *_PROBATION),
    Zone.JOINT: (*_EVERY, *_POLICE, *_SOCIAL, *_PROBATION),
}

_STAFF = ("lead", "auditor", "administrator", "cleared")
_ROLES_OF = {
    Zone.POLICE: ("analyst", "officer", "steering"),
    Zone.SOCIAL: ("advocate", "children", "support"),
    Zone.PROBATION: ("supervisor",),
}
ROLES: dict[Zone, tuple[str, ...]] = {
    **{zone: (*own, *_STAFF) for zone, own in _ROLES_OF.items()},
    Zone.JOINT: (*(role for own in _ROLES_OF.values() for role in own), *_STAFF),
}

# Rooms whose `queries.due(viewer, on)` the first page asks, and whose `actions.run_day(on=, by=)` the night calls.
NIGHTLY: tuple[str, ...] = ("exchange", "support", "supervision", "victims", "dashboards", "retention")

# Rooms whose `actions.run_day` also follows each round of post, since what came or waits has an hour and not a day.
HOURLY: tuple[str, ...] = ("notifications", "followup", "support", "victims")

VICTIMS = "victims"  # the room that nobody imports; its tables have a database of their own in a joint house


class ClosedRooms(importlib.abc.MetaPathFinder):
    """Refuses to import a room of another house."""

    def __init__(self, closed: frozenset[str]) -> None:
        self.closed = closed

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """None for what this house has. Raises ModuleNotFoundError for what it has not."""
        package, _dot, rest = fullname.partition(".")
        if package == "trygg_web" and rest.partition(".")[0] in self.closed:
            raise ModuleNotFoundError(f"this house has no room {rest.partition('.')[0]!r}", name=fullname)
        return None


def close_other_rooms(zone: Zone) -> None:
    """Nothing; from now on the rooms of other houses cannot be imported in this process."""
    everything = {room for rooms in ROOMS.values() for room in rooms}
    sys.meta_path.insert(0, ClosedRooms(frozenset(everything - set(ROOMS[zone]))))
