"""The words of a sender's codes: shown with what they mean, told otherwise by a person, kept with the layout."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.trygg_web.incidents.files import export, row
from tests.trygg_web.incidents.test_views import send
from trygg_web.access.models import User
from trygg_web.incidents import actions, queries
from trygg_web.incidents.models import ImportRun, Profile, Report, Standing

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
ODD = {"Relation": "Sammanb.", "Frihetsberövande": "HÄKT-R"}


def received(analyst: User, *rows: dict[str, str], name: str = "vecka.csv") -> ImportRun:
    return actions.receive(export(*rows), name, sender="polisen", by=analyst)


def coded(analyst: User, run: ImportRun) -> dict[str, dict[str, str]]:
    return {column.field: dict(column.words) for column in queries.preview(analyst, run.pk).coded}


def test_the_preview_shows_every_word_of_a_code_with_what_it_means(analyst: User) -> None:
    run = received(analyst, row(), row(Diarienr="5000-K000102-26", **ODD))

    told = coded(analyst, run)

    assert told["relation"] == {"sambo": "cohabiting", "sammanb.": ""}
    assert told["custody"] == {"häkt-r": ""}
    assert told["suspect_sex"] == {"m": "M"}


def test_a_word_told_by_a_person_is_read_so(analyst: User) -> None:
    run = received(analyst, row(**ODD))
    before = run.counts["rejected"]

    actions.reword(run.pk, {"relation": {"sammanb.": "cohabiting"}, "custody": {"häkt-r": "remanded"}}, by=analyst)
    actions.import_reports(run.pk, by=analyst)

    report = Report.objects.get()
    assert before == 1
    assert (report.relation, report.partner) == ("cohabiting", True)
    assert Standing.objects.get(kind="custody").value == "remanded"


def test_a_yes_or_no_may_have_the_senders_own_words(analyst: User) -> None:
    run = received(analyst, row(Vapen="förekom"))

    actions.reword(run.pk, {"weapon": {"förekom": "yes"}}, by=analyst)
    actions.import_reports(run.pk, by=analyst)

    assert Report.objects.get().weapon is True


def test_the_words_are_kept_as_a_new_version_and_read_the_next_file(analyst: User, client_of: ClientOf) -> None:
    client, name = client_of(analyst), "Region Syd"
    where = send(client, export(row(**ODD)))
    run = where.split("/")[-2]
    actions.save_profile(ImportRun.objects.get(pk=run).pk, name, by=analyst)

    client.post(reverse("incidents:words", args=[run]), chosen(client, where) | {"ord-name": name})
    later = received(analyst, row(Diarienr="5000-K000103-26", **ODD), name="nästa.csv")

    assert [profile.version for profile in Profile.objects.filter(name=name).order_by("version")] == [1, 2]
    assert later.counts["rejected"] == 0
    assert coded(analyst, later)["custody"] == {"häkt-r": "remanded"}


def test_a_known_marking_of_protection_cannot_be_told_away(analyst: User) -> None:
    run = received(analyst, row(Skyddade_personuppgifter="J"))

    actions.reword(run.pk, {"protected": {"j": "none"}}, by=analyst)

    assert coded(analyst, run)["protected"] == {"j": "unspecified"}


def test_a_column_that_holds_people_is_never_shown_as_a_list_of_codes(analyst: User) -> None:
    rows = [row(Diarienr=f"5000-K{at:06}-26", Relation=f"Namn {at}") for at in range(100, 160)]

    run = received(analyst, *rows)

    assert "relation" not in coded(analyst, run)


def test_a_meaning_that_does_not_exist_is_refused(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    where = send(client, export(row(**ODD)))

    answer = client.post(f"{where}ord/", {"ord-0-0": "uppdiktat"})

    assert answer.status_code == 400


def chosen(client: Client, where: str) -> dict[str, str]:
    form = client.get(where).context["words"]
    picked = {"sammanb.": "cohabiting", "häkt-r": "remanded"}
    return {
        f"ord-{at}-{place}": picked.get(word, meant)
        for at, column in enumerate(form.coded)
        for place, (word, meant) in enumerate(column.words)
    }
