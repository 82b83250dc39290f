"""Whether the one who is subjected to the violence has a track can be seen nowhere by those who help the other.

Two worlds in one house: before there is a track about the same couple, and after it has a long history.
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.factories import make_number, make_user
from tests.factories.support import make_agreed, make_offer, make_participant, make_step, make_time
from trygg.support import Act, State
from trygg_web.access.models import Role, User
from trygg_web.support import actions
from trygg_web.support.actions import Coming
from trygg_web.support.models import Participant

pytestmark = [pytest.mark.django_db, pytest.mark.room("victims")]
NOW = datetime(2027, 11, 1, 8, 0, tzinfo=UTC)  # after the roles of the tests were given
FLEETING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|nonce-[^\'";]+')
OUT = ("logga-ut", "sprak", "static")
ClientOf = Callable[[User], Client]
VICTIM = "Vera Vik"


def answer_of(page: HttpResponse) -> tuple[int, bytes]:
    """A page without what differs each time it is made."""
    content = b"".join(page.streaming_content) if page.streaming else page.content
    return page.status_code, FLEETING.sub(b"", content)


def seen(client: Client, more: list[str]) -> dict[str, tuple[int, bytes]]:
    """Every page that can be reached by links from the first one, and some that one can ask for, by address."""
    pages: dict[str, tuple[int, bytes]] = {}
    waiting = ["/", *more]
    while waiting:
        address = waiting.pop()
        if address in pages or any(word in address for word in OUT):
            continue
        pages[address] = answer_of(client.get(address))
        waiting += re.findall(r'href="(/[^"#]*)"', pages[address][1].decode())
    return pages


def searched(client: Client, words: tuple[str, ...]) -> dict[str, tuple[int, bytes]]:
    """What each search gives, by what was searched for."""
    return {word: answer_of(client.post("/hjalp/", {"sok": word})) for word in words}


def live(worker: User) -> Participant:
    """A person with an offer under way, a time that is over and a consent to use."""
    person = make_participant("Kalle", "Kula", worker=worker)
    offer = make_offer(person, state=State.ATTENDING)
    make_step(offer, "accept", "accepted")
    make_time(offer)
    make_offer(person, help="debt_advice", state=State.THINKING, ask_on=timezone.localdate())
    make_agreed(person)
    return person


def hide(other: str, number: str, victim: str) -> None:
    """A track about the same couple with everything in it, a question at the gate, a child and a shelter."""
    from tests.factories import victims

    advocate = make_user("", Role.ADVOCATE)
    track = victims.make_track(users=[advocate], name=VICTIM, number=victim, other=other)
    victims.make_channel(track=track)
    for hours in range(3):
        victims.make_contact(track=track, happened_at=timezone.now() - timedelta(hours=hours))
    victims.make_plan(track=track)
    victims.make_concern(child=victims.make_child(track=track))
    victims.make_consent(track=track)
    victims.make_shelter(track=track)
    about = {"victim_name": VICTIM, "victim_number": victim, "name": other, "number": number}
    victims.make_question(track=track, about=json.dumps(about))


def test_all_that_a_worker_sees_is_the_same_with_and_without_a_track(client_of: ClientOf) -> None:
    victim = make_number(date(1990, 5, 1), "F")
    with time_machine.travel(NOW, tick=False):
        worker = make_user("stig", Role.SUPPORT)
        person = live(worker)
        client = client_of(worker)
        words = ("Vera", "Vik", "Kalle", victim, person.number, person.case_number)
        asked = ["/stod/", "/stod/barn/", f"/stod/{person.pk}/", "/hjalp/fordelning/", "/loggen/"]
        before = seen(client, asked) | searched(client, words)
        hide("Kalle Kula", person.number, victim)
        after = seen(client, asked) | searched(client, words)

    assert len(before) > 25
    assert {address for address in before if before[address] != after.get(address)} == set()
    assert before.keys() == after.keys()
    assert not any(b"Vera Vik" in content for _status, content in after.values())


def test_all_that_a_worker_does_goes_the_same_way_with_and_without_a_track(client_of: ClientOf) -> None:
    with time_machine.travel(NOW, tick=False):
        traces = [_done(make_user(f"stig{known}", Role.SUPPORT), known, client_of) for known in (False, True)]

    assert traces[0] == traces[1]


def _done(worker: User, known: bool, client_of: ClientOf) -> list[tuple[int, str, int]]:
    """What each thing that a worker does is answered with: status, where it leads, and how long the page is."""
    victim = make_number(date(1990, 5, 1), "F")
    person = live(worker)
    if known:
        hide("Kalle Kula", person.number, victim)
    client, trace = client_of(worker), []

    def tell(page: HttpResponse) -> None:
        where = re.sub(r"[0-9a-f-]{36}", "…", page.headers.get("Location", ""))
        body = answer_of(page)[1].decode()
        for secret in (person.number, victim, person.case_number, str(worker)):
            body = body.replace(secret, "…").replace(f"{secret[:8]}-{secret[8:]}", "…")
        trace.append((page.status_code, where, len(re.sub(r"[0-9a-f-]{36}|H2027-\d{5}", "…", body))))

    # The victim comes to ask for help too: nothing says that the number is known elsewhere in the house.
    tell(client.post("/hjalp/ny/", {"given": "Vera", "family": "Vik", "number": victim}))
    tell(client.post("/hjalp/", {"sok": victim}))
    offer = actions.offer(person.pk, "choose_to_stop", by=worker)
    tell(client.post(f"/hjalp/erbjudande/{offer.pk}/svar/", {"act": Act.ACCEPT}))
    tell(client.post(f"/hjalp/erbjudande/{offer.pk}/tid/", {"day": "i morgon", "clock": "9.30"}))
    tell(client.post(f"/hjalp/samtycke/{person.consents.get().pk}/beratta/", {"what": "accepted"}))
    tell(client.get(f"/hjalp/{person.pk}/"))
    tell(client.get("/"))
    return trace


def test_a_worker_entered_as_a_stranger_is_told_alike_whoever_the_number_is(support: User) -> None:
    from tests.factories.victims import make_track

    known, unknown = make_number(date(1990, 5, 1), "F"), make_number(date(1991, 5, 1), "F")
    make_track(number=known)

    made = [actions.enter(Coming("Vera", "Vik", number), by=support) for number in (known, unknown)]

    assert {one.source for one in made} == {"self"}
