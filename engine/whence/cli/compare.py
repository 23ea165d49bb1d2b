"""`whence compare` and `whence topics`: the sources side by side, for a patient or for nobody in particular."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from whence.cli.assessing import assessed
from whence.cli.options import as_of_option, json_option, patient_argument, release_option
from whence.cli.session import Session, echo
from whence.cli.stop import FAULT, Stop, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whence.compare.witness import Unseen, Witness
    from whence.language.base import KnowledgeBase
    from whence.language.topic import Topic
    from whence.store.cache import OpenedBase


@click.command(
    epilog="""\b
Examples:
  whence compare patient.yaml
  whence compare patient.yaml --topic TOPIC
  whence compare patient.yaml --all --json"""
)
@patient_argument
@click.option("--topic", "names", multiple=True, metavar="TOPIC", help="Only this topic; may be repeated.")
@click.option("--all", "whole", is_flag=True, help="Also what does not apply, what is open, and what is only possible.")
@as_of_option
@release_option
@json_option
@click.pass_obj
def compare(
    session: Session, patient: str, names: tuple[str, ...], whole: bool, as_of: date | None, as_json: bool
) -> None:
    """Show the sources side by side for PATIENT: what each says, and where they agree, differ or contradict."""
    from whence.compare.compare import Comparer

    opened = session.open()
    topics = _topics(opened.base, names)
    assessment = assessed(session, opened, patient, as_of)
    comparer = Comparer(opened.base)
    found = [comparer.compare(assessment, topic) for topic in topics]
    if as_json:
        from whence.render.json_comparison import comparison_json
        from whence.render.json_output import dumped

        echo(dumped(comparison_json(found, assessment, opened.base)))
        return
    from whence.render.comparison_page import comparison_page

    screen = session.screen()
    screen.show(comparison_page(found, assessment, opened.base, screen.width, whole=whole or bool(names)))


@click.command(
    epilog="""\b
Examples:
  whence topics
  whence topics --witness --topic TOPIC
  whence topics --witness --as-of 2026-11-20 --json"""
)
@click.option("--topic", "names", multiple=True, metavar="TOPIC", help="Only this topic; may be repeated.")
@click.option("--witness", is_flag=True, help="For each possible disagreement the smallest patient who shows it.")
@as_of_option
@release_option
@json_option
@click.pass_obj
def topics(session: Session, names: tuple[str, ...], witness: bool, as_of: date | None, as_json: bool) -> None:
    """List the topics at which sources meet; with --witness, every disagreement with a patient who shows it.

    The day of the witnesses is the last on which a rule or definition comes into force, unless --as-of says another.
    """
    if as_of is not None and not witness:
        raise Stop("--as-of is the day of the witnesses: give --witness too")
    opened = session.open()
    chosen = _topics(opened.base, names)
    found = _witnesses(session, opened, chosen, as_of) if witness else None
    if as_json:
        from whence.render.json_comparison import topics_json
        from whence.render.json_output import dumped

        echo(dumped(topics_json(chosen, found, opened.base)))
        return
    from whence.compare.compare import Comparer
    from whence.render.topics_page import topics_page, witnesses_page

    if found is not None:
        session.screen().show(witnesses_page(found, opened.base))
        return
    session.screen().show(topics_page(chosen, opened.base, Comparer(opened.base)))


def _topics(base: KnowledgeBase, names: Sequence[str]) -> list[Topic]:
    for name in names:
        if name not in base.topics:
            raise unknown("the topic", name, base.topics)
    return [topic for name, topic in base.topics.items() if not names or name in names]


def _witnesses(
    session: Session, opened: OpenedBase, topics: Iterable[Topic], as_of: date | None
) -> list[Witness | Unseen]:
    from whence.assessment.assess import Assessor
    from whence.assessment.disagreement import Disagreement
    from whence.backends.compiled import CompiledProgram
    from whence.backends.durable import DurableEngine
    from whence.compare.witness import Witnesses, last_start

    day = as_of or last_start(opened.base)
    if day is None:
        raise Stop("no rule prints a day on which it begins: say for which day, --as-of DATE")
    durable = DurableEngine(opened.program, opened.encoding)
    compiled = CompiledProgram(opened.program, opened.code)
    assessor = Assessor(opened.base, opened.program, durable, compiled)
    search = Witnesses(opened.base, opened.program, assessor, compiled, day)
    try:
        searches = [one for topic in topics for one in search.searches(topic)]
        watched = session.screen(sys.stderr).counting(searches, len(searches), "Pairs of rules")
        return [look() for look in watched]
    except Disagreement as error:
        raise Stop(str(error), FAULT) from None
    finally:
        search.close()
        durable.close()
