"""Small pieces of English: names as words, lists, figures. Shared by everything that speaks to people.

It refuses to know rules, patients and screens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.language.base import KnowledgeBase
from whence.language.recommendation import Figure
from whence.values.answers import Words
from whence.values.known import Bound, Op

BOUND_WORDS = {
    Op.AT_LEAST: "at least",
    Op.MORE_THAN: "more than",
    Op.AT_MOST: "at most",
    Op.LESS_THAN: "less than",
}
_ASKS_OF_MANY = re.compile(r"(^|, )(are|have|do)\b", re.IGNORECASE)
_SHOUTED = re.compile(r"\b[A-Z][A-Z0-9]+\b")


def listed(words: Sequence[str], joint: str) -> str:
    """`a`, `a or b`, `a, b or c`; a comma more before the joint where a word holds one of its own.

    >>> listed(["arms", "legs", "arms and legs"], "or")
    'arms, legs, or arms and legs'
    """
    if len(words) < 2:
        return "".join(words)
    blurred = any(f" {other} " in word for word in words for other in ("and", "or"))
    return f"{', '.join(words[:-1])}{',' if blurred and len(words) > 2 else ''} {joint} {words[-1]}"


def knowledge_named(digest: str, release: str | None) -> str:
    """Which state of the knowledge it is, in a few words.

    >>> knowledge_named("0123456789abcdef", "2026.1")
    'release 2026.1, knowledge 0123456789ab'
    """
    known = f"knowledge {digest[:12] or 'not digested'}"
    return known if release is None else f"release {release}, {known}"


def named(name: str, base: KnowledgeBase) -> str:
    """The words of a fact's, definition's or score's name; abbreviations keep the capitals of its question.

    A definition leaves out the folder of its source, as long as something is left to say.
    """
    folder, question = "", ""
    if name in base.vocabulary.facts:
        question = base.vocabulary.facts[name].ask
    elif name in base.definitions:
        folder, question = base.definitions[name].folder, base.definitions[name].asks
    elif name in base.scores:
        question = base.scores[name].asks
    capitals = {word.lower(): word for word in _SHOUTED.findall(question)}
    short = name.removeprefix(f"{folder}_") if folder else name
    return " ".join(capitals.get(word, word) for word in (short or name).split("_"))


def linking(name: str, base: KnowledgeBase) -> str:
    """The verb between a name and its answer: `is`, `are`, or nothing where the answers bring their own verb."""
    fact = base.vocabulary.facts.get(name)
    if fact is not None and isinstance(fact.answer, Words) and any(w.startswith("does ") for w in fact.answer.answers):
        return ""
    return "are" if fact is not None and name.endswith("s") and _ASKS_OF_MANY.search(fact.ask) else "is"


def stated(name: str, answer: str, base: KnowledgeBase) -> str:
    """A name with an answer: `cough is dry`, `old scars are present`."""
    return " ".join(word for word in (named(name, base), linking(name, base), answer) if word)


def lowered(title: str) -> str:
    """A title inside a sentence: its first letter small, unless the first word is an abbreviation or a single letter.

    >>> lowered("Low weight"), lowered("A walk"), lowered("MRI of the knee")
    ('low weight', 'a walk', 'MRI of the knee')
    """
    first = title.partition(" ")[0]
    if (len(first) < 2 and first != "A") or any(letter.isupper() or letter.isdigit() for letter in first[1:]):
        return title
    return title[0].lower() + title[1:]


def action_name(action: str, base: KnowledgeBase) -> str:
    """The words of an action (or event) inside a sentence."""
    if action in base.vocabulary.actions:
        return lowered(base.vocabulary.actions[action].name)
    if action in base.vocabulary.events:
        return lowered(base.vocabulary.events[action].name)
    return action.replace("-", " ")


def bounded(bounds: Sequence[Bound]) -> str:
    """`at least 2 weeks`, `at least 3 months and at most 6 months`."""
    return " and ".join(f"{BOUND_WORDS[bound.op]} {bound.quantity}" for bound in bounds)


def figure(value: Figure) -> str:
    """`16 mg`, `4 to 6 mg`, `at most 5`."""
    if value.bound is not None:
        return bounded((value.bound,))
    if value.low is None or value.high is None:
        return ""
    if value.low == value.high:
        return str(value.low)
    low = str(value.low).removesuffix(f" {value.low.unit}") if value.low.unit == value.high.unit else str(value.low)
    return f"{low} to {value.high}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 rule`, `2 rules`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
