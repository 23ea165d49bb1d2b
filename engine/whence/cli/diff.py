"""`whence diff`: what was changed between two states of the knowledge, and exactly who gets another answer."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.options import as_of_option, json_option
from whence.cli.session import Session, echo, told
from whence.cli.stop import FAULT, FINDINGS, Stop

if TYPE_CHECKING:
    from whence.changes.cohort import Affected
    from whence.changes.difference import Found
    from whence.changes.region import Refused, Region
    from whence.language.base import KnowledgeBase
    from whence.language.patient import Patient


@click.command(
    epilog="""\b
Examples:
  whence diff HEAD knowledge
  whence diff old.whence new.whence --cohort patients/
  whence diff HEAD~1 HEAD --as-of 2026-11-20 --json"""
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--cohort", "place", metavar="FILE", help="Patients: a folder, a file, or a .jsonl.")
@as_of_option
@json_option
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, place: str | None, as_of: date | None, as_json: bool) -> None:
    """Say what was changed from OLD to NEW, and exactly which patients get another answer.

    OLD and NEW are folders of knowledge, release files or git revisions. Each region of patients comes with the one of
    whom the fewest facts are known, replayed in both; where there is none, that is proved. Without --as-of it holds for
    every day. Ends with 1 where somebody gets another answer.

    A cohort is a folder of patient files, one such file, or a .jsonl file with a patient on each line: who of them gets
    another answer is listed, and how many take each turn.
    """
    from whence.changes.altered import altered
    from whence.changes.difference import search
    from whence.changes.report import Difference
    from whence.render.changes_page import changes_page
    from whence.render.json_changes import changes_json
    from whence.render.json_output import dumped

    session: Session = ctx.obj
    was, now = (session.open_at(session.tree_at(named)).base for named in (old, new))
    patients = None if place is None else _patients(session, place)
    found = search(was, now, as_of)
    refused, regions, cohort = _shown(session, found.found, was, now, as_of, patients)
    whole = Difference(was, now, altered(was, now, found.pairs), regions, refused, found.undecided, as_of, cohort)
    if as_json:
        echo(dumped(changes_json(whole)))
    else:
        session.screen().show(changes_page(whole))
    if whole.matters:
        ctx.exit(FINDINGS)


def _shown(
    session: Session, found: tuple[Found, ...], was: KnowledgeBase, now: KnowledgeBase, as_of: date | None,
    patients: list[Patient] | None,
) -> tuple[tuple[Refused, ...], tuple[Region, ...], tuple[Affected, ...] | None]:  # fmt: skip
    from whence.anomalies.smallest import NotReplayed
    from whence.assessment.disagreement import Disagreement
    from whence.changes.cohort import cohort
    from whence.changes.difference import refused, shown
    from whence.changes.pairs import a_day_of, stretches
    from whence.proofs.everybody import NotProved

    screen = session.screen(sys.stderr)
    try:
        lines = tuple(refused(was, now, as_of or a_day_of(list(stretches(was, now))[-1])))
        regions = tuple(screen.counting(shown(found, was, now, as_of), len(found), "regions"))
        if patients is None:
            return lines, regions, None
        people = tuple(screen.counting(cohort(was, now, patients, as_of), len(patients), "patients"))
        return lines, regions, people
    except NotProved as why:
        raise Stop(f"whether a line of what is impossible refuses somebody is not decided: {why}", FINDINGS) from None
    except (Disagreement, NotReplayed) as error:
        raise Stop(str(error), FAULT) from None


def _patients(session: Session, place: str) -> list[Patient]:
    """The patients of a cohort; stops after showing what is wrong with a file."""
    from whence.store.patients import patients_at

    try:
        if not Path(place).exists():
            raise Stop(f"there is no file or folder {place[:200]}")
        read = list(patients_at(Path(place)))
    except (OSError, ValueError) as error:
        raise Stop(f"{place[:80]} cannot be opened: {told(error)}") from None
    wrong = [each for _, found in read for each in found if each.severity == "error"]
    if wrong:
        session.show_findings(wrong)
        raise Stop("the cohort cannot be used before this is put right", FINDINGS)
    patients = [patient for patient, _ in read if patient is not None]
    if not patients:
        raise Stop(f"there are no patients at {place[:200]}")
    return patients
