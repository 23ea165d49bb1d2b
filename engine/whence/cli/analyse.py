"""`whence analyse`: what is well formed and still looks wrong, proved over everybody there can be."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo
from whence.cli.stop import FAULT, FINDINGS, Stop, unknown

if TYPE_CHECKING:
    from whence.anomalies.anomaly import Anomaly
    from whence.store.cache import OpenedBase


@click.command(
    epilog="""\b
Examples:
  whence analyse
  whence analyse --kind contradiction --kind subsumed
  whence analyse --new
  whence analyse --json"""
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind; may be repeated.")
@click.option("--new", "only_new", is_flag=True, help="Without what a reading or a topic deals with already.")
@json_option
@click.pass_context
def analyse(ctx: click.Context, kinds: tuple[str, ...], only_new: bool, as_json: bool) -> None:
    """Find rules that never apply, say nothing new or clash, gaps and overlaps of groups, and what nobody uses.

    Decided exactly, for every patient there can be, the partly known included. Each finding comes with the patient of
    the fewest facts who shows it, replayed by the engine. Ends with 1 where something is found that no reading and no
    topic deals with.
    """
    from whence.anomalies.anomaly import KINDS
    from whence.render.anomalies_page import anomalies_page
    from whence.render.json_anomalies import anomalies_json
    from whence.render.json_output import dumped

    session: Session = ctx.obj
    for kind in kinds:
        if kind not in KINDS:
            raise unknown("the kind", kind, KINDS)
    opened = session.open()
    found = [
        one for one in _found(session, opened, frozenset(kinds or KINDS)) if not (only_new and one.known)
    ]
    if as_json:
        echo(dumped(anomalies_json(found, opened.base)))
    else:
        session.screen().show(anomalies_page(found, opened.base))
    if any(not one.known for one in found):
        ctx.exit(FINDINGS)


def _found(session: Session, opened: OpenedBase, kinds: frozenset[str]) -> list[Anomaly]:
    from whence.anomalies.analyse import Shower, suspects
    from whence.anomalies.smallest import NotReplayed
    from whence.assessment.assess import Assessor
    from whence.assessment.disagreement import Disagreement
    from whence.backends.compiled import CompiledProgram
    from whence.backends.durable import DurableEngine

    chosen = [one for one in suspects(opened.base) if one.anomaly.kind in kinds]
    durable = DurableEngine(opened.program, opened.encoding)
    compiled = CompiledProgram(opened.program, opened.code)
    shower = Shower(opened.base, opened.program, Assessor(opened.base, opened.program, durable, compiled))
    try:
        counted = session.screen(sys.stderr).counting(chosen, len(chosen), "patients")
        return [shower.shown(one) for one in counted]
    except (Disagreement, NotReplayed) as error:
        raise Stop(str(error), FAULT) from None
    finally:
        shower.close()
        durable.close()
