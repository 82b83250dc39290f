"""A user's calendar as a file for a calendar programme: levels, instants and addresses, nothing about whom."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from trygg_web.notifications.queries import CalendarEntry

LASTS = timedelta(minutes=30)  # what a booking takes up in the calendar; a deadline takes up nothing


def as_ics(entries: Iterable[CalendarEntry], address: Callable[[UUID], str], at: datetime) -> bytes:
    """The entries as an iCalendar file (RFC 5545). `address` gives the page of a message."""
    calendar = Calendar()
    calendar.add("prodid", "-//Trygg//Trygg//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Trygg, budskap"))
    calendar.add("refresh-interval", timedelta(minutes=15), parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, address(entry.message), at))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, address: str, at: datetime) -> Event:
    event, kind = Event(), "booked" if entry.booked else "due"
    says = _("Budskap nivå %(level)s, bokat") if entry.booked else _("Budskap nivå %(level)s, senast")
    event.add("uid", f"{entry.message}-{kind}@trygg")
    event.add("dtstamp", at)
    event.add("dtstart", entry.at)
    event.add("dtend", entry.at + LASTS if entry.booked else entry.at)
    event.add("summary", says % {"level": entry.level})
    event.add("url", address)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if entry.booked else "TRANSPARENT")
    return event
