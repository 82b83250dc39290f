"""The rules in force on a day, in the words of this room. The only place here that opens the rulebook."""

from datetime import date

from django.conf import settings
from django.utils.translation import get_language

from trygg.rulebook import Rules, rules


def rules_on(on: date) -> Rules:
    """The rules that this house follows on a day."""
    return rules(settings.TRYGG_METHOD or None, settings.TRYGG_PROFILE, on)


def rule_words(on: date) -> dict[str, str]:
    """Rule id → its words in the reader's language."""
    language = get_language() or "sv"
    return {rule.id: rule.says.get(language, rule.says["sv"]) for rule in rules_on(on).levels}


def review_after(level: str, on: date) -> date:
    """The last day to look again at a level decided on a day."""
    return _months_on(on, rules_on(on).review.months[level])


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = ((date(year + (month == 11), (month + 1) % 12 + 1, 1)) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))
