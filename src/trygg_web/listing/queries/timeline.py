"""Everything that is known to have happened with a person, as one line each, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.models import User
from trygg_web.incidents.models import CustodyStay
from trygg_web.listing.models import Decision
from trygg_web.people import queries as people

KINDS = ("report", "custody", "ban", "observation", "decision")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: its day, what it was, and where it is told."""

    day: date
    kind: str
    title: str
    says: tuple[str, ...]
    source: str
    uncertain: bool = False
    level: str | None = None


def words() -> dict[str, str]:
    """The kinds of moments in words, in the order of the filter."""
    told = (_("Anmälningar"), _("Häkte"), _("Kontaktförbud"), _("Uppgifter"), _("Beslut"))
    return dict(zip(KINDS, told, strict=True))


def timeline(viewer: User, person_id: UUID, kinds: tuple[str, ...] = (), text: str = "") -> list[Moment]:
    """The moments of a person, of some kinds or all, in which a text stands; reading them is logged below."""
    registers = people.registers_of(viewer, person_id)
    told = [
        *_reports(people.reports_of(viewer, person_id)),
        *_stays(registers.stays),
        *_bans(registers.bans),
        *_observations(registers.observed),
        *_decisions(person_id),
    ]
    wanted = [one for one in told if (not kinds or one.kind in kinds) and _holds(one, text)]
    return sorted(wanted, key=lambda one: one.day, reverse=True)


def _holds(one: Moment, text: str) -> bool:
    return text.strip().lower() in " ".join((one.title, *one.says, one.source)).lower()


def _reports(lines: list[people.ReportLine]) -> Iterator[Moment]:
    for line in lines:
        title = ", ".join(offence.heading for offence in line.offences) or _("Anmälan")
        subjected = (_("Personen är målsägande här."),) if line.role == "victim" else ()
        names = ", ".join(other.name for other in line.others)
        against = (_("Mot %s") % names,) if names and not subjected else ()
        uncertain = any(offence.precision not in ("minute", "day") for offence in line.offences)
        yield Moment(line.day, "report", title, (*subjected, *against, *_signs(line)), line.number, uncertain)


def _signs(line: people.ReportLine) -> Iterator[str]:
    told = (
        (line.weapon, _("Vapen")),
        (line.strangulation, _("Strypgrepp")),
        (line.death_threat, _("Hot att döda")),
        (line.child_present, _("Barn närvarande")),
    )
    yield from (says for true, says in told if true)
    if line.suspicion:
        yield _("Misstanke: %s") % suspicion_says(line.suspicion)


def suspicion_says(value: str) -> str:
    """A grade of suspicion in words."""
    known = {
        "reported": _("anmäld"),
        "may_be_suspected": _("kan misstänkas"),
        "reasonable": _("skäligen misstänkt"),
        "probable_cause": _("på sannolika skäl misstänkt"),
        "charged": _("åtalad"),
        "convicted": _("dömd"),
        "dropped": _("misstanken borttagen"),
    }
    return known.get(value, value)


def _stays(stays: list[CustodyStay]) -> Iterator[Moment]:
    for stay in stays:
        says = [_("Restriktioner")] if stay.restrictions else []
        if stay.planned_release:
            says.append(_("Planerad frigivning %s") % stay.planned_release.isoformat())
        yield Moment(stay.since, "custody", _("Intagen i häkte"), tuple(says), stay.place)


def _bans(bans: list[people.BanLine]) -> Iterator[Moment]:
    for ban in bans:
        says = _("Gäller personen") if ban.binds else _("Skyddar personen")
        until = (_("Till och med %s") % ban.until.isoformat(),) if ban.until else ()
        yield Moment(ban.since, "ban", ban.kind[:1].upper() + ban.kind[1:], (says, *until), _("åklagarens beslut"))


def _observations(observed: list[people.Observed]) -> Iterator[Moment]:
    for told in observed:
        withdrawn = (_("Tillbakatagen"),) if told.withdrawn_at else ()
        yield Moment(told.day, "observation", f"{told.says}: {told.answer}", withdrawn, told.source)


def _decisions(person_id: UUID) -> Iterator[Moment]:
    rows = Decision.objects.filter(proposal__person=person_id).select_related("by", "second_by")
    for row in rows:
        names = ", ".join(str(user) for user in (row.by, row.second_by) if user)
        state = (_("Inte godtagen av en andra person"),) if row.refused else ()
        because = (row.because,) if row.because else ()
        yield Moment(
            timezone.localtime(row.at).date(), "decision", _("Beslut"), (*state, *because), names, level=row.level
        )
