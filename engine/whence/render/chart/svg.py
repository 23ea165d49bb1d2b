"""SVG that a screen reader can announce: a title, a description, the role of an image, and what drew it."""

from __future__ import annotations

from html import escape

from whence.render.chart.panel import clean


def accessible(svg: str, title: str, description: str, drawn_by: str) -> str:
    """The drawing with role, title and description put in right behind its opening tag.

    Raises ValueError where the text has no `<svg>` element.
    """
    start = svg.find("<svg")
    end = svg.find(">", start)
    if start < 0 or end < 0:
        raise ValueError("the engine gave no drawing")
    opening = svg[start:end] + ' role="img" aria-labelledby="chart-title chart-desc"'
    inside = (
        f'\n<title id="chart-title">{_text(title)}</title>'
        f'\n<desc id="chart-desc">{_text(description)}</desc>'
        f"\n<metadata>{_text(drawn_by)}</metadata>"
    )
    return f"{svg[:start]}{opening}>{inside}{svg[end + 1 :]}"


def _text(text: str) -> str:
    return escape(clean(text), quote=False)
