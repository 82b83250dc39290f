"""No word that judges, no path of a machine, and nobody real."""

import re

import pytest
from personnummer import personnummer

from tests.house.source import ROOT, told, tracked

# Persons are suspected, not convicted; nobody is only what was done to them or what they did.
JUDGES = re.compile(
    r"förövar|gärningsm[aä]n|våldsverkare|kvinnomisshandlare|brottsling|psykopat|mansgris|hustrumisshandlare"
    r"|\bperpetrator|\boffender|\bcriminal\b|\bbatterer|\babuser\b|\bwife.beater",
    re.IGNORECASE,
)
EXPLAINS = (
    "GLOSSARY.md",
    "docs/",
    "tests/house/test_words.py",
    "src/trygg/method/",
    "CONTRIBUTING.md",
    "tests/trygg/letters/",
)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/bash_jobs)/")
REGISTRY = re.compile(
    r"https?://[^\s\"'<>)]*(?:pypi|pythonhosted|npmjs|registry|artifactory|nexus|jfrog|devpi|mirror)[^\s\"'<>)]*",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.,-])((?:19|20)?\d{6}[-+]?\d{4})(?![\w.-]|,\d)")
TEXT = (".py", ".html", ".toml", ".md", ".po", ".txt", ".csv", ".json", ".yml", ".yaml", ".js", ".scss", ".typ", ".cfg")


def test_no_page_uses_a_word_that_judges() -> None:
    found = [
        f"{told(path)}: {match.group()}"
        for path in tracked(".html", ".po", ".typ", ".py", ".toml", ".txt")
        if not told(path).startswith(EXPLAINS)
        for match in JUDGES.finditer(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine path", "registry host"])
def test_no_file_names_the_machine_or_the_registry_it_was_made_with(pattern: re.Pattern[str]) -> None:
    found = [
        f"{told(path)}: {match.group()}"
        for path in tracked()
        if told(path) != "tests/house/test_words.py"
        for match in pattern.finditer(path.read_text(errors="replace"))
    ]

    assert found == []


def test_every_identity_number_in_the_repository_is_of_the_test_range() -> None:
    found = [
        told(path)
        for path in tracked(*TEXT)
        for match in NUMBER.finditer(path.read_text(errors="replace"))
        if personnummer.valid(match.group(1)) and not 980 <= int(re.sub(r"\D", "", match.group(1))[-4:-1]) <= 999
    ]

    assert sorted(set(found)) == []


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text()

    assert "--hash=sha256:" in lock
    assert "://" not in lock
