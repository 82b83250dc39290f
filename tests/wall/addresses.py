"""Every address of the house, and who gets in according to `who_sees_what.toml`."""

import pathlib
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from trygg_web.access.models import Role
from trygg_web.project.zones import ROOMS

TABLE = pathlib.Path(__file__).parent / "who_sees_what.toml"
EVERYONE = "everyone"  # every role, once logged in
ANYONE = "anyone"  # strangers too
EVERYTHING = {room for rooms in ROOMS.values() for room in rooms}
PEOPLE = tuple(role for role in Role if role != Role.NIGHT)  # the night has no log-in


@dataclass(frozen=True, slots=True)
class Door:
    """One line of the table."""

    name: str
    roles: tuple[str, ...]
    args: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    roles_in: dict[str, list[str]] = field(default_factory=dict)
    room: str = ""  # whose address it is, where the name does not say it

    def here(self) -> bool:
        """Whether this house has the room that the address leads to."""
        room = self.room or self.name.partition(":")[0]
        return room not in EVERYTHING or room in ROOMS[settings.ZONE]

    def lets_in(self, role: Role) -> bool:
        if settings.ZONE in self.roles_in:
            return role in self.roles_in[settings.ZONE]
        return role in self.roles or EVERYONE in self.roles or ANYONE in self.roles


def doors() -> list[Door]:
    """The table, line by line."""
    table = tomllib.loads(TABLE.read_text())
    lines = (Door(name, tuple(line.pop("roles")), **line) for name, line in table.items())
    return [door for door in lines if door.here()]


def views() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address that the house answers, by name, with its view."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}", pattern.callback
