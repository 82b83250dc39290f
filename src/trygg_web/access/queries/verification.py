"""Whether the log is whole: every entry as it was written, none missing, none put in."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from trygg_web.access.log import START, digest_of
from trygg_web.access.models import Entry, LogHead

SHOWN = 20  # faults told one by one


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where the log is not as it was written."""

    seq: int
    says: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a walk through the whole log found."""

    entries: int
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        return not self.faults

    @property
    def says(self) -> str:
        if self.whole:
            return _("Loggen är hel: %(entries)d poster, ingen ändrad, borttagen eller inlagd.") % {
                "entries": self.entries
            }
        return _("Loggen är inte hel. Rör ingenting, och ring den som ansvarar för säkerheten.")


def verify() -> Verified:
    """Every entry against its seal, in order, and the last against the head."""
    walk = _Walk()
    faults = list(islice(walk.faults(), SHOWN))
    return Verified(walk.counted, tuple(faults))


class _Walk:
    def __init__(self) -> None:
        self.counted, self.seq, self.digest = 0, 0, START

    def faults(self) -> Iterator[Fault]:
        for entry in Entry.objects.order_by("seq").prefetch_related("subjects").iterator(chunk_size=2000):
            yield from self._step(entry)
        yield from self._head()

    def _step(self, entry: Entry) -> Iterator[Fault]:
        missing = entry.seq - self.seq - 1
        if missing:
            yield Fault(
                entry.seq, _("Före post %(seq)d saknas %(missing)d poster.") % {"seq": entry.seq, "missing": missing}
            )
        elif entry.previous != self.digest:
            yield Fault(
                entry.seq,
                _("Post %(seq)d passar inte ihop med posten före: en av dem är utbytt eller inlagd.")
                % {"seq": entry.seq},
            )
        if entry.digest != digest_of(entry, [row.subject for row in entry.subjects.all()]):
            yield Fault(
                entry.seq, _("Post %(seq)d är ändrad eller inlagd: dess sigill stämmer inte.") % {"seq": entry.seq}
            )
        self.counted, self.seq, self.digest = self.counted + 1, entry.seq, entry.digest

    def _head(self) -> Iterator[Fault]:
        head = LogHead.objects.filter(id=1).first() or LogHead()
        if head.seq > self.seq:
            yield Fault(head.seq, _("De sista %(missing)d posterna är borttagna.") % {"missing": head.seq - self.seq})
        elif (head.seq, head.digest) != (self.seq, self.digest):
            yield Fault(
                self.seq, _("Den sista posten är inte den som huvudet pekar på: poster är inlagda eller utbytta.")
            )
