"""Reports, the parties they name, and how they came in."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.access import DAY, clerk, counter, make_number
from trygg_web.access.vault import blind
from trygg_web.incidents.models import (
    ImportRun,
    Incident,
    Party,
    PartyRole,
    Profile,
    ReceivedFile,
    Rejected,
    RelationRuling,
    Report,
    RunState,
)


def make_profile(**given: Any) -> Profile:
    """A mapping profile."""
    row = {"sender": "polisen", "name": f"profil {next(counter)}", "spec": {}, "by": clerk()}
    return Profile.objects.create(**(row | given))


def make_run(**given: Any) -> ImportRun:
    """A finished import with its file."""
    if "file" not in given:
        given["file"] = make_file()
    row = {"state": RunState.DONE, "by": clerk(), "at": timezone.now(), "counts": {}}
    return ImportRun.objects.create(**(row | given))


def make_file(**given: Any) -> ReceivedFile:
    """A received file."""
    row = {
        "sha256": f"{next(counter):064x}",
        "filename": "vecka.csv",
        "sender": "polisen",
        "size": 4,
        "content": b"a;b\n",
        "received_at": timezone.now(),
        "keep_until": DAY + timedelta(days=365),
        "by": clerk(),
    }
    return ReceivedFile.objects.create(**(row | given))


def make_report(suspect: dict[str, Any] | None = None, victim: dict[str, Any] | None = None, **given: Any) -> Report:
    """A report of one offence between partners, with its two parties; `suspect` and `victim` are fields of theirs."""
    row = {
        "number": f"5000-K{next(counter):06d}-26",
        "reported_at": timezone.now() - timedelta(days=3),
        "relation": "cohabitant",
        "told_on": DAY,
        "partner": True,
    }
    if "run" not in given:
        given["run"] = make_run()
    report = Report.objects.create(**(row | given))
    make_incident(report, since=report.reported_at)
    make_party(report, PartyRole.SUSPECT, **(suspect or {}))
    make_party(report, PartyRole.VICTIM, **({"given": "Vera", "sex": "F"} | (victim or {})))
    return report


def make_incident(report: Report, **given: Any) -> Incident:
    """An offence of a report, by its first suspect against its first victim, told as the report tells."""
    names = ("relation", "partner", "weapon", "strangulation", "death_threat")
    row = {"line": report.incidents.count() + 1, "heading": "Misshandel", "offence": "misshandel"}
    pair = {name: getattr(report, name) for name in names}
    return Incident.objects.create(report=report, **(row | pair | given))


def make_party(report: Report, role: str = PartyRole.SUSPECT, **given: Any) -> Party:
    """A person as named in a report."""
    number = given.pop("number", None)
    number = make_number() if number is None else number
    row = {
        "number": number,
        "number_key": blind(number, "number"),
        "number_kind": "personnummer" if number else "none",
        "born": f"{number[:4]}-{number[4:6]}-{number[6:8]}" if number else "",
        "given": "Sven",
        "family": "Prov",
        "sex": "M",
    }
    return Party.objects.create(report=report, role=role, **(row | given))


def suspect_of(report: Report) -> Party:
    """The one a report suspects."""
    return report.parties.get(role=PartyRole.SUSPECT)


def victim_of(report: Report) -> Party:
    """The one a report names as subjected to violence."""
    return report.parties.get(role=PartyRole.VICTIM)


def make_rejected(run: ImportRun | None = None, **given: Any) -> Rejected:
    """A row that could not be read."""
    row = {"row": 7, "cells": json.dumps([["Diarienr", "?"]]), "column": "Diarienr", "reason": "number_form"}
    return Rejected.objects.create(run=run or make_run(), **(row | given))


def make_ruling(report: Report | None = None, **given: Any) -> RelationRuling:
    """A person's ruling that a report concerns a couple."""
    row = {"partner": True, "because": "Sammanboende enligt förhör.", "by": clerk(), "at": timezone.now()}
    return RelationRuling.objects.create(
        report=report or make_report(partner=None, relation="unknown"), **(row | given)
    )


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "profile": lambda: make_profile().pk,
    "run": lambda: make_run().pk,
    "previewed_run": lambda: make_run(state=RunState.PREVIEWED).pk,
    "report": lambda: make_report().pk,
    "unruled_report": lambda: make_report(partner=None, relation="unknown").pk,
    "ruling": lambda: make_ruling().pk,
    "rejected": lambda: make_rejected().pk,
    "party": lambda: suspect_of(make_report()).pk,
}
