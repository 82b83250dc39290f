"""The pages of messages: what stands in the way is said, what was typed is kept, and nothing is done by looking."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_attempt,
    make_gate,
    make_notification,
    make_person,
    make_placement,
    make_stay,
    make_withholding,
)
from trygg.steps import State
from trygg_web.access.models import Entry, Grant, Role, User
from trygg_web.incidents.models import StayAmendment
from trygg_web.notifications.models import Attempt, Gate, GateDecision, Notification, Withholding

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
WHY = "Kontaktad per telefon"


def at(name: str, *args: object) -> str:
    return reverse(f"notifications:{name}", args=args)


def html(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(at(name, *args), query).content.decode()


def ready(**given: object) -> Notification:
    return make_notification(gates=(), state=State.READY, **given)  # type: ignore[arg-type]  # a test's words


DELIVERED = {"outcome": "delivered", "understood": "yes", "reaction": "calm", "day": "i dag", "clock": "00.00"}


# The board


def test_the_board_shows_the_nearest_deadline_first_and_what_is_late_in_words(officer: User, client_of: Enter) -> None:
    make_notification(due_at=timezone.now() + timedelta(hours=5, minutes=5), level="C")
    make_notification(due_at=timezone.now() - timedelta(hours=3, minutes=5), level="A")

    page = html(client_of(officer), "board")

    assert page.index("3 timmar försenat") < page.index("5 timmar kvar")
    assert "4 grindar stängda" in page


@pytest.mark.parametrize(
    ("which", "shown"), [("oppna", 4), ("grind", 1), ("redo", 1), ("motet", 2), ("lamnade", 1), ("vad som helst", 4)]
)
def test_a_tab_shows_its_own(officer: User, client_of: Enter, which: str, shown: int) -> None:
    for state in (State.PLANNED, State.READY, State.REFUSED, State.NOT_FOUND):
        make_notification(state=state)
    make_notification(state=State.RECORDED, delivered_at=timezone.now())

    answer = client_of(officer).get(at("board"), {"visa": which})

    assert len(answer.context["page"].object_list) == shown


def test_only_mine_are_mine(officer: User, officer2: User, client_of: Enter) -> None:
    mine = make_notification(assigned_to=officer)
    make_notification(assigned_to=officer2)

    answer = client_of(officer).get(at("board"), {"mina": "1"})

    assert [row.id for row in answer.context["page"].object_list] == [mine.pk]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", ""])
def test_a_page_that_is_not_there_is_no_fault(officer: User, client_of: Enter, page: str) -> None:
    make_notification()

    assert client_of(officer).get(at("board"), {"sida": page}).status_code == 200


def test_an_empty_board_says_what_would_be_here(officer: User, client_of: Enter) -> None:
    assert "När någon får en ny eller högre nivå" in html(client_of(officer), "board")


# One message


def test_a_message_says_what_is_in_its_way_and_who_can_open_it(officer: User, client_of: Enter) -> None:
    page = html(client_of(officer), "message", make_notification().pk)

    assert "En stängd grind stoppar budskapet" in page
    assert "Kan öppnas av kontaktperson för våldsutsatta, handläggare" in page
    assert "Anteckna hur det gick" not in page


def test_opening_a_message_is_logged(officer: User, client_of: Enter) -> None:
    message = make_notification()

    html(client_of(officer), "message", message.pk)

    assert Entry.objects.filter(verb="saw", kind="notification", subjects__subject=str(message.pk)).exists()


def test_a_gate_is_opened_with_a_reason_and_shut_again(officer: User, client_of: Enter) -> None:
    client, gate = client_of(officer), make_gate(make_notification(gates=()), "victim")

    client.post(at("turn_gate", gate.pk), {"because": WHY})
    gate.refresh_from_db()
    assert gate.open
    client.post(at("turn_gate", gate.pk), {"because": "Samtycket är taget tillbaka"})
    gate.refresh_from_db()

    assert not gate.open
    assert Notification.objects.get().state == State.GATED
    assert "Samtycket är taget tillbaka" in html(client, "message", gate.notification_id)


@pytest.mark.parametrize("because", ["", "  ", "ok"])
def test_a_gate_without_a_reason_stays_shut_and_says_so(officer: User, client_of: Enter, because: str) -> None:
    gate = make_gate(make_notification(gates=()), "victim")

    answer = client_of(officer).post(at("turn_gate", gate.pk), {"because": because})

    assert answer.status_code == 400
    assert "Något behöver rättas" in answer.content.decode()
    assert not Gate.objects.get().open


def test_the_gate_of_language_takes_the_language_with_it(officer: User, client_of: Enter) -> None:
    gate = make_gate(make_notification(gates=()), "language")
    client = client_of(officer)

    unknown = client.post(at("turn_gate", gate.pk), {"because": WHY, "language": ""})
    client.post(at("turn_gate", gate.pk), {"because": WHY, "language": "ar"})

    assert unknown.status_code == 400
    assert Notification.objects.get().language == "ar"
    assert Gate.objects.get().open


def test_one_who_cannot_open_a_gate_is_told_who_can(analyst: User, client_of: Enter) -> None:
    gate = make_gate(make_notification(gates=()), "victim")

    page = html(client_of(analyst), "gate", gate.pk)

    assert "Du kan inte öppna den här grinden" in page
    assert '<form method="post" action="/budskap' not in page


def test_the_lead_passes_a_gate_behind_a_warning(lead: User, client_of: Enter) -> None:
    gate, client = make_gate(make_notification(gates=()), "victim"), client_of(lead)

    warning = html(client, "override_gate", gate.pk)
    client.post(at("override_gate", gate.pk), {"because": "Fara för liv, ingen gick att nå"})

    assert "Gå förbi bara när det är farligare att vänta" in warning
    assert GateDecision.objects.get().verdict == "overridden"


def test_nobody_passes_the_prosecutors_gate(lead: User, client_of: Enter) -> None:
    gate = make_gate(make_notification(gates=()), "prosecutor")

    answer = client_of(lead).post(at("override_gate", gate.pk), {"because": "Bråttom i dag, verkligen"})

    assert answer.status_code == 403
    assert not Gate.objects.get().open


def test_a_gate_that_somebody_opened_first_is_said_so(officer: User, officer2: User, client_of: Enter) -> None:
    gate, client = make_gate(make_notification(gates=()), "victim"), client_of(lead_of(officer))

    first = client.post(at("override_gate", gate.pk), {"because": WHY})
    second = client.post(at("override_gate", gate.pk), {"because": WHY})

    assert (first.status_code, second.status_code) == (302, 409)


def lead_of(user: User) -> User:
    """The same user with the lead's role too."""
    Grant.objects.create(user=user, role=Role.LEAD, since=timezone.now())
    return user


def test_one_takes_a_message_and_a_lead_gives_it_away(
    officer: User, officer2: User, lead: User, client_of: Enter
) -> None:
    message = make_notification()

    client_of(officer).post(at("take", message.pk))
    assert Notification.objects.get().assigned_to == officer
    client_of(lead).post(at("assign", message.pk), {"to": str(officer2.pk)})
    assert Notification.objects.get().assigned_to == officer2
    assert client_of(lead).post(at("assign", message.pk), {"to": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("day", "clock", "status"),
    [
        ("i morgon", "14.20", 302),
        ("i morgon", "1420", 302),
        ("om två dagar", "kl 9", 302),
        ("i går", "14.20", 400),
        ("i morgon", "25.00", 400),
        ("i morgon", "snart", 400),
        ("någon gång", "14.20", 400),
        ("", "", 400),
    ],
)
def test_a_booking_is_read_kindly_and_refused_in_words(
    officer: User, client_of: Enter, day: str, clock: str, status: int
) -> None:
    message = ready()

    answer = client_of(officer).post(at("book", message.pk), {"day": day, "clock": clock, "place": "Häktet Malmö"})

    assert answer.status_code == status
    assert (Notification.objects.get().scheduled_at is not None) == (status == 302)


def test_a_message_is_cancelled_with_a_reason(officer: User, client_of: Enter) -> None:
    message, client = make_notification(), client_of(officer)

    without = client.post(at("end", message.pk, "cancel"), {"because": "nej"})
    client.post(at("end", message.pk, "cancel"), {"because": "Nivån beslutades av misstag"})

    assert without.status_code == 400
    assert Notification.objects.get().state == State.CANCELLED


@pytest.mark.parametrize("act", ["deliver", "clear", "nonsens"])
def test_a_step_without_a_page_is_not_there(officer: User, client_of: Enter, act: str) -> None:
    assert client_of(officer).get(at("end", make_notification().pk, act)).status_code == 404


# The delivery form


def test_a_delivered_message_is_recorded_in_one_form(officer: User, client_of: Enter) -> None:
    message = ready()
    said = {
        **DELIVERED,
        "help": "accepted",
        "interpreter": "on",
        "next_contact": "om en vecka",
        "note": "Lugnt samtal.",
    }

    answer = client_of(officer).post(at("attempt", message.pk), said)

    tried = Attempt.objects.get()
    assert answer.status_code == 302
    assert (tried.outcome, tried.help, tried.interpreter) == ("delivered", "accepted", True)
    assert tried.next_contact == timezone.localdate() + timedelta(days=7)
    assert Notification.objects.get().state == State.RECORDED


def test_what_was_typed_stays_when_something_is_missing(officer: User, client_of: Enter) -> None:
    message, said = ready(), {**DELIVERED, "understood": "", "note": "Sa att han hör av sig på fredag."}

    answer = client_of(officer).post(at("attempt", message.pk), said)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Välj om personen förstod budskapet." in page
    assert "Sa att han hör av sig på fredag." in page
    assert not Attempt.objects.exists()


def test_what_the_outcome_does_not_ask_for_is_not_kept(officer: User, client_of: Enter) -> None:
    message = ready()

    client_of(officer).post(at("attempt", message.pk), {**DELIVERED, "outcome": "missed", "help": "accepted"})

    tried = Attempt.objects.get()
    assert (tried.understood, tried.reaction, tried.help, tried.next_contact) == ("", "", "", None)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"outcome": "vetej"}, "Hur gick det?"),
        ({"clock": "99.99"}, "Tiden går inte att läsa"),
        ({"day": "i morgon"}, "framtiden"),
        ({"day": "2020-01-01"}, "mer än en månad tillbaka"),
        ({"next_contact": "i går"}, "inom ett år"),
        ({"next_contact": "32/13 2026"}, "Datumet går inte att läsa"),
        ({"note": "x" * 4001}, "4000"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(
    officer: User, client_of: Enter, wrong: dict[str, str], says: str
) -> None:
    answer = client_of(officer).post(at("attempt", ready().pk), {**DELIVERED, **wrong})

    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Attempt.objects.exists()


def test_the_second_who_presses_is_told_and_loses_nothing(officer: User, officer2: User, client_of: Enter) -> None:
    message = ready()

    client_of(officer).post(at("attempt", message.pk), DELIVERED)
    answer = client_of(officer2).post(at("attempt", message.pk), {**DELIVERED, "note": "Vi var två."})

    assert answer.status_code == 409
    assert "Vi var två." in answer.content.decode()
    assert Attempt.objects.count() == 1


def test_the_form_leads_back_while_a_gate_is_shut(officer: User, client_of: Enter) -> None:
    message = make_notification()

    answer = client_of(officer).get(at("attempt", message.pk), follow=True)

    assert answer.redirect_chain == [(at("message", message.pk), 302)]
    assert "Budskapet kan inte ges nu" in answer.content.decode()


# Threats, the withheld, the morning, a person


def test_a_threat_alarms_everyones_day_until_it_is_seen(officer: User, lead: User, client_of: Enter) -> None:
    message, client = ready(), client_of(lead)

    told = client_of(officer).post(at("attempt", message.pk), {**DELIVERED, "threat": "on"}, follow=True)
    alarm = client.get("/").content.decode()
    tried = Attempt.objects.get()
    short = client.post(at("threat", tried.pk), {"because": "ja"})
    client.post(at("threat", tried.pk), {"because": "Ringt på säkert sätt, planen ändrad"})

    assert "Hotet är larmat" in told.content.decode()
    assert "1 hot har hörts" in alarm
    assert short.status_code == 400
    assert "hot har hörts" not in client.get("/").content.decode()
    assert "Ringt på säkert sätt, planen ändrad" in html(client, "threats")


def test_an_analyst_sees_the_alarm_but_cannot_take_it(analyst: User, client_of: Enter) -> None:
    tried = make_attempt(threat=True)

    answer = client_of(analyst).post(at("threat", tried.pk), {"because": WHY})

    assert answer.status_code == 403
    assert "En handläggare eller ledare tar emot larmet" in html(client_of(analyst), "threat", tried.pk)


def test_who_is_not_told_is_seen_once(officer: User, officer2: User, client_of: Enter) -> None:
    held = make_withholding()

    assert "Båda i paret har anmält varandra" in html(client_of(officer), "withheld")
    first = client_of(officer).post(at("see_withheld", held.pk))
    second = client_of(officer2).post(at("see_withheld", held.pk))

    assert (first.status_code, second.status_code) == (302, 409)
    assert Withholding.objects.get().seen_by == officer


def test_the_morning_says_who_came_who_goes_and_what_waits(officer: User, client_of: Enter) -> None:
    today = timezone.localdate()
    one, other = make_person(given="Nils", family="Ny"), make_person(given="Frans", family="Fri")
    make_placement(other)
    make_notification(one, level="A", held=True)
    make_stay(one, first_seen=today, last_seen=today, restrictions=True, planned_release=today + timedelta(days=2))
    make_stay(other, first_seen=today - timedelta(days=9), last_seen=today - timedelta(days=1))

    page = html(client_of(officer), "morning")

    assert page.index("Släpps snart") < page.index("Intagna sedan") < page.index("Inte längre på listan <span")
    assert page.index("Inte längre på listan <span") < page.index("Frans Fri")
    assert page.count("Nils Ny") == 2
    assert "restriktioner" in page


def test_the_morning_says_what_a_roster_changed_overnight(officer: User, client_of: Enter) -> None:
    today, days_ago = timezone.localdate(), timezone.localdate() - timedelta(days=4)
    stay = make_stay(first_seen=days_ago, last_seen=today, restrictions=False, planned_release=None)
    for field, was in (("restrictions", "yes"), ("planned_release", str(today))):
        StayAmendment.objects.create(stay=stay, field=field, was=was, on=today, run=stay.run)

    page = html(client_of(officer), "morning")

    assert "restriktioner hävda" in page
    assert "släppet är inte längre satt" in page


def test_one_who_was_moved_overnight_is_not_called_released(officer: User, client_of: Enter) -> None:
    today, person = timezone.localdate(), make_person()
    make_stay(person, first_seen=today - timedelta(days=9), last_seen=today - timedelta(days=1), place="Häktet Ystad")
    make_stay(person, first_seen=today, last_seen=today)

    told = client_of(officer).get(at("morning")).context["told"]

    assert told.released == ()
    assert [one.changes for one in told.changed] == [("flyttad från Häktet Ystad",)]


def test_nobody_is_new_on_the_first_roster(officer: User, client_of: Enter) -> None:
    today = timezone.localdate()
    make_stay(first_seen=today, last_seen=today)

    told = client_of(officer).get(at("morning")).context["told"]

    assert (len(told.fresh), len(told.rest)) == (0, 1)


def test_a_morning_without_a_roster_says_what_to_do(officer: User, client_of: Enter) -> None:
    assert "Läs in dagens lista" in html(client_of(officer), "morning")


def test_a_persons_page_leads_to_the_messages(officer: User, client_of: Enter) -> None:
    message = make_notification()
    client = client_of(officer)

    page = client.get(reverse("listing:person", args=[message.person_id])).content.decode()

    assert at("person", message.person_id) in page
    assert at("message", message.pk) in html(client, "person", message.person_id)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_pages_speak_both_languages(officer: User, client_of: Enter, language: str) -> None:
    officer.language = language
    officer.save()
    client = client_of(officer)

    title = {"sv": '<h1 class="govuk-heading-l">Budskap</h1>', "en": '<h1 class="govuk-heading-l">Messages</h1>'}
    client.post("/sprak/", {"language": language, "next": "/"})

    assert title[language] in html(client, "board")
