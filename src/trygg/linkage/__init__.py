"""Who is who: identity numbers, names, and which parties are believed to be one person.

`link` and what it answers are loaded when first asked for: Splink and DuckDB take more than a second, and a house that
only reads an identity number should not wait for them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trygg.linkage.linking import Linked, Question, link
    from trygg.linkage.register import Register
    from trygg.linkage.words import says

__all__ = ["Linked", "Question", "Register", "link", "says"]
_HOMES = {"Linked": "linking", "Question": "linking", "link": "linking", "Register": "register", "says": "words"}


def __getattr__(name: str) -> Any:
    """A public name from the module that holds it. Raises AttributeError."""
    if name not in _HOMES:
        raise AttributeError(f"{__name__} has no {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
