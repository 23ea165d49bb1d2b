"""The command line: which commands there are, and how any of them may end.

Commands are imported when they are asked for, so that `--help` and `--version` are quick. Whatever goes wrong, the
person sees a sentence; a traceback only with WHENCE_TRACEBACK=1.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn, TextIO

import click

from whence.cli.stop import FAULT, FINDINGS, INTERRUPTED, PIPE_CLOSED, Stop, unknown
from whence.render.page import visible

#: name -> (module, attribute, one line of help), in the order in which help shows them.
COMMANDS = {
    "assess": ("whence.cli.assess", "assess", "What the sources say of one patient, and from where."),
    "report": ("whence.cli.report", "report", "One patient as a page to keep: HTML or Markdown, charts lit."),
    "compare": ("whence.cli.compare", "compare", "The sources side by side for one patient."),
    "why": ("whence.cli.why", "why", "Why a rule speaks: the proof, down to given facts and print."),
    "why-not": ("whence.cli.why", "why_not", "Why a rule does not speak: what failed or is unknown."),
    "what-if": ("whence.cli.what_if", "what_if", "What other answers would change, and why."),
    "ask": ("whence.cli.ask", "ask", "What to find out next, until nothing can change."),
    "chart": ("whence.cli.chart", "chart", "Draw a pathway as a flowchart, one patient's path lit."),
    "topics": ("whence.cli.compare", "topics", "Where sources meet, and who sees them part."),
    "audit": ("whence.cli.audit", "audit", "The log of recorded answers: list, show, verify, export, replay."),
    "show": ("whence.cli.show", "show", "One rule as a sentence, cited; or a fact, an action, ..."),
    "rules": ("whence.cli.listing", "rules", "List the rules."),
    "facts": ("whence.cli.listing", "facts", "List the facts: what may be asked and answered."),
    "sources": ("whence.cli.ledger", "sources", "List the documents behind the rules; verify, coverage, ..."),
    "cited": ("whence.cli.ledger", "cited", "What stands on a passage of a document."),
    "trace": ("whence.cli.ledger", "trace", "What a rule stands on: passages, evidence, readings."),
    "matrix": ("whence.cli.matrix", "matrix", "Every passage against the rules, as CSV or HTML."),
    "readings": ("whence.cli.readings", "readings", "What can be read otherwise, and for whom it matters."),
    "fidelity": ("whence.cli.fidelity", "fidelity", "What the rules claim, held against the passages they cite."),
    "check": ("whence.cli.check", "check", "Find every mistake in knowledge, patients and vignettes."),
    "explain": ("whence.cli.explain", "explain", "What the code of a finding stands for, and its cure."),
    "diff": ("whence.cli.diff", "diff", "What changed between two states, and who gets another answer."),
    "analyse": ("whence.cli.analyse", "analyse", "Find rules that never apply, say nothing new, clash, ..."),
    "test": ("whence.cli.vignettes", "test", "Run the vignettes."),
    "release": ("whence.cli.release", "release", "Write the knowledge as one file that never changes."),
    "generate": ("whence.cli.generate", "generate", "Write what is made from the knowledge: schemas, charts."),
    "new": ("whence.cli.new", "new", "Begin a rule, a fact or a vignette file: a form to fill in."),
    "fmt": ("whence.cli.fmt", "fmt", "Put files into the canonical form; comments and meaning stay."),
    "bump": ("whence.cli.bump", "bump", "Raise the version of a rule, definition or score."),
}
EPILOG = """\b
Examples:
  whence assess patient.yaml --as-of 2026-11-20
  whence why patient.yaml RULE
  whence rules --cites PASSAGE
  whence --knowledge other/knowledge check

A tool for audit and teaching, not for treating patients."""


class Commands(click.Group):
    """The commands, each imported only when it is run or asked for help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), attribute)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; stops with the nearest name where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise unknown("the command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, _, told) in COMMANDS.items()])


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from whence.render.statement import version

        click.echo(f"whence {version()}")
        ctx.exit()


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EPILOG,
    no_args_is_help=True,
)
@click.option("--knowledge", metavar="PATH", help="Other knowledge: a folder, a release file, REV or REV:path of git.")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say the version.")
@click.pass_context
def cli(ctx: click.Context, knowledge: str | None) -> None:
    """Guideline statements that can always say from where: rules, their reasons, and the passages behind them."""
    from whence.cli.session import Session

    ctx.obj = Session(knowledge)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and end it.

    Ends with 0 fine, 1 something found or failed, 2 wrong use, 3 a source that cannot be verified here, 70 a fault of
    this program, 130 interrupted, 141 the reader of a pipe has gone.
    """
    gc.set_threshold(100_000, 50, 50)  # knowledge is hundreds of thousands of values and no garbage among them
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_a_letter(stream)
    try:
        given = None if arguments is None else list(arguments)
        ended: Any = cli.main(args=given, prog_name="whence", standalone_mode=False)
        sys.stdout.flush()
        return ended if isinstance(ended, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as stop:
        said = io.StringIO()
        stop.show(said)
        click.echo("\n".join(visible(line) for line in said.getvalue().splitlines()), err=True)
        return stop.code if isinstance(stop, Stop) else stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click turns the one into the other, and uses it for nothing else here
        _forget(sys.stdout)
        return PIPE_CLOSED
    except OSError as error:
        from whence.cli.session import told

        click.echo(f"whence: the system refused: {visible(told(error))}", err=True)
        return FINDINGS
    except Exception as fault:
        return _report(fault)


def _report(fault: Exception) -> int:
    """One line about a fault of this program, or the traceback where it was asked for."""
    if os.environ.get("WHENCE_TRACEBACK") == "1":
        raise fault
    said = " ".join(f"{type(fault).__name__}: {fault}".split())[:300]
    click.echo(
        f"whence: this is a fault of whence, not yours ({said.encode('unicode_escape').decode()}). "
        "Please report it with the command you typed; WHENCE_TRACEBACK=1 shows where it happened.",
        err=True,
    )
    return FAULT


def _never_fail_on_a_letter(stream: TextIO) -> None:
    """A terminal that cannot show a letter gets it written out instead of an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _forget(stream: TextIO) -> None:
    """Point a closed stream to nowhere, so that the interpreter's last flush does not complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError:
        return
