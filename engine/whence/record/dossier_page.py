"""One dossier as a page: what was known, what was recommended and why, and the passages behind it.

All of it comes from the dossier; the knowledge of that time is not needed. With a rule named, its whole proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whence.record.conditions import WORD
from whence.record.deciding import deciding, every, parts, words
from whence.record.stored import Stored
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.render.statement import STATEMENT

_HEADINGS = (
    ("applies", "RECOMMENDED", "strong"),
    ("applies unless", "RECOMMENDED UNLESS", "strong"),
    ("held back", "HELD BACK", "against"),
    ("withdrawn", "WITHDRAWN", "plain"),
)
_ROLES = (("when", "because"), ("unless", "unless"), ("only_if", "only if"))
_STYLES = {"T": "good", "F": "error", "U": "ask"}
_SHORT = 12


def dossier_page(one: Stored, basis: dict[str, Any]) -> Iterator[Entry]:
    """What was answered: the rules that spoke, each with its reason and its passages; the rest counted."""
    rules = {each["rule"]: each for each in basis["rules"]}
    yield from head_entries(one, basis)
    yield from given_entries(one)
    for verdict, heading, style in _HEADINGS:
        found = [each for each in one.case["rules"] if each["verdict"] == verdict]
        if found:
            yield BLANK
            yield Entry(heading, style="heading")
        for each in found:
            yield from _rule(rules[each["rule"]], each, basis, style)
    verdicts = [each["verdict"] for each in one.case["rules"]]
    yield BLANK
    yield Entry(
        f"{counted(verdicts.count('open'), 'rule')} open, {verdicts.count('does not apply')} not applying, "
        f"{len(one.case['not_in_force'])} not in force on that day."
    )
    yield Entry(STATEMENT, style="muted")


def rule_page(one: Stored, basis: dict[str, Any], rule: str) -> Iterator[Entry]:
    """The proof of one rule's verdict, step by step. Raises KeyError where the dossier has no result of that rule."""
    result = {each["rule"]: each for each in one.case["rules"]}[rule]
    written = {each["rule"]: each for each in basis["rules"]}[rule]
    yield from head_entries(one, basis)
    yield BLANK
    yield Entry(f"{rule}, version {written['version']}, {written['status']}: {result['verdict']}", style="heading")
    yield Entry(written["advice"]["says"], depth=1, style="strong")
    defined: dict[str, None] = {}
    for role, _ in _ROLES:
        if written[role] is not None:
            yield Entry(f"{role.replace('_', ' ')}: {WORD[result[role][0]]}", style="heading")
            yield from _steps(written[role], result[role], one)
            defined |= dict.fromkeys(part["definition"] for part in every(written[role]) if "definition" in part)
    yield from _definitions(defined, one, basis)
    if result["find_out"]:
        yield Entry("to find out", style="heading")
        yield from (Entry(fact, depth=1) for fact in result["find_out"])
    yield Entry("printed in", style="heading")
    yield from _places(written, basis)


def head_entries(one: Stored, basis: dict[str, Any]) -> Iterator[Entry]:
    """Which entry it is, of whom, when, and what it was made with."""
    entry = one.entry
    yield Entry(f"Entry {entry.number} of log {entry.log}, recorded {entry.recorded_at}", style="heading")
    yield Entry(one.case["patient"] or "not named", "patient", 1)
    yield Entry(one.case["as_of"], "as of", 1)
    if one.case["sources"]:
        yield Entry(", ".join(one.case["sources"]), "only", 1)
    called = entry.release["version"] or entry.release["commit"]
    named = f"{entry.release['kind']}{f' {called}' if called else ''}"
    yield Entry(f"{named}, digest {basis['knowledge']}", "from", 1, style="muted")
    by = ", ".join(f"{name} {version}" for name, version in sorted(entry.engine.items()))
    yield Entry(by, "by", 1, style="muted")
    yield Entry(one.digest, "digest", 1, style="muted")
    yield Entry(f"ed25519, key {entry.signer}" if entry.signer else "nobody", "signed by", 1, style="muted")


def given_entries(one: Stored) -> Iterator[Entry]:
    """What was known."""
    yield BLANK
    yield Entry("GIVEN", style="heading")
    for fact, given in sorted(one.case["given"].items()):
        yield Entry(f"{fact}: {_given(given)}", depth=1)


def _given(given: Any) -> str:
    if isinstance(given, str):
        return given
    listed = (" or ".join(of) if isinstance(of, list) else str(of) for of in given.values())
    return " and ".join(f"{said.replace('_', ' ')} {of}" for said, of in zip(given, listed, strict=True))


def _rule(written: Any, result: Any, basis: dict[str, Any], style: str) -> Iterator[Entry]:
    yield Entry(written["advice"]["says"], style=style)
    yield Entry(f"{written['rule']}, version {written['version']}, {written['status']}", "rule", 1, style="muted")
    for role, label in _ROLES:
        if written[role] is None:
            continue
        told = [f"{words(test)} ({WORD[letter]})" for test, letter in deciding(written[role], result[role])]
        yield Entry("; ".join(dict.fromkeys(told)), label, 1)
    yield from _places(written, basis)


def _places(written: Any, basis: dict[str, Any]) -> Iterator[Entry]:
    source = next(each for each in basis["sources"] if each["source"] == written["source"])
    passages = {each["passage"]: each for each in basis["passages"]}
    yield Entry(f"{source['publisher']}, {source['title']} ({source['edition']})", "source", 1)
    for place in written["citations"]:
        digest = passages[place]["digest"] or ""
        yield Entry(f"{place} {digest[: len('sha256:') + _SHORT]}", "passage", 1, style="muted")


def _steps(condition: Any, letters: str, one: Stored, depth: int = 1) -> Iterator[Entry]:
    """Every step of a condition with its truth, indented as it is written."""
    depths = list(_depths(condition, depth))
    for (part, at), letter in zip(depths, letters, strict=True):
        said = "not:" if "not" in part else f"{next(iter(part))} of:" if parts(part) else words(part)
        given = one.case["given"].get(part.get("fact"))
        if given is not None:
            said += f" ({_given(given)})"
        yield Entry(said, WORD[letter], at, label_style=_STYLES[letter])


def _depths(condition: Any, depth: int) -> Iterator[tuple[Any, int]]:
    yield condition, depth
    for part in parts(condition):
        yield from _depths(part, depth + 1)


def _definitions(names: dict[str, None], one: Stored, basis: dict[str, Any]) -> Iterator[Entry]:
    """Each definition a rule rests on, with the proof of its cases, those it rests on itself after it."""
    written = {each["definition"]: each for each in basis["definitions"]}
    answered = {each["definition"]: each for each in one.case["definitions"]}
    waiting, seen = list(names), set(names)
    while waiting:
        name = waiting.pop(0)
        yield Entry(f"{name}: {answered[name]['answer'] or 'open'}", style="heading")
        yield Entry(written[name]["asks"], depth=1, style="muted")
        for case, letters in zip(written[name]["cases"], answered[name]["cases"], strict=True):
            yield Entry(f"case {case['answer']}:", depth=1)
            yield from _steps(case["condition"], letters, one, 2)
            for part in every(case["condition"]):
                if "definition" in part and part["definition"] not in seen:
                    seen.add(part["definition"])
                    waiting.append(part["definition"])
