"""Answers given on the command line or at a prompt: `fact=answer`, written as a patient's file would say them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.cli.session import Session
from whence.cli.stop import FINDINGS, Stop, unknown

if TYPE_CHECKING:
    from whence.language.base import KnowledgeBase
    from whence.language.patient import Given
    from whence.text.diagnostic import Diagnostic


def changes(session: Session, words: Sequence[str], base: KnowledgeBase) -> dict[str, Given | None]:
    """The answers of `fact=answer` words; `fact=` takes away what is known. Stops where one cannot be read."""
    found: dict[str, Given | None] = {}
    for word in words:
        name, sign, answer = word.partition("=")
        name = name.strip()
        if not sign:
            raise Stop(f"'{word[:80]}' is no change: write it as fact=answer, or fact= for 'not known'")
        if name not in base.vocabulary.facts:
            raise unknown("the fact", name, base.vocabulary.facts)
        if not answer.strip():
            found[name] = None
            continue
        given, wrong = answered(name, answer.strip(), base)
        if given is None:
            session.show_findings(wrong)
            raise Stop(f"'{name}' has no such answer", FINDINGS)
        found[name] = given
    return found


def answered(fact: str, answer: str, base: KnowledgeBase) -> tuple[Given | None, list[Diagnostic]]:
    """What a file would say with this answer: a word, a quantity, or a part such as `{at_least: 3 days}`."""
    from whence.store.patient import patient_from_bytes

    line = " ".join(answer.split())
    written = f"patient: one\nas_of: 2000-01-01\nfacts:\n  {fact}: {line}\n"
    patient, found = patient_from_bytes(written.encode(), f"{fact}={line}", base)
    errors = [each for each in found if each.severity == "error"]
    if patient is None or errors or fact not in patient.facts:
        return None, errors
    return patient.facts[fact], []
