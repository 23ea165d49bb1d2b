"""The next question as a page, and how the actions stand."""

from __future__ import annotations

from collections.abc import Iterator

from whence.assessment.action_sets import ActionSets
from whence.assessment.assessment import Assessment
from whence.assessment.next_question import Step
from whence.language.base import KnowledgeBase
from whence.render.actions_page import sets_page
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed
from whence.render.prose_kinds import answers
from whence.render.statement import STATEMENT

#: Actions that are named of those that a question bears on.
NAMED = 8


def ask_page(step: Step, sets: ActionSets, assessment: Assessment, base: KnowledgeBase) -> Iterator[Entry]:
    """The question with its answers and what it bears on, then the actions."""
    yield Entry(f"{assessment.patient.name} on {assessment.as_of}", style="heading")
    yield BLANK
    if step.fact is None:
        left = "what is left, the sources leave open" if step.open else "no answer can change what is advised"
        yield Entry(f"Nothing to ask: {left}.", style="good")
    else:
        fact = base.vocabulary.facts[step.fact]
        yield Entry(f"ASK {fact.ask}", style="ask")
        yield Entry(f"{fact.name}: {answers(fact.answer)}", "fact", 1, style="muted")
        if fact.note:
            yield Entry(fact.note, "note", 1, style="muted")
        yield Entry(bears_on(step, base), "bears on", 1)
        open_ = counted(len(step.open), "thing")
        yield Entry(f"{open_} said of actions not settled; about {step.gain:.0%} of it hangs on this", "open", 1)
    yield BLANK
    yield from sets_page(sets, base)
    yield Entry(STATEMENT, style="muted")


def bears_on(step: Step, base: KnowledgeBase) -> str:
    """The actions whose advice changes with the answer alone, for somebody; only the first by name."""
    names = list(dict.fromkeys(base.vocabulary.actions[action].name for _, action in step.bears_on))
    left = [counted(len(names) - NAMED, "other action")] if len(names) > NAMED + 1 else names[NAMED:]
    return listed([*names[:NAMED], *left], "and")
