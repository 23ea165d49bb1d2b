"""A whole patient: every rule's verdict and every set of actions held against what the file expects of them.

It assesses nobody: it is given the assessment and the sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from whence.assessment.action_sets import ActionSets
from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.language.advice import narrower, wider
from whence.language.expectation import Expectations, ExpectedActions
from whence.language.vocabulary import Action
from whence.vignettes.result import NOT_IN_FORCE, Difference

Related = Callable[[str, Mapping[str, Action]], frozenset[str]]


def verdict_differences(expected: Expectations, assessment: Assessment) -> Iterator[Difference]:
    """The rules that end otherwise than expected, in the order of their ids.

    A rule that is not named is expected not to apply, and a rule that is not in force does not apply to anybody.
    """
    silent = Verdict.DOES_NOT_APPLY.value
    for rule in sorted({*expected.verdicts, *assessment.results}):
        named = expected.verdicts.get(rule)
        wanted = silent if named is None else named.verdict
        result = assessment.results.get(rule)
        came = NOT_IN_FORCE if result is None else result.verdict.value
        if came != wanted and not (came == NOT_IN_FORCE and wanted == silent):
            span = expected.span if named is None else named.span
            yield Difference(rule, span, wanted if named is not None else None, came)


def action_differences(
    expected: ExpectedActions, sets: ActionSets, vocabulary: Mapping[str, Action]
) -> Iterator[Difference]:
    """The sets of actions that differ; of what is missing or too much only what the rest follows from.

    What is named for an action holds for its wider ones, what is named against it for its narrower ones. An action
    that is certain is not also possible. Of the excluded only those named are asked about.
    """
    for side, related, said in (
        ("", wider, ((expected.certain, sets.certain), (expected.possible, sets.possible))),
        (" against", narrower, (
            (expected.certain_against, sets.certain_against), (expected.possible_against, sets.possible_against),
        )),
    ):  # fmt: skip
        (certain, came_certain), (possible, came_possible) = said
        wanted = _closed(certain, related, vocabulary)
        yield from _difference(f"certain{side}", wanted, came_certain, expected, related, vocabulary)
        maybe = _closed(possible, related, vocabulary) - wanted
        yield from _difference(f"possible{side}", maybe, came_possible, expected, related, vocabulary)
    excluded = _closed(expected.excluded, narrower, vocabulary)
    absent = excluded & {*sets.excluded}
    yield from _difference("excluded", excluded, absent, expected, narrower, vocabulary)


def _difference(
    name: str, wanted: Iterable[str], came: Iterable[str], expected: ExpectedActions, related: Related,
    vocabulary: Mapping[str, Action],
) -> Iterator[Difference]:  # fmt: skip
    missing, surplus = {*wanted} - {*came}, {*came} - {*wanted}
    if missing or surplus:
        told = (_telling(names, related, vocabulary) for names in (missing, surplus))
        yield Difference(f"{name} actions", expected.span, None, None, *told)


def _closed(names: Iterable[str], related: Related, vocabulary: Mapping[str, Action]) -> frozenset[str]:
    return frozenset(one for name in names for one in related(name, vocabulary))


def _telling(names: set[str], related: Related, vocabulary: Mapping[str, Action]) -> tuple[str, ...]:
    """Of the names those that do not follow from another of them, in vocabulary order."""
    following = {one for name in names for one in related(name, vocabulary) if one != name}
    return tuple(name for name in vocabulary if name in names - following)
