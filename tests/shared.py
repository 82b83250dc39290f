"""Where the invented feeds lie, and the mark that skips a test where they are absent."""

import pathlib

import pytest

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared" / "data"
FEEDS = SHARED / "feeds"


def needs_shared(test: object) -> object:
    """The test, run only where the invented feeds are at hand."""
    absent = pytest.mark.skipif(
        not FEEDS.exists(), reason="the invented feeds (../shared/data) are not on this machine"
    )
    return pytest.mark.shared(absent(test))
