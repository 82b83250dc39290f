"""Which rooms each house has. One process serves one zone; what is not listed here is not installed."""

from enum import StrEnum


class Zone(StrEnum):
    """A house: one agency's own process, database, keys, users and log."""

    POLICE = "police"
    JOINT = "joint"  # every room in one house, where the law allows it


ROOMS: dict[Zone, tuple[str, ...]] = {
    Zone.POLICE: ("access", "incidents", "people", "listing", "notifications", "followup"),
    Zone.JOINT: ("access", "incidents", "people", "listing", "notifications", "followup"),
}
