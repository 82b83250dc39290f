"""A file comes in: sealed, guessed, previewed. Nothing of it counts until it is read in."""

import hashlib
import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents import reports
from trygg_web.incidents.actions import reading, rosters
from trygg_web.incidents.actions.merging import plan
from trygg_web.incidents.models import ImportRun, Profile, ReceivedFile, RunState
from trygg_web.incidents.reports import wording
from trygg_web.incidents.reports.samples import samples
from trygg_web.sheets.tables import label_key

KEPT = timedelta(days=365)  # one year after it was first processed (law.md 2.6, PBDL 4:2)
SHOWN = 200  # rejected rows that a preview lists


def receive(content: bytes, filename: str, *, sender: str, kind: str = "", by: User) -> ImportRun:
    """The file received and previewed; the run it already has when the same file came before.

    Raises InvalidInput with a sentence when it cannot be read at all.
    """
    require(by, Permission.IMPORT)
    digest = hashlib.sha256(content).hexdigest()
    if known := _known(digest, filename):
        return known
    saved = reading.saved_shapes()
    table = reports.open_table(content, saved)
    spec = reports.guess(table.header, saved, kind)
    if spec.kind == "observations":
        raise reports.Unreadable("observations")
    run = ImportRun(kind=spec.kind, spec=reading.spec_text(spec), by=by, at=timezone.now())
    _preview(run, table, spec, filename)
    with transaction.atomic():
        run.file = _file(content, filename, sender, digest, by)
        run.save(force_insert=True)
        log.did(by, Verb.IMPORTED, "file", [run.file_id, run.pk], note="received")
    return run


@transaction.atomic
def remap(run_id: UUID, fields: Sequence[str], *, by: User) -> ImportRun:
    """The preview again, with the columns read as a person says."""
    require(by, Permission.IMPORT)
    run = _waiting(run_id)
    table = reading.opened(run)
    spec = reports.mapped(table.header, fields, reading.spec_of(run))
    run.spec = reading.spec_text(spec)
    _preview(run, table, spec, run.file.filename)
    run.save(update_fields=["spec", "shown", "counts", "until", "total"])
    log.did(by, Verb.MENDED, "import_run", [run.pk], note="columns")
    return run


@transaction.atomic
def reword(run_id: UUID, words: Mapping[str, Mapping[str, str]], *, by: User) -> ImportRun:
    """The preview again, with the words of its coded columns (field → word → meaning) read as a person says."""
    require(by, Permission.IMPORT)
    run = _waiting(run_id)
    table, spec = reading.opened(run), reading.spec_of(run)
    own = wording.own_words(words, reading.rules_on(reading.day_of(run)))
    spec = replace(spec, words={**{field: told for field, told in spec.words.items() if field not in words}, **own})
    run.spec = reading.spec_text(spec)
    _preview(run, table, spec, run.file.filename)
    run.save(update_fields=["spec", "shown", "counts", "until", "total"])
    log.did(by, Verb.MENDED, "import_run", [run.pk], note="words")
    return run


@transaction.atomic
def save_profile(run_id: UUID, name: str, *, by: User) -> Profile:
    """The run's way of reading kept for the next file with these columns: a new version of the sender's profile."""
    require(by, Permission.IMPORT)
    run = _waiting(run_id)
    if not name.strip():
        raise InvalidInput(_("Ge layouten ett namn."))
    spec, table, sender = reading.spec_of(run), reading.opened(run), run.file.sender
    last = Profile.objects.filter(sender=sender, name=name).aggregate(last=Max("version"))["last"] or 0
    columns = {label_key(label): field for label, field in zip(table.header, spec.fields, strict=False) if field}
    kept = {"columns": columns, "month_first": spec.month_first, "words": spec.words}
    profile = Profile.objects.create(sender=sender, name=name, version=last + 1, kind=spec.kind, spec=kept, by=by)
    run.profile, run.spec = profile, reading.spec_text(replace(spec, name=name, sure=True))
    run.save(update_fields=["profile", "spec"])
    log.did(by, Verb.MENDED, "profile", [profile.pk])
    return profile


@transaction.atomic
def discard(run_id: UUID, *, by: User) -> None:
    """The preview thrown away; the file stays until its retention day and can be received again."""
    require(by, Permission.IMPORT)
    states = (RunState.PREVIEWED, RunState.FAILED)
    if not ImportRun.objects.filter(pk=run_id, state__in=states).update(state=RunState.DROPPED):
        raise WrongState(_("Inläsningen har redan börjat eller är klar."))
    run = ImportRun.objects.get(pk=run_id)
    run.shown = ""  # sealed fields change by save only
    run.save(update_fields=["shown"])
    log.did(by, Verb.IMPORTED, "import_run", [run_id], note="dropped")


def _known(digest: str, filename: str) -> ImportRun | None:
    runs = ImportRun.objects.filter(file__sha256=digest).exclude(state=RunState.DROPPED)
    on = rosters.day_of_roster(filename, timezone.localdate())
    # Two days' rosters may be equal to the byte: that everybody is still there is news of its own.
    return runs.exclude(~Q(until=on), kind="custody").select_related("file").order_by("-at").first()


def _waiting(run_id: UUID) -> ImportRun:
    run = ImportRun.objects.select_for_update().filter(pk=run_id, state=RunState.PREVIEWED).first()
    if run is None:
        raise WrongState(_("Inläsningen har redan börjat eller är klar."))
    return run


def _file(content: bytes, filename: str, sender: str, digest: str, by: User) -> ReceivedFile:
    at = timezone.now()
    return ReceivedFile.objects.create(
        sha256=digest,
        filename=filename[:200],
        sender=sender,
        size=len(content),
        content=content,
        received_at=at,
        keep_until=timezone.localtime(at).date() + KEPT,
        by=by,
    )


def _preview(run: ImportRun, table: reports.Table, spec: reports.Spec, filename: str) -> None:
    on = reading.day_of(run)
    rules = reading.rules_on(on)
    told = reports.read(table, spec, on=on, rules=rules)
    listed = spec.kind in ("custody", "bans")  # such a file tells how things stand on a day
    run.until = rosters.day_of_roster(filename, on) if listed else min(told.until or on, on)
    run.total = told.rows
    run.counts = _counts(told, spec, run)
    victims = {label for label, field in zip(table.header, spec.fields, strict=False) if field.startswith("victim_")}
    shown = samples(table, spec, on=on, rules=rules)
    run.shown = json.dumps(
        {
            "header": table.header,
            "samples": [(one.row, one.cells, one.reason) for one in shown],
            "rejected": [(row.row, row.column, row.reason, _at_fault(row, victims)) for row in told.rejected[:SHOWN]],
            "notices": told.notices,
            "words": [(one.field, one.label, one.words) for one in wording.found(table, spec, rules)],
        },
        ensure_ascii=False,
    )


def _at_fault(row: reports.RejectedRow, victims: Container[str]) -> list[tuple[str, str]]:
    # A preview shows the odd cell alone; a victim's cell may name someone protected and is left out.
    return [(label, value) for label, value in row.cells if label == row.column and label not in victims]


def _counts(told: reports.Reading, spec: reports.Spec, run: ImportRun) -> dict[str, int]:
    counts = {"rows": told.rows, "rejected": len(told.rejected), "told": len(told.told)}
    if spec.kind != "reports":
        return counts | rosters.counted(told)
    found = [one for one in told.told if isinstance(one, reports.ReportTold)]
    made = plan(found, run.until or reading.day_of(run))
    return counts | {
        "new": len(made.new),
        "updated": len(made.changed),
        "same": len(made.same),
        "unknown_relation": sum(any(offence.partner is None for offence in one.offences) for one in found),
        "not_partner": sum(one.partner is False for one in found),
    }
