"""The commands of `trygg` that need the programme and its database. Django starts only when one is called."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

OUT = Console()
log_commands = typer.Typer(help="The sealed log of who did and saw what.", no_args_is_help=True)
ledger_commands = typer.Typer(help="The sealed ledger of what passed between houses.", no_args_is_help=True)
REFUSED = 3  # exit code: the programme refused, the message says why

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file as it came.")]
By = Annotated[str, typer.Option("--by", help="The user name of the one who answers for it.")]
Sender = Annotated[str, typer.Option(help="Who sent the file.")]
On = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day; today when left out.")]


def start() -> None:
    """Django, ready."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygg_web.project.settings")
    django.setup()


def read_file(file: File, by: By, sender: Sender = "polisen") -> None:
    """Read one export: preview it, save it whole, link it and propose levels."""
    start()
    from trygg_web.access.errors import Refused
    from trygg_web.access.models import User
    from trygg_web.incidents import actions
    from trygg_web.project.progress import shown

    try:
        user = User.objects.get(username=by)
        run = actions.receive(file.read_bytes(), file.name, sender=sender, by=user)
        with Progress(console=OUT) as bar:
            run = actions.import_reports(run.id, by=user, tell=shown(bar))
    except (Refused, User.DoesNotExist) as fault:
        OUT.print(str(fault) or "No such user.", style="bold")
        raise typer.Exit(REFUSED) from fault
    OUT.print_json(data=run.counts)


def run_the_day(on: On = None) -> None:
    """Link what is new and propose levels, as every night does; ends with 1 when a room's work failed."""
    start()
    from trygg_web.project import nights

    night = nights.run_night(on.date() if on else date.today(), by=nights.night(), tell=OUT.print)
    OUT.print(night.done)
    for what in night.failed:
        OUT.print(f"Failed, and left for the next run: {what}", style="bold")
    raise typer.Exit(1 if night.failed else 0)


@log_commands.command("verify")
def verify_log() -> None:
    """Walk through the whole log and say whether it is as it was written; ends with 1 when it is not."""
    start()
    from trygg_web.access.queries import verify

    found = verify()
    OUT.print(found.says)
    for fault in found.faults:
        OUT.print(f"  {fault.says}")
    raise typer.Exit(0 if found.whole else 1)


@ledger_commands.command("verify")
def verify_ledger() -> None:
    """Walk through the whole ledger and say whether it is as it was written; ends with 1 when it is not."""
    start()
    from trygg_web.exchange import ledger

    found = ledger.walk()
    OUT.print(f"{found.entries} entries, {'as they were written' if found.whole else 'NOT as they were written'}")
    for number in found.faults:
        OUT.print(f"  entry {number}")
    raise typer.Exit(0 if found.whole else 1)


@ledger_commands.callback()
def of_the_ledger() -> None:
    """The sealed ledger of what passed between houses."""
