"""From a run to what its file tells: the sealed file opened, read as the run's columns say, on the day it came."""

import json
from datetime import date

from django.conf import settings
from django.utils import timezone

from trygg.rulebook import Rules, book
from trygg_web.incidents import reports
from trygg_web.incidents.models import ImportRun, Profile


def rules_on(day: date) -> Rules:
    """The method of this house on a day."""
    return book(settings.TRYGG_METHOD or None, settings.TRYGG_PROFILE).on(day)


def day_of(run: ImportRun) -> date:
    """The day a file came; read again another day it tells the same."""
    return timezone.localtime(run.at).date()


def saved_shapes() -> list[reports.Shape]:
    """The profiles that people saved, newest version of each."""
    newest: dict[tuple[str, str], Profile] = {}
    for profile in Profile.objects.order_by("version"):
        newest[profile.sender, profile.name] = profile
    ordered = sorted(newest.values(), key=lambda profile: profile.at, reverse=True)
    return [reports.shape_of(profile.spec, profile.name, profile.kind) for profile in ordered]


def spec_text(spec: reports.Spec) -> str:
    """A way of reading, as a run keeps it."""
    return json.dumps(
        {
            "kind": spec.kind,
            "name": spec.name,
            "fields": spec.fields,
            "month_first": spec.month_first,
            "sure": spec.sure,
            "words": spec.words,
        }
    )


def spec_of(run: ImportRun) -> reports.Spec:
    """The way a run's file is read."""
    kept = json.loads(run.spec or "{}")
    if not kept:
        return reports.Spec(run.kind, "", (), sure=False)
    fields, own = tuple(kept["fields"]), kept.get("words", {})
    return reports.Spec(kept["kind"], kept["name"], fields, kept["month_first"], kept["sure"], own)


def opened(run: ImportRun) -> reports.Table:
    """The table of a run's file."""
    return reports.open_table(run.file.content, saved_shapes())


def read(run: ImportRun) -> reports.Reading:
    """All that a run's file tells."""
    return reports.read(opened(run), spec_of(run), on=day_of(run), rules=rules_on(day_of(run)))
