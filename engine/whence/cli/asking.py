"""The dialogue of `whence ask --interactive`: one question after the other, nothing lost when it is broken off."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.assessment.assessment import Assessment
from whence.assessment.next_question import Questions, Step
from whence.cli.assessing import Assess, somebody
from whence.cli.changes import answered
from whence.cli.session import Session
from whence.cli.stop import FINDINGS, Stop
from whence.explain.what_if import changed
from whence.language.base import KnowledgeBase
from whence.language.patient import Given, Patient
from whence.values.answers import Words

if TYPE_CHECKING:
    from whence.assessment.action_sets import ActionCompletions


class Asking:
    """One dialogue about one patient."""

    def __init__(
        self, session: Session, base: KnowledgeBase, assess: Assess, questions: Questions,
        completions: ActionCompletions,
    ) -> None:  # fmt: skip
        self._session, self._base, self._assess = session, base, assess
        self._questions, self._completions = questions, completions

    def run(self, start: Assessment, output: Path | None) -> None:
        """Ask until nothing can change, the person ends it, or the input does; then keep the answers in `output`."""
        from whence.render.actions_page import sets_page

        told: list[tuple[str, Given | None]] = []
        now = start
        try:
            while True:
                left = [fact for fact, given in told if given is None]
                step = self._questions.step(now.known, left)
                if step.fact is None:
                    why = "what is left was not answered" if step.open else "no answer can change what is advised"
                    click.echo(f"Nothing more to ask: {why}.")
                    break
                reply = self._ask(step, len(told))
                if reply == "q":
                    break
                answer = reply if isinstance(reply, Given) else None
                said = told[:-1] if reply == "b" else [*told, (step.fact, answer)]
                answers = {fact: given for fact, given in said if given is not None}
                then = self._possible(changed(start.patient, answers), start.as_of)
                told, now = (told, now) if then is None else (said, then)
        except (EOFError, click.Abort, KeyboardInterrupt):
            click.echo()
            _keep(now.patient, output)
            raise
        _keep(now.patient, output)
        self._session.screen().show(sets_page(self._completions.sets(now.known), self._base))

    def _possible(self, patient: Patient, as_of: date) -> Assessment | None:
        """The assessment; None, and it is told why, where nobody can be the patient: the question comes again then."""
        try:
            with somebody():
                now = self._assess(patient, as_of)
                self._completions.check(now.known)
                return now
        except Stop as stop:
            if stop.code != FINDINGS:
                raise
            click.echo(f"   {stop.message}")
            return None

    def _ask(self, step: Step, asked: int) -> Given | str | None:
        """The answer; None where the person does not know, 'b' or 'q' where it was that."""
        from whence.render.ask_page import bears_on

        fact = self._base.vocabulary.facts[step.fact or ""]
        words = fact.answer.answers if isinstance(fact.answer, Words) else ()
        click.echo(f"\n{asked + 1}. {fact.ask}" + (f" ({fact.note})" if fact.note else ""))
        for number, word in enumerate(words, 1):
            click.echo(f"   {number} {word}")
        while True:
            said = click.prompt("  ", default="", show_default=False, prompt_suffix="> ").strip()
            if said in ("", "b", "q"):
                return said or None
            if said == "?":
                click.echo(f"   it bears on {bears_on(step, self._base)}")
                continue
            if said.isdigit() and words and 1 <= int(said) <= len(words):
                said = words[int(said) - 1]
            given, wrong = answered(fact.name, said, self._base)
            if given is not None:
                return given
            for finding in wrong:
                click.echo(f"   {finding.message}")


def _keep(patient: Patient, output: Path | None) -> None:
    """Write the patient's file whole or not at all."""
    if output is None:
        return
    from whence.render.patient_file import patient_file

    part = output.with_name(f"{output.name}.{os.getpid()}.part")
    part.write_text(patient_file(patient), encoding="utf-8")
    os.replace(part, output)
    click.echo(f"The answers are in {output}.")
