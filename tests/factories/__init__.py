"""The smallest valid row of each kind, for all tests. Names are invented; identity numbers are of the test range.

`make_report()` gives a report with its parties, `make_person()` a person linked to a party of a report, and so on.
`THINGS` makes one of each by name, for the tests that walk every address. Only what this house has can be made here.
"""

import importlib
import pathlib
from collections.abc import Callable
from typing import Any

from django.conf import settings

from tests.factories.access import DAY, clerk, make_grant, make_number, make_user
from trygg_web.project.zones import ROOMS

if "followup" in ROOMS[settings.ZONE]:
    from tests.factories.followup import make_alert, make_breach, make_lever, make_promise, make_watch
    from tests.factories.incidents import (
        make_file,
        make_party,
        make_profile,
        make_rejected,
        make_report,
        make_ruling,
        make_run,
        suspect_of,
        victim_of,
    )
    from tests.factories.listing import make_decision, make_placement, make_proposal, make_row
    from tests.factories.notifications import (
        make_apart,
        make_approval_of_one,
        make_approvals,
        make_attempt,
        make_call_in,
        make_called,
        make_cover,
        make_gate,
        make_notification,
        make_seat,
        make_told,
        make_withholding,
    )
    from tests.factories.people import (
        make_ban,
        make_hold,
        make_link,
        make_move,
        make_observation,
        make_parting,
        make_person,
        make_question,
        make_stay,
        make_unplaced,
    )

_HERE = [room for room in ROOMS[settings.ZONE] if (pathlib.Path(__file__).parent / f"{room}.py").exists()]
THINGS: dict[str, Callable[[], Any]] = {
    name: make for room in _HERE for name, make in importlib.import_module(f"tests.factories.{room}").THINGS.items()
}

__all__ = [
    "THINGS",
    "DAY",
    "clerk",
    "make_alert",
    "make_apart",
    "make_approval_of_one",
    "make_approvals",
    "make_attempt",
    "make_ban",
    "make_call_in",
    "make_called",
    "make_breach",
    "make_cover",
    "make_decision",
    "make_file",
    "make_gate",
    "make_grant",
    "make_hold",
    "make_lever",
    "make_link",
    "make_move",
    "make_notification",
    "make_number",
    "make_observation",
    "make_parting",
    "make_party",
    "make_person",
    "make_placement",
    "make_profile",
    "make_promise",
    "make_proposal",
    "make_question",
    "make_rejected",
    "make_report",
    "make_row",
    "make_ruling",
    "make_run",
    "make_seat",
    "make_stay",
    "make_told",
    "make_unplaced",
    "make_user",
    "make_watch",
    "make_withholding",
    "suspect_of",
    "victim_of",
]
