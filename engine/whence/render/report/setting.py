"""The templates of pages for people, filled in: HTML where everything is escaped, Markdown where nothing is a mark.

The one room that knows jinja2. Whatever comes from a file of a user is text here and never markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whence.render.page import visible


def html(template: str, values: Mapping[str, object], drawings: Mapping[str, str] | None = None) -> str:
    """The page. `drawings` are SVG of our own making, by name, put in as they are; all other values are escaped."""
    room = _environment(escaped=True)
    own = {name: Markup(svg) for name, svg in (drawings or {}).items()}
    return room.get_template(template).render(**values, drawings=own)


def markdown(template: str, values: Mapping[str, object]) -> str:
    """The page as Markdown, every value on one line and without marks of its own."""
    return _environment(escaped=False).get_template(template).render(**values)


def plain_in_markdown(text: str) -> str:
    r"""The text so that Markdown shows it as it is.

    >>> plain_in_markdown("a*b <c> | d")
    'a\\*b &lt;c&gt; \\| d'
    """
    one_line = visible(" ".join(text.split())).replace("&", "&amp;")
    marked = re.sub(r"([\\`*_\[\]#|~])", r"\\\1", one_line).replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"^([-+=]|\d+[.)])", lambda found: found[1][:-1] + "\\" + found[1][-1], marked)


def _environment(*, escaped: bool) -> Environment:
    return Environment(
        loader=PackageLoader("whence", "render/report/templates"),
        autoescape=escaped,
        finalize=_shown if escaped else _unmarked,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _unmarked(value: object) -> object:
    return plain_in_markdown(value) if isinstance(value, str) else value
