"""The method on the command line: `trygg check`, `place`, `link`, `city`; other packages add theirs by entry point."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.metadata import entry_points
from pathlib import Path
from random import Random
from typing import Annotated, Any

import polars as pl
import typer
from rich.console import Console
from rich.table import Table

from trygg import errors, facts, levels, records, synthetic
from trygg.casework import Case, NoticeCase, cases, notice_cases, notice_wrong, wrong
from trygg.facts import months_before
from trygg.letters import templates
from trygg.letters.lint import letter_rules
from trygg.linkage.command import link_files
from trygg.rulebook import Rules, book, profiles
from trygg.sharing import sharing_rules
from trygg.sharing.casework import keeping_cases, keeping_wrong, sharing_cases, sharing_wrong
from trygg.support import directory, directory_wrong, help_cases

app = typer.Typer(no_args_is_help=True, help="The method against partner violence.", pretty_exceptions_enable=False)
OUT, ASIDE = Console(), Console(stderr=True)
# Each refusal ends with a number of its own, so that a script can tell them apart.
EXIT: dict[type[Exception], int] = {errors.RulebookError: 4, errors.NoRuleInForce: 5, errors.InvalidRecord: 6}
WRONG_CASE, BAD_FILE = 1, 7

Method = Annotated[
    Path | None,
    typer.Option("--method", envvar="TRYGG_METHOD", help="Another city's folder of rules.", file_okay=False),
]
Pack = Annotated[Path | None, typer.Option("--pack", help="Another country's law of sharing.", file_okay=False)]
Profile = Annotated[str, typer.Option("--profile", envvar="TRYGG_PROFILE", help="malmo, high-point or two-class.")]
On = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day that counts.")]
MaybeOn = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Name also reviews older than a year on this day.")
]
Until = Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="The city's last day.")]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False)]


@contextmanager
def refusals() -> Iterator[None]:
    """A refusal of the method as a line on standard error and an exit code of its own."""
    try:
        yield
    except tuple(EXIT) as fault:
        ASIDE.print(str(fault), style="bold")
        raise typer.Exit(EXIT[type(fault)]) from fault
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as fault:
        ASIDE.print(f"The file could not be read: {type(fault).__name__}", style="bold")
        raise typer.Exit(BAD_FILE) from fault


@app.command()
def check(method: Method = None, on: MaybeOn = None, pack: Pack = None) -> None:
    """Read every profile and the law, compute every case, and name what no case tells of and nobody has reviewed."""
    failures = 0
    with refusals():
        for profile in profiles(method):
            rulebook, told = book(method, profile), list(cases(method, profile))
            failures += sum(_shown(case, wrong(case, rulebook.on(case.on)), profile) for case in told)
            for notice in notice_cases(method, profile):
                failures += _shown(notice, notice_wrong(notice, rulebook.on(notice.on)), profile)
            newest = rulebook.newest()
            _rules(newest, told)
            _unreviewed(newest, on.date() if on else None)
        _unread(newest)
        _messages(method)
        failures += _law(pack, newest) + _help(pack / "help" if pack else None)
    if failures:
        raise typer.Exit(WRONG_CASE)


@app.command()
def place(events: File, on: On, method: Method = None, profile: Profile = "malmo", out: Path | None = None) -> None:
    """Indicate a level for each person of a file of events (CSV with the columns of `trygg.records`)."""
    with refusals():
        rules = book(method, profile).on(on.date())
        told = pl.scan_csv(events, schema_overrides=records.EVENT_TYPES, try_parse_dates=True)
        missing = [name for name in records.EVENT_COLUMNS if name not in told.collect_schema().names()]
        if missing:
            raise errors.InvalidRecord(f"{events.name} lacks the columns {', '.join(missing)}; add them")
        placed = (
            levels.indicate(facts.facts(told, rules, on.date()), rules).select("person", "level", "fired").collect()
        )
    placed = placed.sort("level", "person", nulls_last=True)
    if out:
        placed.write_csv(out)
    else:
        OUT.print(placed.write_csv(), end="", markup=False, highlight=False)


@app.command()
def city(folder: Path, until: Until, weeks: int = 104, weekly: int = 40, seed: int = 1) -> None:
    """Write the files that an invented city's offices would export; equal seeds give equal cities."""
    plan = synthetic.Plan(until.date(), weeks, weekly)
    for path in synthetic.write_city(synthetic.city(plan, Random(seed)), folder, Random(seed + 1)):
        OUT.print(path, highlight=False)


def _shown(case: Case | NoticeCase, fault: str, profile: str) -> bool:
    if fault:
        ASIDE.print(f"{profile}: {case.name}: {fault}", style="bold")
    return bool(fault)


def _rules(rules: Rules, told: list[Case]) -> None:
    table = Table("Level", "Rule", "Says", "Reviewed", "Cases", title=f"{rules.profile} ({rules.version[:12]})")
    for rule in rules.levels:
        count = sum(rule.id in case.fired for case in told)
        reviewed = rule.reviewed.isoformat() if rule.reviewed else "never"
        table.add_row(rule.level, rule.id, rule.says["en"], reviewed, str(count) if count else "none")
    OUT.print(table)


def _unreviewed(rules: Rules, on: date | None) -> None:
    # A note, not a fault: who reviews the rules, and when, is for the partnership to decide.
    oldest = months_before(on, 12) if on else date.min
    never = [rule.id for rule in rules.levels if rule.reviewed is None]
    old = [rule.id for rule in rules.levels if rule.reviewed and rule.reviewed < oldest]
    for ids, says in ((never, "never reviewed"), (old, "reviewed more than a year ago")):
        if ids:
            OUT.print(f"{rules.profile}: {says}: {', '.join(ids)}", soft_wrap=True, highlight=False)


def _unread(rules: Rules) -> None:
    # A note as well: a letter may quote these only once somebody has looked the law up.
    unread = [lever.id for lever in rules.levers.values() if lever.verified != "yes"]
    if unread:
        OUT.print(f"law not read: {', '.join(unread)}", soft_wrap=True, highlight=False)


def _messages(method: Path | None) -> None:
    letter_rules(method)
    told = templates(method)
    waiting = dict.fromkeys(one.language for one in told if one.translation == "not_verified")
    OUT.print(f"{len(told)} message templates; read by no translator: {', '.join(waiting) or 'none'}", soft_wrap=True)


def _law(pack: Path | None, newest: Rules) -> int:
    rules = sharing_rules(pack)
    told, kept = list(sharing_cases(pack)), list(keeping_cases(pack))
    faults = [(case.name, sharing_wrong(case, newest.offences, rules)) for case in told]
    faults += [(case.name, keeping_wrong(case, rules)) for case in kept]
    for name, fault in faults:
        if fault:
            ASIDE.print(f"law: {name}: {fault}", style="bold")
    OUT.print(
        f"law ({rules.version[:12]}): {len(rules.grounds)} grounds, {len(rules.clocks)} clocks, {len(faults)} cases"
    )
    kinds: tuple[Any, ...] = (rules.grounds, rules.refusals, rules.protections, rules.clocks, rules.limits)
    unread = dict.fromkeys(row.id for rows in kinds for row in rows if row.verified != "yes")
    OUT.print(f"law, not read: {', '.join(unread) or 'none'}", soft_wrap=True, highlight=False)
    return sum(bool(fault) for _, fault in faults)


def _help(folder: Path | None) -> int:
    if folder and not folder.is_dir():  # a country's law may come without a directory of help
        return 0
    helps, told = directory(folder), list(help_cases(folder))
    faults = [(case.name, fault) for case in told if (fault := directory_wrong(case, helps))]
    for name, fault in faults:
        ASIDE.print(f"help: {name}: {fault}", style="bold")
    unread = [one.id for one in helps.helps if one.verified != "yes"]
    OUT.print(f"help: {len(helps.helps)} places, {len(told)} cases; not read: {', '.join(unread)}", soft_wrap=True)
    return len(faults)


app.command("link")(link_files)
for _plugin in entry_points(group="trygg.commands"):
    try:
        _loaded = _plugin.load()
    except ModuleNotFoundError:  # the method stands here without the programme
        continue
    if isinstance(_loaded, typer.Typer):
        app.add_typer(_loaded, name=_plugin.name)
    else:
        app.command(_plugin.name)(_loaded)

if __name__ == "__main__":
    app()
