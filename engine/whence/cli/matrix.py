"""`whence matrix`: every passage of the sources against the rules, for a spreadsheet or as a page."""

from __future__ import annotations

from pathlib import Path

import click

from whence.cli.session import Session
from whence.cli.stop import unknown
from whence.cli.writing import by_ending, put

FORMATS = ("csv", "html")
ENDINGS = {".csv": "csv", ".html": "html", ".htm": "html"}


@click.command(
    epilog="""\b
Examples:
  whence matrix -o matrix.csv
  whence matrix --format html -o matrix.html
  whence matrix --source SOURCE (as listed by: whence sources)"""
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Else by the ending of -o, else csv.")
@click.option("--source", "chosen", multiple=True, metavar="ID", help="Only this source; may be repeated.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Else standard output.")
@click.pass_obj
def matrix(session: Session, form: str | None, chosen: tuple[str, ...], output: Path | None) -> None:
    """Write which passage carries which rule, and for each that carries none the reason.

    CSV has a line for each passage with each thing that stands on it; HTML a line for each passage. For one passage see
    whence cited, for one rule whence trace.
    """
    from whence.ledger.matrix import matrix as crossed
    from whence.render.matrix_table import matrix_csv, matrix_html

    set_as = form or by_ending(output, ENDINGS, "csv")
    base = session.open().base
    for source in chosen:
        if source not in base.ledgers:
            raise unknown("the source", source, base.ledgers)
    rows = crossed(base, dict.fromkeys(chosen) or base.ledgers)
    put(output, matrix_html(rows, base) if set_as == "html" else matrix_csv(rows, base))
