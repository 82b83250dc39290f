"""Keeps what is written from the left apart inside a language written from the right.

Without isolates the groups of a telephone number are shown in the wrong order, and somebody rings the wrong one.
"""

from dataclasses import replace

from trygg.letters.letter import Particulars

FIRST_STRONG, POP = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """A text with the signs around it that let it keep its own direction; nothing stays nothing."""
    return f"{FIRST_STRONG}{text}{POP}" if text else text


def apart(given: Particulars) -> Particulars:
    """The particulars with everything that comes from outside the template isolated."""
    sender, controller, meeting = given.sender, given.controller, given.meeting
    return replace(
        given,
        recipient=isolated(given.recipient),
        reference=isolated(given.reference),
        sender=replace(
            sender,
            authority=isolated(sender.authority),
            function=isolated(sender.function),
            contact=isolated(sender.contact),
            name=isolated(sender.name),
        ),
        controller=replace(controller, name=isolated(controller.name), contact=isolated(controller.contact)),
        help=tuple(
            replace(one, name=isolated(one.name), says=isolated(one.says), contact=isolated(one.contact))
            for one in given.help
        ),
        meeting=replace(meeting, place=isolated(meeting.place)) if meeting else None,
    )
