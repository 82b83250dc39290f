"""What the words in a column mean, whoever wrote them."""

import pathlib
import tomllib
from collections.abc import Mapping
from functools import lru_cache


@lru_cache(maxsize=1)
def words() -> Mapping[str, Mapping[str, str]]:
    """By column: what a word in a file means."""
    return tomllib.loads(pathlib.Path(__file__).with_name("words.toml").read_text("utf-8"))
