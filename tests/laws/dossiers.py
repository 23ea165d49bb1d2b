"""Dossiers of random patients, chained as in a log, without a log."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing

import whence_checker
from whence.assessment.assess import Assessor
from whence.assessment.assessment import Assessment
from whence.assessment.unusable import UnusablePatient
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.program.program import Program
from whence.record.basis import basis
from whence.record.canonical import Json, canonical, digest
from whence.record.case import case
from whence.record.entry import dossier, line
from whence.record.recorder import Circumstances, next_entry
from whence.record.signature import Signer

RELEASE = {"kind": "folder", "version": None, "commit": None}


Assessed = Generator[Assessment, None, None]


def assessments(base: KnowledgeBase, program: Program, patients: Iterable[Patient]) -> Assessed:
    """The assessments of those patients who can be assessed."""
    with closing(DurableEngine(program)) as durable:
        assessor = Assessor(base, program, durable, CompiledProgram(program))
        for patient in patients:
            try:
                yield assessor.assess(patient)
            except UnusablePatient:
                continue


def cases(base: KnowledgeBase, program: Program, patients: Iterable[Patient]) -> Iterator[dict[str, Json]]:
    for each in assessments(base, program, patients):
        yield case(base, program, each, (), each.patient.name)


def chained(
    base: KnowledgeBase, written: Iterable[dict[str, Json]], signer: Signer | None = None, log: str = "log"
) -> Iterator[bytes]:
    """The lines of an export of these cases: the basis, then one dossier each."""
    of = basis(base, {})
    yield line({"basis": of})
    last = None
    how = Circumstances("2026-11-20T09:30:00Z", {"whence": "0"}, RELEASE, signer)
    for each in written:
        last, signature = next_entry(last, log, digest(each), digest(of), how)
        yield line(dossier(last, last.digest, signature, each, None))


def verdict(content: bytes, keys: list[bytes] | None = None, receipt: bytes | None = None) -> str | None:
    """What the checker has to say against an export; None where it holds."""
    try:
        whence_checker.check(io.BytesIO(content), keys or [], receipt)
    except whence_checker.Refused as refusal:
        return str(refusal)
    return None


def spelt(value: Json) -> bytes:
    return canonical(value) + b"\n"
