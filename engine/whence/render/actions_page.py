"""How the actions stand for a patient, as a page: certain, possible, excluded; for and against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from whence.language.base import KnowledgeBase
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed

if TYPE_CHECKING:  # the solver behind it is slow to import, and seldom needed
    from whence.assessment.action_sets import ActionSets


def sets_page(sets: ActionSets, base: KnowledgeBase) -> Iterator[Entry]:
    """Each action that somebody recommends or advises against, by how sure that is."""
    yield Entry("ACTIONS, whatever the answers still missing turn out to be", style="heading")
    yield from _some("certain", sets.certain, base, "strong")
    yield from _some("a choice", sets.choice, base, "plain")
    yield from _some("possible", (each for each in sets.possible if each not in sets.choice), base, "plain")
    yield from _some("against", sets.certain_against, base, "against")
    yield from _some("perhaps against", sets.possible_against, base, "plain")
    yield from _some("CONTRADICTED", sets.contradicted, base, "error")
    rest = counted(len(sets.excluded), "action is", "actions are")
    yield Entry(f"{rest} recommended by nobody; that is not forbidden", depth=1, style="muted")
    yield BLANK


def _some(label: str, actions: Iterable[str], base: KnowledgeBase, style: str) -> Iterator[Entry]:
    names = [base.vocabulary.actions[action].name for action in actions]
    if names:
        yield Entry(listed(names, "and"), label, 1, style)
