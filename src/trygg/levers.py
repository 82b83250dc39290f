"""What stands against a person: how long it may, when to ask about renewal, and what a letter may truthfully say."""

from datetime import date, timedelta

from trygg.deadlines import months_after
from trygg.errors import InvalidRecord
from trygg.rulebook import Lever, Rules


def longest(lever: Lever, since: date, renewal: bool = False, monitored: bool = False) -> date | None:
    """The last day on which a lever decided for `since` can stand; None where the method knows no limit.

    renewal     a decision that follows on another of the same kind
    monitored   with electronic monitoring
    Source: lag (1988:688) om kontaktförbud 4 § for contact bans; levers.toml for all.
    """
    if renewal and lever.extension_days is not None:
        return since + timedelta(days=lever.extension_days)
    again = lever.monitored_renewal_months if monitored else None
    months = (again or lever.renewal_months or lever.months) if renewal else lever.months
    if months is not None:
        return months_after(since, months)
    return since + timedelta(days=lever.days) if lever.days is not None else None


def check_span(lever: Lever, since: date, until: date, last: date | None) -> None:
    """Nothing when a lever may stand from `since` to `until`. Raises InvalidRecord otherwise.

    last        what `longest` says
    For what a person types: an import keeps what its file says, and shows where it goes beyond `longest`.
    """
    if until < since:
        raise InvalidRecord(f"{lever.id}: it ends before it begins; swap the two days")
    if last and until > last:
        raise InvalidRecord(f"{lever.id}: it can stand until {last} at the longest, not {until}; see {lever.basis}")


def reminders(lever: Lever, until: date) -> tuple[date, ...]:
    """The days on which somebody asks about a renewal, earliest first."""
    return tuple(until - timedelta(days=days) for days in sorted(lever.remind, reverse=True))


def stands(since: date, until: date | None, on: date) -> bool:
    """Whether a lever stands on a day; its last day counts."""
    return since <= on and (until is None or on <= until)


def named(words: str, rules: Rules) -> Lever | None:
    """The lever that an import file's words name, whole and in any case; None when they name none."""
    said = " ".join(words.lower().split())
    return next((lever for lever in rules.levers.values() if said in lever.words), None)


def sentence(lever: Lever, language: str) -> str | None:
    """What a letter may say while the lever stands; None where nobody has written it in that language."""
    return lever.letter.get(language)
