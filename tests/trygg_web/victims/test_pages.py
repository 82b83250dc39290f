"""The pages: walked through by hand, no question in the address, and no planted word outside its own page."""

import inspect
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignObject
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_user
from tests.factories.victims import FIELDS, make_consent, make_full_track, make_glass, make_question, make_track
from trygg_web.access.models import Entry, EntrySubject, User
from trygg_web.victims import urls
from trygg_web.victims.models import Track

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
WORDS = {name: f"Kanari{name.replace('_', '').title()}fågel" for name in FIELDS}
TABS = ("track", "contacts", "plan", "children", "followed", "agreed", "danger")


def views() -> list[tuple[str, Callable[..., HttpResponse]]]:
    return [(one.name, one.callback) for one in urls.urlpatterns]  # type: ignore[misc]  # all have names


@pytest.mark.parametrize(("name", "view"), views())
def test_every_page_refuses_what_it_does_not_ask_for(name: str, view: Callable[..., HttpResponse]) -> None:
    assert view.asks == (), "nothing is asked in an address of this room"  # type: ignore[attr-defined]  # set by door


@pytest.mark.parametrize("query", ["sok=Vera", "sida=2", "visa=alla", "fara=ja", "fear=9", "order=name", "x"])
def test_an_address_with_a_question_is_refused_and_not_answered_empty(
    query: str, advocate: User, client_of: ClientOf
) -> None:
    track = make_track(users=[advocate])
    client = client_of(advocate)

    for name, args in (("tracks", []), ("track", [track.pk]), ("questions", []), ("danger", [track.pk])):
        assert client.get(f"{reverse(f'victims:{name}', args=args)}?{query}").status_code == 400


def test_who_may_not_is_told_that_there_is_none(support: User, client_of: ClientOf) -> None:
    track = make_track(users=[support])
    client = client_of(support)

    there = client.get(reverse("victims:track", args=[track.pk]))
    nowhere = client.get(reverse("victims:track", args=[make_user().pk]))

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert main_of(there) == main_of(nowhere)


def main_of(answer: Any) -> str:
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert found
    return found[0]


def test_a_track_walked_by_hand(advocate: User, client_of: ClientOf) -> None:
    client = client_of(advocate)
    client.post(reverse("victims:new_track"), {"name": "Vera Vik", "language": "sv", "protected": "none"})
    track = Track.objects.get()
    page = client.post(
        reverse("victims:new_contact", args=[track.pk]),
        {"reach": "reached", "way": "phone", "told": ["not_hers"], "fear": "8", "safe_now": "no", "wants": "Lugn."},
        follow=True,
    ).content.decode()
    assert "Rädsla 8 av 10" in page
    client.post(reverse("victims:write_plan", args=[track.pk]), {"people": "Siv"})
    paper = client.post(reverse("victims:print_plan", args=[track.pk]))

    assert paper.headers["Content-Disposition"] == 'inline; filename="anteckningar.pdf"'
    assert paper.content[:5] == b"%PDF-"
    for name in TABS:
        assert client.get(reverse(f"victims:{name}", args=[track.pk])).status_code == 200


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("channel", {"way": "phone", "value": "070", "code_word": "paprika"}),
        ("feedback", {"safer": "yes", "reaction": "no", "more": "unsure", "words": "Bra."}),
        ("assess", {
            "instrument": "freda_farlighet", "version": "2014", "about": "her", "on": "2026-03-01", "unknown": "0",
            "result": "Hög", "again_on": "2026-06-01",
        }),
        ("consent", {
            "recipient": "police", "what": "Att vi ses.", "how": "muntligt", "given_on": "2026-03-01",
            "until": "2026-06-01",
        }),
        ("refer", {"line": "helpline", "state": "accepted"}),
        ("shelter", {"since": "2026-03-01", "child": "on"}),
        ("partner_contact", {"his_consent_on": "2026-03-01", "she_wants": "yes"}),
        ("new_child", {"name": "Lisa", "present": "yes", "heard": "unknown", "household": "yes"}),
        ("protect", {"protected": "none"}),
        ("close", {"because": "Hon har flyttat till en annan stad."}),
    ],
)  # fmt: skip
def test_each_form_saves_and_an_empty_one_says_what_is_wrong(
    name: str, sent: dict[str, str], advocate: User, client_of: ClientOf
) -> None:
    address, client = reverse(f"victims:{name}", args=[make_track(users=[advocate]).pk]), client_of(advocate)

    assert client.post(address, {"nothing": ""}).status_code == 400
    assert client.post(address, sent).status_code == 302


@pytest.mark.parametrize("which", ["fara", "kontroll"])
def test_our_own_lists_are_filled_in(which: str, advocate: User, client_of: ClientOf) -> None:
    address = reverse("victims:pattern", args=[make_track(users=[advocate]).pk, which])
    sent = {"weapon": "yes"} if which == "fara" else {"isolate": "often"}

    client = client_of(advocate)

    assert client.post(address, {"nothing": ""}).status_code == 400
    assert client.post(address, sent).status_code == 302


def test_one_thing_is_told_on_her_consent_after_the_harm_test(advocate: User, client_of: ClientOf) -> None:
    row = make_consent(track=make_track(users=[advocate]))
    address = reverse("victims:tell", args=[row.track_id, row.pk])
    harm = {"shows_place": "no", "shows_she_told": "no", "retaliation": "no", "smaller": "Nej.", "conclusion": "harm"}

    answer = client_of(advocate).post(address, {"field": "risk", "value": "hög", **harm})

    assert answer.status_code == 400
    assert client_of(advocate).post(address, {"nothing": ""}).status_code == 400


def test_the_lead_assigns_bars_and_reviews(lead: User, advocate: User, client_of: ClientOf) -> None:
    track, client, on = make_track(users=[]), client_of(lead), timezone.localdate()
    glass = make_glass(track=track)
    sent = {"user": str(advocate.pk), "since": on.isoformat(), "until": on.isoformat()}

    assert client.post(reverse("victims:assign", args=[track.pk]), sent).status_code == 302
    barred = {"user": str(advocate.pk), "because": "De är grannar sedan länge."}
    assert client.post(reverse("victims:conflict", args=[track.pk]), barred).status_code == 302
    reviewed = {"justified": "yes", "review": "Ingen annan gick att nå."}
    assert client.post(reverse("victims:review", args=[glass.pk]), reviewed).status_code == 302
    assert "granskad" in client.get(reverse("victims:guard", args=[track.pk])).content.decode()


def test_a_question_is_answered_on_its_page(advocate: User, client_of: ClientOf) -> None:
    row, client = make_question(), client_of(advocate)

    assert client.post(reverse("victims:question", args=[row.pk]), {"answer": "open"}).status_code == 400
    assert client.post(reverse("victims:question", args=[row.pk]), {"answer": "none"}).status_code == 302
    assert "ingen att kontakta" in client.get(reverse("victims:questions")).content.decode()


def test_what_is_searched_for_stands_in_no_address(advocate: User, client_of: ClientOf) -> None:
    make_track(users=[advocate], name="Vera Vik")

    page = client_of(advocate).post(reverse("victims:tracks"), {"sok": "vera"})

    assert page.status_code == 200
    assert page.request["QUERY_STRING"] == ""
    assert "Vera Vik" in page.content.decode()


def test_planted_words_stand_on_her_own_pages_only(
    advocate: User, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    """Every field of a track holds a word of its own; none may stand in a title, an address, a header or the log."""
    caplog.set_level(logging.DEBUG)
    track = make_full_track(WORDS, users=[advocate])
    client, shown = client_of(advocate), ""
    for name in (*TABS, "protect", "close", "new_contact", "write_plan", "channel"):
        answer = client.get(reverse(f"victims:{name}", args=[track.pk]))
        page = answer.content.decode()
        shown += page
        assert planted("".join(re.findall(r"<title>.*?</title>", page))) == []
        assert planted(" ".join(re.findall(r'(?:href|action|src)="([^"]*)"', page))) == []
        assert planted(str(answer.headers)) == []
    paper = client.post(reverse("victims:print_plan", args=[track.pk]))
    assert planted(str(paper.headers)) == []
    assert planted(outside_text(paper.content)) == []
    assert planted(caplog.text) == []
    entries = [str(row) for row in Entry.objects.values_list("verb", "kind", "note")]
    subjects = list(EntrySubject.objects.values_list("subject", flat=True))
    assert planted(" ".join([*entries, *subjects])) == []
    assert len(planted(shown)) > 15, "without this the test could pass because no page shows anything"


def test_planted_words_reach_nobody_else(
    advocate: User, support: User, lead: User, auditor: User, client_of: ClientOf
) -> None:
    """Those who lead, check and help him see none of it, wherever they knock; the lead sees reasons and names only."""
    track = make_full_track(WORDS, users=[advocate])
    addresses = [reverse(f"victims:{name}", args=[track.pk]) for name in (*TABS, "guard", "assign")]
    addresses += [reverse(name) for name in ("victims:tracks", "victims:led", "victims:openings", "project:day")]
    addresses += [reverse("access:log"), reverse("exchange:inbox"), reverse("exchange:ledger")]

    for user, may_show in ((support, set()), (auditor, set()), (lead, {"name", "opening", "conflict"})):
        client = client_of(user)
        for address in addresses:
            answer = client.get(address)
            held = planted(answer.content.decode() + str(answer.headers))
            assert set(held) <= may_show, (str(user), address)


def test_a_refusal_says_nothing_of_what_was_sent(advocate: User, client_of: ClientOf) -> None:
    track = make_full_track(WORDS, users=[])
    client = client_of(advocate)

    sent = {"told": track.case, "because": "kort"}
    answer = client.post(reverse("victims:glass"), sent)

    assert answer.status_code == 400
    assert planted(answer.content.decode()) == []


def planted(text: str) -> list[str]:
    return [name for name, word in WORDS.items() if word in text]


def outside_text(pdf: bytes) -> str:
    """All of a PDF but the text of its pages: what it says of itself."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return str(dict(opened.docinfo)) + str(opened.Root.get("/Metadata", ""))


def test_no_key_leaves_or_enters_the_room() -> None:
    own = set(apps.get_app_config("victims").get_models())
    out = [
        (model.__name__, field.name)
        for model in own
        for field in model._meta.get_fields()
        if isinstance(field, ForeignObject) and field.related_model not in own
    ]
    into = [
        (model.__name__, field.name)
        for model in apps.get_models()
        if model not in own
        for field in model._meta.get_fields()
        if isinstance(field, ForeignObject) and field.related_model in own
    ]

    assert (out, into) == ([], [])


def test_where_a_shelter_lies_has_no_field() -> None:
    fields = {field.name for field in apps.get_model("victims", "Shelter")._meta.get_fields()}

    assert fields & {"address", "place", "city", "municipality", "name", "phone", "unit", "district"} == set()


def test_what_tells_anything_is_sealed() -> None:
    """In clear stand ids, days, states and codes; every field of text without choices is sealed."""
    from django.db import models

    clear = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("victims").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }

    assert clear == {
        "Track.case", "Track.number_key", "Track.language", "NameKey.key", "Child.number_key", "Assessment.about",
        "Assessment.instrument", "Assessment.version", "Consent.recipient", "Referral.line", "GateQuestion.house",
        "GateQuestion.number_key",
    }  # fmt: skip


def test_nobody_imports_the_room() -> None:
    home = Path(inspect.getfile(urls)).parents[1]
    outside = [path for path in home.rglob("*.py") if "victims" not in path.parts]

    assert [path.name for path in outside if re.search(r"(from|import) trygg_web\.victims", path.read_text())] == []
    assert len(outside) > 50
