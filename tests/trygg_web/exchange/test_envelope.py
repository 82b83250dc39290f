"""What is let in: only what a partner that stands has signed, for this house, now."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey, OKPKey

from trygg_web.exchange.envelope import SKEW, WHOLE, Known, Sent, unwrap, wrap
from trygg_web.exchange.errors import TurnedAway
from trygg_web.exchange.vault import Pair, Pairs

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def pair() -> Pair:
    signs = OKPKey.generate_key("Ed25519")
    return Pair(signs.thumbprint(), signs, ECKey.generate_key("P-256"))


HERE, THERE = pair(), pair()


def sent(**given: object) -> Sent:
    row = {"iss": "there", "aud": "here", "jti": uuid4(), "seq": 1, "iat": AT, "kind": "disclosure", "body": {"a": "b"}}
    return Sent(**(row | given))  # type: ignore[arg-type]  # a row of claims


def token(one: Sent, by: Pair = THERE, to: Pair = HERE) -> str:
    return wrap(one, by, to.kid, to.seals.as_dict(private=False))


def opened(text: str, *, own: tuple[Pair, ...] = (HERE,), revoked: bool = False, at: datetime = AT) -> Sent:
    known = {THERE.kid: Known("there", THERE.signs.as_dict(private=False), revoked)}
    return unwrap(text, "here", Pairs(own[0], {one.kid: one for one in own}), known.get, at)


def test_a_message_is_opened_as_it_was_sealed() -> None:
    one = sent()

    assert opened(token(one)) == one


def test_nothing_of_it_can_be_read_on_the_way() -> None:
    text = token(sent(body={"name": "Kanarie"}))

    assert "Kanarie" not in text
    assert "there" not in json.dumps(text)


def test_short_and_long_messages_are_of_the_same_length() -> None:
    short, long = token(sent(body={"a": "b"})), token(sent(body={"a": "b" * (WHOLE // 2)}))

    assert len(short) == len(long)


def test_a_message_for_a_former_key_is_still_opened() -> None:
    newer = pair()

    assert opened(token(sent()), own=(newer, HERE)).kind == "disclosure"


@pytest.mark.parametrize("place", [0.01, 0.2, 0.5, 0.9, 0.99])
def test_a_changed_message_is_turned_away(place: float) -> None:
    text = token(sent())
    at = int(len(text) * place)
    other = "A" if text[at] != "A" else "B"

    with pytest.raises(TurnedAway) as refusal:
        opened(text[:at] + other + text[at + 1 :])

    assert refusal.value.why in {"unreadable", "wrong_recipient"}


def test_a_message_for_another_house_is_turned_away() -> None:
    with pytest.raises(TurnedAway, match="wrong_recipient"):
        opened(token(sent(), to=pair()))


def test_a_message_sealed_for_this_house_but_meant_for_another_is_turned_away() -> None:
    with pytest.raises(TurnedAway, match="wrong_recipient"):
        opened(token(sent(aud="elsewhere")))


def test_a_message_from_a_stranger_is_turned_away() -> None:
    with pytest.raises(TurnedAway, match="unknown_sender"):
        opened(token(sent(), by=pair()))


def test_a_known_house_cannot_write_in_the_name_of_another() -> None:
    with pytest.raises(TurnedAway, match="unknown_sender"):
        opened(token(sent(iss="elsewhere")))


def test_a_revoked_house_is_turned_away() -> None:
    with pytest.raises(TurnedAway, match="revoked_sender"):
        opened(token(sent()), revoked=True)


def test_a_signature_of_another_key_under_a_known_name_is_turned_away() -> None:
    stranger = pair()
    false = Pair(THERE.kid, stranger.signs, stranger.seals)

    with pytest.raises(TurnedAway, match="bad_signature"):
        opened(token(sent(), by=false))


def test_a_clock_that_is_a_little_ahead_is_believed_and_one_far_ahead_is_not() -> None:
    assert opened(token(sent(iat=AT + SKEW))).kind == "disclosure"
    with pytest.raises(TurnedAway, match="from_the_future"):
        opened(token(sent(iat=AT + SKEW + timedelta(seconds=1))))


def test_a_message_that_lay_for_weeks_is_still_let_in() -> None:
    assert opened(token(sent(iat=AT - timedelta(days=60)))).kind == "disclosure"


@pytest.mark.parametrize("text", ["", "a.b.c.d.e", "....", "{}", "å" * 40, "a" * 2_000_000])
def test_rubbish_is_turned_away_and_nothing_worse_happens(text: str) -> None:
    with pytest.raises(TurnedAway):
        opened(text)
