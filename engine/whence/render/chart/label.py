"""A panel as a label of graphviz: a table in which every row has its own height and least width."""

from __future__ import annotations

from html import escape

from whence.render.chart.panel import BAR, GAP, Panel, Row, Run, Strip, clean, row_height, row_width


def label(panel: Panel) -> str:
    """The panel in graphviz' own markup, angle brackets included."""
    rows: list[str] = []
    for strip in panel.strips:
        if rows:
            rows.append(f'<TD COLSPAN="2" HEIGHT="{GAP}" WIDTH="1"></TD>')
        rows += _strip(strip, panel)
    if panel.mark:
        front = f'<TD ALIGN="LEFT" WIDTH="{row_width(panel.mark)}" ROWSPAN="{len(rows)}">{_runs(panel.mark)}</TD>'
        rows[0] = front + rows[0]
    body = "".join(f"<TR>{row}</TR>" for row in rows)
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{body}</TABLE>>'


def _strip(strip: Strip, panel: Panel) -> list[str]:
    tip = f' TITLE="{escape(clean(strip.tip), quote=True)}"' if strip.tip else ""
    if strip.bar is None:
        return [_cell(row, panel.text_width, panel.centred, tip + ' COLSPAN="2"') for row in strip.rows]
    fill = f' BGCOLOR="{strip.bar.colour}"' if strip.bar.filled else ""
    bar = f'<TD ROWSPAN="{len(strip.rows)}" WIDTH="{BAR}" BORDER="1" COLOR="{strip.bar.colour}"{fill}></TD>'
    first, *others = (_cell(row, panel.text_width - BAR, panel.centred, tip) for row in strip.rows)
    return [bar + first, *others]


def _cell(row: Row, least: int, centred: bool, extra: str) -> str:
    align = "CENTER" if centred else "LEFT"
    return f'<TD ALIGN="{align}" WIDTH="{least}" HEIGHT="{row_height(row)}"{extra}>{_runs(row)}</TD>'


def _runs(row: Row) -> str:
    return "".join(_run(run) for run in row)


def _run(run: Run) -> str:
    text = escape(clean(run.text), quote=True)
    text = f"<B>{text}</B>" if run.bold else text
    return f'<FONT POINT-SIZE="{run.size:g}" COLOR="{run.colour}">{text}</FONT>'
