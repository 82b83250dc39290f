"""Reports with two parties, as the import would leave them."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from tests.factories.incidents import make_incident
from trygg_web.access.models import User
from trygg_web.access.vault import blind
from trygg_web.incidents.models import ImportRun, Party, ReceivedFile, Report

ANNA, BERTIL, CEDRIC = (
    ("198001019846", "Anna", "Berg"),
    ("197502289817", "Bertil", "Ek"),
    ("199003039873", "Cedric", "Lo"),
)


def run(by: User) -> ImportRun:
    """The run of a file that is of no interest."""
    file = ReceivedFile.objects.create(
        sha256="0" * 64, filename="f", sender="s", size=1, content=b"x", received_at=timezone.now(),
        keep_until=date(2030, 1, 1), by=by,
    )  # fmt: skip
    return ImportRun.objects.create(file=file, by=by, at=timezone.now(), until=date(2026, 1, 1))


class City:
    """Makes reports with numbers in order."""

    def __init__(self, by: User) -> None:
        self.run = run(by)
        self.count = 0

    def report(
        self,
        suspect: tuple[str, str, str],
        victim: tuple[str, str, str],
        *,
        day: date = date(2025, 3, 1),
        offence: str = "misshandel",
        protected: str = "none",
        **facts: Any,
    ) -> Report:
        """A report of one offence against one victim; a number of "" is not told."""
        self.count += 1
        told = {"relation": "partner", "partner": True, "told_on": day} | facts
        report = Report.objects.create(
            number=f"5000-K{self.count:06d}-25", reported_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
            run=self.run, **told,
        )  # fmt: skip
        make_incident(report, heading=offence, offence=offence)
        self.party(report, "suspect", suspect, "none")
        self.party(report, "victim", victim, protected)
        return report

    def party(self, report: Report, role: str, who: tuple[str, str, str], protected: str) -> Party:
        number, given, family = who
        return Party.objects.create(
            report=report, role=role, number=number, number_key=blind(number, "number"), given=given, family=family,
            number_kind="personnummer" if number else "none", protected=protected,
            born=f"{number[:4]}-{number[4:6]}-{number[6:8]}" if number else "",
        )  # fmt: skip
