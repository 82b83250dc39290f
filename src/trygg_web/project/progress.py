"""Progress of what is long, as a bar on the command line."""

from collections.abc import Callable

from rich.progress import Progress, TaskID

WORDS = {
    "reading": "Läser filen",
    "comparing": "Jämför med det som finns",
    "new": "Sparar det nya",
    "updated": "Sparar ändringar",
    "link": "Kopplar personer",
    "propose": "Föreslår nivåer",
    "plan": "Planerar budskap",
    "follow_up": "Följer upp",
}


def shown(bar: Progress) -> Callable[[str, int, int], None]:
    """A teller that draws each stage as a row of the bar."""
    rows: dict[str, TaskID] = {}

    def tell(stage: str, done: int, total: int) -> None:
        if stage not in WORDS:
            return
        if stage not in rows:
            rows[stage] = bar.add_task(WORDS[stage], total=max(total, 1))
        bar.update(rows[stage], completed=min(done, total), total=max(total, 1))

    return tell
