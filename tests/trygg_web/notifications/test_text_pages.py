"""The pages of texts, and the paper that is made of a message."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_approvals, make_notification, make_person
from trygg_web.access.models import Entry, User
from trygg_web.notifications.models import Issued, TextApproval
from trygg_web.notifications.queries import texts

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
TEXT = "talk.C.sv"


def test_the_list_of_texts_says_who_has_not_read_them(officer: User, client_of: Enter) -> None:
    page = client_of(officer).get(reverse("notifications:texts"), {"sprak": "ar"}).content.decode()

    assert "översättare" in page
    assert page.count("<tr") == 21  # a head, and five forms at four levels


def test_a_lead_records_an_agencys_word_and_takes_it_back(lead: User, client_of: Enter) -> None:
    client, address = client_of(lead), reverse("notifications:text", args=[TEXT])

    given = client.post(address, {"agency": "police", "who": "Ann Ansvarig"})
    approval = TextApproval.objects.get()
    taken = client.post(reverse("notifications:withdraw_approval", args=[approval.pk]))

    assert (given.status_code, taken.status_code) == (302, 302)
    assert taken["Location"] == address
    approval.refresh_from_db()
    assert approval.withdrawn_at is not None


@pytest.mark.parametrize("typed", [{}, {"agency": "church", "who": "Ann"}, {"agency": "police", "who": ""}])
def test_what_cannot_be_an_approval_is_said_at_its_field(typed: dict[str, str], lead: User, client_of: Enter) -> None:
    answer = client_of(lead).post(reverse("notifications:text", args=[TEXT]), typed)

    assert answer.status_code == 400
    assert not TextApproval.objects.exists()


@pytest.mark.parametrize("name", ["talk.E.sv", "talk", "brev.C.sv", "talk.C.xx", "..", "talk.C.sv.x"])
def test_a_text_that_is_not_there_is_not_found(name: str, officer: User, client_of: Enter) -> None:
    assert client_of(officer).get(reverse("notifications:text", args=[name])).status_code == 404


@pytest.mark.parametrize("kind", ["brev", "samtalsstod"])
def test_paper_is_a_tagged_pdf_that_names_nobody_in_its_metadata(kind: str, officer: User, client_of: Enter) -> None:
    make_approvals(TEXT)
    message = make_notification(make_person(given="Nils", family="Provman"))

    answer = client_of(officer).post(reverse("project:letter", args=[message.pk, kind]))

    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert "Provman" not in str(paper.docinfo)
    assert Issued.objects.get().version == texts.named(TEXT).version
    assert Entry.objects.filter(verb="issued").count() == 1


def test_paper_of_a_text_nobody_has_approved_is_refused_in_words(officer: User, client_of: Enter) -> None:
    answer = client_of(officer).post(reverse("project:letter", args=[make_notification().pk, "brev"]))

    assert answer.status_code == 400
    assert "inte godkänd av" in answer.content.decode()


def test_paper_of_another_kind_is_not_there(officer: User, client_of: Enter) -> None:
    answer = client_of(officer).post(reverse("project:letter", args=[make_notification().pk, "tapet"]))

    assert answer.status_code == 404
