"""The pages: five steps that offer only what the law lets pass, and an arrival whose items come last."""

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.factories.exchange import branch, make_arrival, make_disclosure, make_partner, make_request
from tests.trygg_web.exchange.drafts import GENERAL, HARMLESS
from trygg_web.access.models import Role, User
from trygg_web.exchange import cards
from trygg_web.exchange.kept import loaded
from trygg_web.exchange.models import Disclosure, KeptDraft, Partner
from trygg_web.exchange.permissions import FUNCTIONS
from trygg_web.exchange.records import Item

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
WORKER = {"police": Role.OFFICER, "social": Role.ADVOCATE, "probation": Role.SUPERVISOR, "joint": Role.OFFICER}
OTHER = "probation" if settings.ZONE == "social" else "social"


@pytest.fixture
def worker(client_of: ClientOf) -> Client:
    """Someone who works in the house's first branch."""
    return client_of(make_user("", WORKER[settings.ZONE]))


def step(client: Client, where: str, **sent: Any) -> HttpResponse:
    return client.post(where, sent, follow=True)  # type: ignore[return-value]  # the last answer of the way


def begun(client: Client) -> HttpResponse:
    partner = make_partner(zone=OTHER, functions=list(FUNCTIONS[OTHER]))
    to = f"{partner.house}|{FUNCTIONS[OTHER][-1]}"
    return step(client, reverse("exchange:new"), to=to, purpose="prevent_crime", why="Samma vecka.", subject="s-1")


def weighed() -> dict[str, Any]:
    told: dict[str, Any] = {f"c_{name}": said for name, said in GENERAL.items()}
    return told | {f"h_{name}": said for name, said in HARMLESS.items()} | {"condition": "Får inte lämnas vidare."}


@pytest.mark.skipif(settings.ZONE == "joint", reason="one house tells itself nothing by post")
def test_a_disclosure_is_made_in_five_steps(worker: Client) -> None:
    items = begun(worker)
    ground = step(worker, items.request["PATH_INFO"], field_1="name", value_1="Kalle Kanarie", sure_1="fact")  # type: ignore[attr-defined]  # the test client's
    weigh = step(worker, ground.request["PATH_INFO"], ground="G-08")  # type: ignore[attr-defined]  # the test client's
    confirm = step(worker, weigh.request["PATH_INFO"], **weighed())  # type: ignore[attr-defined]  # the test client's
    assert "Kalle Kanarie" in confirm.content.decode()

    done = step(worker, confirm.request["PATH_INFO"])  # type: ignore[attr-defined]  # the test client's

    made = Disclosure.objects.get()
    assert (made.ground, made.state, made.subject) == ("G-08", "decided", "s-1")
    assert made.dnr in done.content.decode()


def test_what_law_refuses_is_explained_and_no_ground_is_offered(worker: Client) -> None:
    items = begun(worker)

    ground = step(worker, items.request["PATH_INFO"], field_1="extract", value_1="Tre domar", sure_1="fact")  # type: ignore[attr-defined]  # the test client's

    page = ground.content.decode()
    assert "35 kap. 3 §" in page
    assert 'name="ground"' not in page


def test_what_is_asked_for_is_given_by_a_draft_that_knows_the_request(worker: Client) -> None:
    row = make_request()

    items = step(worker, reverse("exchange:give", args=[row.pk]))

    made = loaded(KeptDraft.objects.get().told)
    assert items.status_code == 200
    assert (made.request, made.reply_to, made.function) == (row.pk, row.message, row.unit)


def test_more_items_keep_what_was_typed(worker: Client) -> None:
    items = begun(worker)

    page = step(worker, items.request["PATH_INFO"], field_1="level", value_1="Nivå B", sure_1="fact", more="1")  # type: ignore[attr-defined]  # the test client's

    assert "Nivå B" in page.content.decode()
    assert 'name="value_4"' in page.content.decode()


def test_the_items_of_an_arrival_are_shown_after_purpose_and_condition_were_read(worker: Client) -> None:
    row = make_arrival(Item("accepted", "person_basics", "Kanariefågel"))
    address = reverse("exchange:arrival", args=[row.pk])

    before = worker.get(address).content.decode()
    after = step(worker, reverse("exchange:acknowledge", args=[row.pk])).content.decode()

    assert "Kanariefågel" not in before
    assert "Kanariefågel" in after
    assert after.index("Får användas till") < after.index("Kanariefågel")


def test_no_title_says_whom_it_concerns(worker: Client) -> None:
    row = make_arrival(Item("name", "person_basics", "Kanariefågel"), opened_at=None)

    page = step(worker, reverse("exchange:acknowledge", args=[row.pk])).content.decode()

    assert "Kanariefågel" not in page[: page.index("</title>")]


def test_the_second_person_reads_items_and_weighing_on_one_page(client_of: ClientOf) -> None:
    row = make_disclosure(Item("name", "person_basics", "Kanariefågel"))
    client = client_of(make_user("", Role.LEAD))
    address = reverse("exchange:second", args=[row.pk])

    assert "Kanariefågel" in client.get(address).content.decode()
    step(client, address, decision="decline", because="Prövningen räcker inte.")

    row.refresh_from_db()
    assert (row.state, row.second_because) == ("declined", "Prövningen räcker inte.")


def test_the_ledger_of_a_person_prints_as_tagged_paper_without_a_value(client_of: ClientOf, tmp_path: Any) -> None:
    client = client_of(make_user("", Role.AUDITOR))

    answer = client.post(reverse("exchange:print_ledger"), {"number": "19850312-9801"})

    paper = tmp_path / "ledger.pdf"
    paper.write_bytes(answer.content)
    with pikepdf.open(paper) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert "19850312" not in answer.headers["Content-Disposition"]


def test_a_house_is_connected_by_its_card_and_a_changed_card_is_refused(client_of: ClientOf) -> None:
    client, text = client_of(make_user("", Role.ADMINISTRATOR)), cards.own_card()
    address = reverse("exchange:partners")

    changed = text.replace('"zone": "', '"zone": "x')
    refused = client.post(address, {"card": SimpleUploadedFile("card.json", changed.encode())})
    taken = client.post(address, {"card": SimpleUploadedFile("card.json", text.encode())})

    assert (refused.status_code, taken.status_code) == (400, 302)
    assert Partner.objects.get().house == settings.TRYGG_HOUSE


def test_a_card_holds_no_private_key() -> None:
    assert '"d"' not in cards.own_card()


def test_the_door_for_post_answers_rubbish_without_a_word(client: Client) -> None:
    answer = client.post(reverse("project:receive"), b"rubbish", content_type="application/jose")

    assert (answer.status_code, answer.content) == (400, b"")


def test_an_arrival_nobody_opened_stands_in_the_day(worker: Client) -> None:
    row = make_arrival(function=branch())

    assert row.dnr in worker.get(reverse("project:day")).content.decode()


def test_a_draft_is_seen_by_its_maker_only(worker: Client, client_of: ClientOf) -> None:
    items = begun(worker)
    address = items.request["PATH_INFO"]  # type: ignore[attr-defined]  # the test client's

    assert worker.get(address).status_code == 200
    assert client_of(make_user("", WORKER[settings.ZONE])).get(address).status_code == 404
