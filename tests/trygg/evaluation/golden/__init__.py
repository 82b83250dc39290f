"""Numbers that other programs and papers got, each file with the data, the script or the page that made them."""

import tomllib
from pathlib import Path
from typing import Any


def golden(name: str) -> dict[str, Any]:
    """The golden numbers of one file."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text())
