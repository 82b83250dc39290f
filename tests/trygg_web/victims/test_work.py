"""What is written on a track: contacts, plan, answers, assessments, consents, shelter; and how it is searched."""

from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from tests.factories.victims import make_contact, make_plan, make_shelter, make_track
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import Entry, User
from trygg_web.victims import actions, queries
from trygg_web.victims.models import Followup
from trygg_web.victims.prints import plan_sheet

pytestmark = pytest.mark.django_db


def test_a_talk_is_kept_with_what_she_was_told_and_her_own_fear(advocate: User) -> None:
    track = make_track(users=[advocate])

    actions.record_contact(
        track.pk, way="phone", reach="reached", told=["not_hers", "made up"], fear="7", wants="Att han slutar.",
        by=advocate,
    )  # fmt: skip

    told = queries.contacts(advocate, track.pk)[0]
    assert (told.fear, told.wants, len(told.told)) == ("7", "Att han slutar.", 1)


@pytest.mark.parametrize("fear", ["11", "-1", "mycket"])
def test_fear_is_a_number_from_nought_to_ten(advocate: User, fear: str) -> None:
    track = make_track(users=[advocate])

    with pytest.raises(InvalidInput):
        actions.record_contact(track.pk, way="phone", reach="reached", fear=fear, by=advocate)


def test_a_talk_has_happened(advocate: User) -> None:
    track, later = make_track(users=[advocate]), timezone.now() + timedelta(hours=1)

    with pytest.raises(InvalidInput):
        actions.record_contact(track.pk, way="phone", reach="reached", happened_at=later, by=advocate)


def test_a_talk_meets_the_followups_that_are_due_and_an_attempt_does_not(advocate: User) -> None:
    track, on = make_track(users=[advocate]), timezone.localdate()
    for days in (1, 7):
        due = on + timedelta(days=days - 1)
        Followup.objects.create(track=track, message=track.pk, days=days, due=due)

    actions.record_contact(track.pk, way="phone", reach="not_reached", by=advocate)
    assert Followup.objects.filter(contact=None).count() == 2
    actions.record_contact(track.pk, way="phone", reach="reached", by=advocate)

    assert list(Followup.objects.filter(contact=None).values_list("days", flat=True)) == [7]


def test_a_new_way_to_reach_her_ends_the_former(advocate: User) -> None:
    track = make_track(users=[advocate])
    actions.set_channel(track.pk, way="phone", value="070-000 00 00", code_word="paprika", by=advocate)
    actions.set_channel(track.pk, way="through", value="Hennes syster", by=advocate)

    channel = queries.head(advocate, track.pk).channel

    assert channel is not None
    assert (channel.value, track.channels.count()) == ("Hennes syster", 2)


def test_a_plan_is_never_changed_only_followed_by_another(advocate: User) -> None:
    track = make_track(users=[advocate])
    actions.write_plan(track.pk, {"people": "Mamma"}, by=advocate)
    actions.write_plan(track.pk, {"people": "Mamma och Siv", "unknown": "x"}, by=advocate)

    newest, former = queries.plans(advocate, track.pk)

    assert [(newest["version"], newest["parts"][0][2]), (former["version"], former["parts"][0][2])] == [
        (2, "Mamma och Siv"),
        (1, "Mamma"),
    ]


def test_her_paper_is_tagged_and_says_neither_who_nor_where_nor_when(tmp_path: object) -> None:
    made = plan_sheet([("Människor", "Siv i Sorgenfri")])

    import io

    with pikepdf.open(io.BytesIO(made)) as pdf:
        about = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert pdf.Root.MarkInfo.Marked
        assert about["/Title"] == "Anteckningar"
        assert "Trygg" not in str(about)
        assert about.get("/CreationDate", "D:1970")[:6] == "D:1970"
    assert made == plan_sheet([("Människor", "Siv i Sorgenfri")])


def test_printing_a_plan_is_logged_and_needs_a_plan(advocate: User) -> None:
    track = make_track(users=[advocate])
    with pytest.raises(InvalidInput):
        actions.print_plan(track.pk, by=advocate)
    make_plan(track=track)

    actions.print_plan(track.pk, by=advocate)

    assert Entry.objects.filter(verb=Verb.PRINTED, kind="safety_plan").count() == 1


def test_all_three_questions_are_answered(advocate: User) -> None:
    track, on = make_track(users=[advocate]), timezone.localdate()
    with pytest.raises(InvalidInput):
        actions.give_feedback(track.pk, {"safer": "yes"}, on=on, by=advocate)

    actions.give_feedback(track.pk, {"safer": "yes", "reaction": "no", "more": "unsure"}, on=on, by=advocate)

    assert len(queries.followed(advocate, track.pk)["answers"][0]["rows"]) == 3


def test_an_assessment_is_a_result_with_its_version_and_its_next_day(advocate: User) -> None:
    track, on = make_track(users=[advocate]), date(2026, 3, 1)
    told: dict[str, Any] = {
        "instrument": "freda_farlighet",
        "version": "2014",
        "on": on,
        "basis": "Samtal",
        "result": "Hög",
    }

    with pytest.raises(InvalidInput):
        actions.assess(track.pk, **told, again_on=on, by=advocate)
    with pytest.raises(InvalidInput):
        actions.assess(track.pk, **(told | {"instrument": "odd"}), again_on=on + timedelta(days=90), by=advocate)
    actions.assess(track.pk, **told, again_on=on + timedelta(days=90), by=advocate)

    assert len(queries.danger(advocate, track.pk)["assessments"]) == 1


def test_our_lists_keep_answers_and_no_sum(advocate: User) -> None:
    track = make_track(users=[advocate])

    actions.note_pattern(track.pk, "danger", {"strangulation": "yes", "weapon": "", "odd": "yes"}, by=advocate)
    with pytest.raises(InvalidInput):
        actions.note_pattern(track.pk, "control", {"isolate": "no such answer"}, by=advocate)

    shown = queries.danger(advocate, track.pk)["patterns"][0]
    assert [said for _says, said in shown["rows"]] == ["ja"]


def test_a_consent_stands_until_its_day_or_until_she_takes_it_back(advocate: User) -> None:
    track, on = make_track(users=[advocate]), timezone.localdate()
    given: dict[str, Any] = {"recipient": "police", "what": "Att vi har kontakt.", "how": "muntligt", "given_on": on}
    row = actions.give_consent(track.pk, **given, until=on, by=advocate)
    assert queries.agreed(advocate, track.pk)["consents"][0]["stands"]

    actions.withdraw_consent(row.pk, by=advocate)

    assert not queries.agreed(advocate, track.pk)["consents"][0]["stands"]
    with pytest.raises(WrongState):
        actions.withdraw_consent(row.pk, by=advocate)
    with pytest.raises(InvalidInput):
        actions.give_consent(track.pk, **given, until=on - timedelta(days=1), by=advocate)


def test_a_child_in_a_shelter_has_the_limits_of_the_law(advocate: User) -> None:
    track = make_track(users=[advocate])
    row = make_shelter(track=track, since=date(2026, 11, 2))

    limits = queries.danger(advocate, track.pk)["shelters"][0][1]
    assert [last for _says, last in limits] == [date(2026, 11, 9), date(2026, 12, 14)]

    actions.note_shelter_step(row.pk, "submitted", on=date(2026, 11, 4), by=advocate)
    actions.note_shelter_step(row.pk, "applied", on=date(2026, 12, 1), by=advocate)
    limits = queries.danger(advocate, track.pk)["shelters"][0][1]
    assert [last for _says, last in limits] == [date(2027, 6, 1)]


def test_partner_contact_begins_only_when_she_wants_it(advocate: User) -> None:
    track, on = make_track(users=[advocate]), timezone.localdate()

    asked = actions.offer_partner_contact(track.pk, his_consent_on=on, she_wants=None, by=advocate)
    begun = actions.offer_partner_contact(track.pk, his_consent_on=on, she_wants=True, by=advocate)

    asked.refresh_from_db()
    assert (asked.since, asked.until, begun.since) == (None, on, on)


def test_search_finds_by_name_number_or_case_and_only_ones_own(advocate: User) -> None:
    track = make_track(users=[advocate], name="Véra Svensson-Vik")
    make_track(users=[], name="Véra Svensson-Vik")

    for told in ("vera vik", track.number, track.case, track.case.replace("-", " ")):
        assert [row.id for row in queries.find(advocate, told)] == [track.pk], told
    assert queries.find(advocate, "kalle") == []


@pytest.mark.parametrize("told", ["missbruk", "strypning", "skyddat boende", "9", "FREDA"])
def test_search_by_what_is_in_a_track_finds_nothing(advocate: User, told: str) -> None:
    track = make_track(users=[advocate])
    make_contact(track=track, note=told, wants=told)

    assert queries.find(advocate, told) == []


def test_search_for_no_letter_at_all_is_refused(advocate: User) -> None:
    with pytest.raises(InvalidInput):
        queries.find(advocate, "%%%")


def test_a_restricted_track_is_found_by_number_only_and_shows_no_name(advocate: User) -> None:
    track = make_track(users=[advocate], restricted=True)

    assert queries.find(advocate, track.name) == []
    assert [row.name for row in queries.find(advocate, track.number)] == [""]


def test_what_belongs_to_anothers_track_is_not_there(advocate: User, advocate2: User) -> None:
    track = make_track(users=[advocate])
    row = make_shelter(track=track)

    with pytest.raises(NotThere):
        actions.end_shelter(row.pk, until=timezone.localdate(), by=advocate2)
