"""Answering whether two records are one person, undoing an answer, and taking a link apart."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.people.actions import moves
from trygg_web.people.models import Answer, Link, LinkQuestion, Move, MoveKind, Person

PARTED = "parted"  # why a pair was never asked: a person took the link apart


@transaction.atomic
def answer(question_id: UUID, answer: str, *, because: str, by: User) -> LinkQuestion:
    """The question answered: *same* joins two persons, *different* parts them for good, *unsure* lets it wait."""
    require(by, Permission.LINK_ANSWER)
    said = _said(answer)
    question = _claim(question_id, said, by)
    _demand_reason(question, said, because.strip())
    question.because = because.strip()
    if said == Answer.SAME:
        question.move = _join(question, by)
    if said == Answer.DIFFERENT:
        question.move = _keep_apart(question, by)
    question.save(update_fields=["because", "move"])
    log.did(by, Verb.ANSWERED, "link_question", [question.pk, question.party_id, question.other_id], note=said)
    return question


def _said(text: str) -> Answer:
    if text not in Answer.values:
        raise InvalidInput(_("Svara samma, olika eller osäker."))
    return Answer(text)


def _claim(question_id: UUID, said: Answer, by: User) -> LinkQuestion:
    waiting = LinkQuestion.objects.filter(Q(answer="") | Q(answer=Answer.UNSURE), pk=question_id)
    if not waiting.update(answer=said, by=by, at=timezone.now()):
        if not LinkQuestion.objects.filter(pk=question_id).exists():
            raise NotThere(_("Frågan finns inte."))
        raise WrongState(_("Någon har redan svarat på frågan. Läs in sidan igen."))
    return LinkQuestion.objects.select_related("party", "other").get(pk=question_id)


def _demand_reason(question: LinkQuestion, said: Answer, because: str) -> None:
    one, other = question.party.number_key, question.other.number_key
    against = (said == Answer.DIFFERENT and one and one == other) or (
        said == Answer.SAME and one and other and one != other
    )
    if against and not because:
        raise InvalidInput(_("Svaret går emot personnumren. Skriv varför."))


def _join(question: LinkQuestion, by: User) -> Move | None:
    one, other = _open_link(question.party_id), _open_link(question.other_id)
    if one.person_id == other.person_id:
        return None
    kept, leaves = _elder(one.person, other.person)
    _refuse_if_parted(kept, leaves)
    move = moves.start(MoveKind.ANSWER, "", by)
    moves.carry(leaves.links.filter(until=None), kept, "answer", move)
    moves.settle([kept.pk, leaves.pk], move)
    Person.objects.filter(pk=leaves.pk).update(into=kept)
    return move


def _open_link(party_id: UUID) -> Link:
    link = Link.objects.select_related("person").filter(party=party_id, until=None).first()
    if link is None:
        raise WrongState(_("Anmälan är inte kopplad till någon person ännu. Kör dagens koppling först."))
    return link


def _elder(one: Person, other: Person) -> tuple[Person, Person]:
    # The person known longest stays: levels and observations stand on that one.
    first, second = sorted((one, other), key=lambda person: (person.since, person.pk))
    return first, second


def _refuse_if_parted(kept: Person, leaves: Person) -> None:
    of_one = Q(party__links__person=kept, party__links__until=None)
    of_other = Q(other__links__person=leaves, other__links__until=None)
    back = Q(other__links__person=kept, other__links__until=None)
    forth = Q(party__links__person=leaves, party__links__until=None)
    if LinkQuestion.objects.filter((of_one & of_other) | (back & forth), answer=Answer.DIFFERENT).exists():
        raise WrongState(
            _("Någon har svarat att två av dessa anmälningar gäller olika personer. Ångra det svaret först.")
        )


def _keep_apart(question: LinkQuestion, by: User) -> Move | None:
    one, other = _open_link(question.party_id), _open_link(question.other_id)
    if one.person_id != other.person_id:
        return None
    newer = max(one, other, key=lambda link: (link.since, link.party_id == question.party_id))
    return _part(newer, MoveKind.ANSWER, by)


def _part(link: Link, kind: MoveKind, by: User) -> Move:
    move = moves.start(kind, "", by)
    alone = Person.objects.create(since=move.at)
    moves.carry([link], alone, "parted", move)
    moves.settle([link.person_id, alone.pk], move)
    return move


@transaction.atomic
def undo_answer(question_id: UUID, *, by: User) -> LinkQuestion:
    """The question open again, and every link that the answer changed back as it was."""
    require(by, Permission.LINK_ANSWER)
    question = LinkQuestion.objects.select_related("move").filter(pk=question_id).first()
    if question is None:
        raise NotThere(_("Frågan finns inte."))
    subjects = [question.pk, question.party_id, question.other_id]
    if (
        not LinkQuestion.objects.filter(pk=question_id)
        .exclude(answer="")
        .update(answer="", by=None, at=None, move=None)
    ):
        raise WrongState(_("Frågan är redan obesvarad. Läs in sidan igen."))
    if question.move:
        moves.reverse(question.move, by)
        _forget(question.move)
    question = LinkQuestion.objects.get(pk=question_id)
    question.because = ""
    question.save(update_fields=["because"])
    log.did(by, Verb.UNDONE, "link_question", subjects)
    return question


@transaction.atomic
def part(link_id: UUID, *, because: str, by: User) -> Person:
    """The new person to whom the link's party was moved; the pair is remembered as different."""
    require(by, Permission.LINK_ANSWER)
    if not because.strip():
        raise InvalidInput(_("Skriv varför anmälan gäller någon annan."))
    link = Link.objects.select_related("person").filter(pk=link_id).first()
    if link is None:
        raise NotThere(_("Kopplingen finns inte."))
    rest = list(link.person.links.filter(until=None).exclude(pk=link.pk).values_list("party_id", flat=True))
    if link.until is not None or not rest:
        raise WrongState(_("Anmälan står redan ensam eller har flyttats. Läs in sidan igen."))
    move = _part(link, MoveKind.PART, by)
    _remember(link.party_id, rest, because.strip(), move)
    log.did(by, Verb.PARTED, "link", [link.pk, link.party_id, link.person_id])
    return Link.objects.select_related("person").get(party=link.party_id, until=None).person


def _remember(party: UUID, rest: list[UUID], because: str, move: Move) -> None:
    for other in rest:
        pair = dict(zip(("party_id", "other_id"), sorted((party, other)), strict=True))
        row, _made = LinkQuestion.objects.get_or_create(**pair, defaults={"why": PARTED, "asked_at": move.at})
        row.former = row.move if row.answer == Answer.SAME else None
        row.answer, row.because, row.by, row.at, row.move = Answer.DIFFERENT, because, move.by, move.at, move
        row.save(update_fields=["answer", "because", "by", "at", "move", "former"])


@transaction.atomic
def undo_part(move_id: UUID, *, by: User) -> UUID:
    """The person who has the parted party back."""
    require(by, Permission.LINK_ANSWER)
    move = Move.objects.filter(pk=move_id, kind=MoveKind.PART).first()
    if move is None:
        raise NotThere(_("Isärtagningen finns inte."))
    touched = moves.reverse(move, by)
    _forget(move)
    log.did(by, Verb.UNDONE, "link", touched)
    return Link.objects.filter(party__in=move.opened.values("party"), until=None).values_list("person_id", flat=True)[0]


def _forget(move: Move) -> None:
    # Pairs that only the parting knew go; a question gets back the answer that the parting overruled, or waits again.
    LinkQuestion.objects.filter(move=move, why=PARTED, former=None).delete()
    for row in LinkQuestion.objects.filter(move=move).select_related("former__by"):
        before = row.former
        row.answer, row.because, row.move, row.former = "", "", before, None
        row.by, row.at = (before.by, before.at) if before else (None, None)
        row.answer = Answer.SAME if before else ""
        row.save(update_fields=["answer", "because", "by", "at", "move", "former"])
