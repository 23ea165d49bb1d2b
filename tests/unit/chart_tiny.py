"""A small base for charts: a few questions about a cough, and charts of one diamond or of two columns."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Is
from whence.language.definition import Definition
from whence.language.pathway import Apply, Ask, End, Fork, GoTo, Meet, Pathway, Step
from whence.language.recommendation import Do, Recommendation
from whence.language.rule import InForce, Rule
from whence.language.source import Citation, Ledger, Source, Word
from whence.language.vocabulary import Action, Fact, Impossible, Vocabulary
from whence.values.answers import PRESENCE, Duration, Words

FACTS = {
    "cough": Fact("cough", "Is there a cough?", Words(PRESENCE), "chest"),
    "fever": Fact("fever", "Is there a fever?", Words(PRESENCE), "chest"),
    "smoker": Fact("smoker", "Does the person smoke?", Words(("never", "past", "current")), "chest"),
    "cough_for": Fact("cough_for", "How long has the cough lasted?", Duration("days"), "chest"),
}
WORDS = {
    "offer": Word("offer", "for", "strong"),
    "consider": Word("consider", "for", "weak"),
    "avoid": Word("avoid", "against", "strong"),
}
CITED = (Citation("leaflet", "page.1"),)


def rule(name: str, when: Condition, unless: Condition | None = None, word: str = "offer", **more: object) -> Rule:
    then = Recommendation(word, Do("rest"))
    return Rule(f"leaflet/{name}", 1, f"Title of {name}", then, CITED, InForce(), "draft", when, unless, **more)


def base(
    steps: Mapping[str, Step],
    rules: tuple[Rule, ...],
    start: str,
    enter: Condition | None = None,
    definitions: tuple[Definition, ...] = (),
    impossible: tuple[Impossible, ...] = (),
    title: str = "What to do about a cough",
) -> KnowledgeBase:
    pathway = Pathway("cough-path", title, CITED, start, steps, enter)
    source = Source("leaflet", "leaflet", "A leaflet", "A house", "first", {}, "guideline", {}, WORDS)
    return KnowledgeBase(
        vocabulary=Vocabulary(FACTS, {"rest": Action("rest", "Rest")}, {}, {}, {}, impossible),
        sources={"leaflet": source},
        ledgers={"leaflet": Ledger("leaflet", 10, "sha256:" + "ab" * 32, {})},
        guidelines={},
        definitions={one.name: one for one in definitions},
        scores={},
        rules={one.id: one for one in rules},
        pathways={"cough-path": pathway},
        digest="cd" * 32,
    )


COUGH, NO_COUGH, FEVER = Is("cough", ("present",)), Is("cough", ("absent",)), Is("fever", ("present",))
REST = rule("rest", COUGH)
BED = rule("bed", FEVER, unless=COUGH, word="consider")
TALK = rule("talk", Is("smoker", ("current",)), word="avoid")


def simple() -> KnowledgeBase:
    """A diamond, two boxes, an end."""
    steps: dict[str, Step] = {
        "asked": Ask("asked", "cough", {"present": "resting", "absent": "bedded"}),
        "resting": Apply("resting", (REST.id,), "over"),
        "bedded": Apply("bedded", (BED.id, TALK.id), "over"),
        "over": End("over", "done"),
    }
    rules = (REST, rule("bed", FEVER, unless=COUGH, word="consider"), rule("talk", NO_COUGH, word="avoid"))
    return base(steps, rules, "asked")


def columns() -> KnowledgeBase:
    """Two columns that meet, then a box, then on to another chart."""
    steps: dict[str, Step] = {
        "split": Fork("split", ("left", "right"), "after"),
        "left": Ask("left", "cough", {"present": "resting", "absent": "join"}),
        "resting": Apply("resting", (REST.id,), "join"),
        "right": Ask("right", "smoker", {"never": "join", "past": "join", "current": "talking"}),
        "talking": Apply("talking", (TALK.id,), "join"),
        "join": Meet("join", "split"),
        "after": Apply("after", (BED.id,), "onward"),
        "onward": GoTo("onward", "cough-path"),
    }
    return base(steps, (REST, TALK, rule("bed", FEVER, word="consider")), "split")
