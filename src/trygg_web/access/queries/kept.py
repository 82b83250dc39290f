"""What oneself had typed when the session ended."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from trygg_web.access.models import KeptForm, User

KEPT_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was filled in: where it goes, what was written, and what else it holds."""

    address: str
    written: tuple[tuple[str, str], ...]
    other: tuple[tuple[str, str], ...]


def kept_form(viewer: User) -> Kept | None:
    """The viewer's own form of the last half hour, if there is one."""
    row = KeptForm.objects.filter(user=viewer, at__gte=timezone.now() - KEPT_FOR).first()
    if row is None:
        return None
    typed = QueryDict(row.body)
    pairs = [(name, value) for name, values in typed.lists() for value in values]
    # Running text is shown to be read again; ids, dates and choices travel along unseen.
    written = tuple(pair for pair in pairs if " " in pair[1].strip())
    return Kept(row.address, written, tuple(pair for pair in pairs if pair not in written))
