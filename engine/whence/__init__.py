"""Guideline statements that can always say from where: load the knowledge, assess a patient, see the reasons.

    import whence

    base = whence.load()
    patient = whence.read_patient("patient.yaml", base)
    assessment = whence.assess(base, patient)

A tool for audit and teaching, not for treating patients. Nothing here reads a clock: the day is the patient's own
`as_of`, or given. Everything is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whence.assessment.assess import Disagreement, UnusablePatient
    from whence.assessment.assessment import Assessment
    from whence.language.base import KnowledgeBase
    from whence.language.patient import Patient
    from whence.store.cache import UnreadableBase
    from whence.text.diagnostic import Diagnostic

__all__ = [
    "Assessment",
    "Diagnostic",
    "Disagreement",
    "KnowledgeBase",
    "Patient",
    "UnreadableBase",
    "UnusablePatient",
    "assess",
    "load",
    "read_patient",
]

_HOMES = {
    "Assessment": "whence.assessment.assessment",
    "Diagnostic": "whence.text.diagnostic",
    "Disagreement": "whence.assessment.disagreement",
    "KnowledgeBase": "whence.language.base",
    "Patient": "whence.language.patient",
    "UnreadableBase": "whence.store.cache",
    "UnusablePatient": "whence.assessment.unusable",
}


def load(path: str | PathLike[str] | None = None) -> KnowledgeBase:
    """The knowledge base at `path`: a folder, a release file, or a git revision written `REV` or `REV:path`.

    None is the knowledge that comes with the package. `digest` is the SHA-256 of the files it was read from. Raises
    UnreadableBase where a mistake forbids using it (its `diagnostics` say where and what), FileNotFoundError where
    there is nothing of that name, and ValueError where a release file is damaged.
    """
    from os import fspath

    from whence.resources import knowledge_root
    from whence.store.cache import UnreadableBase
    from whence.store.load import load_base
    from whence.store.opening import open_tree
    from whence.store.tree import Unopened

    try:
        tree = open_tree(knowledge_root() if path is None else fspath(path))
    except Unopened as error:
        raise error if error.damaged else FileNotFoundError(str(error)) from None
    base, diagnostics = load_base(tree)
    if base is None:
        raise UnreadableBase(tuple(diagnostics))
    return base


def read_patient(given: str | PathLike[str] | Mapping[str, object], base: KnowledgeBase) -> Patient:
    """A patient from a YAML or JSON file, or from a mapping with the same names.

    A mapping looks like `{"patient": "a-name", "as_of": "2026-11-20", "facts": {"fact": "answer"}}`; days may be
    `datetime.date`, and quantities are written with their unit ("2 weeks"). Raises UnusablePatient where something is
    wrong with it, with every mistake in its `diagnostics`, and TypeError where a mapping holds what no file could say.
    """
    from pathlib import Path

    from whence.assessment.unusable import UnusablePatient
    from whence.store.patient import patient_from_mapping, patient_from_path

    if isinstance(given, Mapping):
        patient, found = patient_from_mapping(given, base)
    else:
        patient, found = patient_from_path(Path(given), base)
    if patient is None or any(each.severity == "error" for each in found):
        raise UnusablePatient(found)
    return patient


def assess(base: KnowledgeBase, patient: Patient, as_of: date | None = None, sources: Sequence[str] = ()) -> Assessment:
    """The verdict of every rule in force for one patient on one day, with what would settle the open ones.

    `as_of` goes before the patient's own day; `sources` (ids) leaves out the rules of all others. Each result names
    its rule, and the rule cites the passages behind it. The rule engine decides and a second program checks every
    answer. Raises UnusablePatient where facts contradict each other or no day is given, ValueError where a source is
    unknown, and Disagreement where the two differ; there is no answer then.
    """
    from whence.assessment.assess import assess as assess_one

    return assess_one(base, patient, as_of, sources)


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'whence' has no attribute '{name}'")
