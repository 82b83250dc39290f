"""What people can do: each says who does it, and each leaves an entry."""

import importlib
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from trygg_web.project.zones import ROOMS

NOT_LOGGED = {
    *("keep_form", "forget_form"),  # one's own words kept for oneself; nobody else can see them
    "take_words",  # each word that is taken is an entry of the exchange's, each gate that turns one of its own
}


def actions() -> list[Callable[..., Any]]:
    found = []
    for room in ROOMS[settings.ZONE]:
        home = f"trygg_web.{room}.actions"
        module = importlib.import_module(home)
        named = vars(module).values()
        found += [one for one in named if inspect.isfunction(one) and one.__module__.startswith(home)]
    return [one for one in found if not one.__name__.startswith("_")]


@pytest.mark.parametrize("action", actions(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_an_action_says_who_does_it_as_the_last_word(action: Callable[..., Any]) -> None:
    words = inspect.signature(action).parameters

    assert "by" in words, "every action takes by"
    assert words["by"].kind is inspect.Parameter.KEYWORD_ONLY


@pytest.mark.parametrize("action", actions(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_an_action_leaves_an_entry_in_the_log(action: Callable[..., Any]) -> None:
    home = inspect.getsource(importlib.import_module(inspect.unwrap(action).__module__))

    assert action.__name__ in NOT_LOGGED or "log.did(" in home or "log.saw(" in home
