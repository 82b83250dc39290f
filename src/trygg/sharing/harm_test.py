"""The harm test as a form: six questions, what is unanswered, and whether a second person must decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from trygg.sharing.kinds import HarmQuestion, SharingRules
from trygg.sharing.records import Gap


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the answers come to; `because`: the questions whose answers call for a second person."""

    gaps: tuple[Gap, ...]
    second_decider: bool
    because: tuple[HarmQuestion, ...]

    @property
    def holds(self) -> bool:
        """Whether every question is answered and none stops."""
        return not self.gaps


def concluded(answers: Mapping[str, object], rules: SharingRules) -> Conclusion:
    """What the answers come to; an answer that is missing counts as a danger until it is given.

    answers     by question: text, a choice's key, or a collection of keys (type *choices*)
    """
    gaps = tuple(gap for question in rules.harm_questions for gap in _gaps(question, answers.get(question.id)))
    because = tuple(question for question in rules.harm_questions if _second(question, answers.get(question.id)))
    return Conclusion(gaps, bool(because), because)


def _chosen(answer: object) -> frozenset[str]:
    if isinstance(answer, str):
        return frozenset({answer.strip()} - {""})
    return frozenset(answer) if isinstance(answer, (list, tuple, set, frozenset)) else frozenset()


def _gaps(question: HarmQuestion, answer: object) -> tuple[Gap, ...]:
    chosen = _chosen(answer)
    if not chosen:
        return (Gap(question.id, "missing", False, question.says),)
    if question.options and not chosen <= set(question.options):
        return (Gap(question.id, "unknown_option", False, question.says),)
    stopped = bool(chosen & set(question.stop_on))
    return (Gap(question.id, "stopped", True, question.says),) if stopped else ()


def _second(question: HarmQuestion, answer: object) -> bool:
    chosen = _chosen(answer)
    return bool(question.second_on) and (not chosen or bool(chosen & set(question.second_on)))
