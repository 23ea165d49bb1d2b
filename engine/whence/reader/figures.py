"""Printed figures, doses, radiation schedules and tapers. No two figures are compared here."""

from __future__ import annotations

import re
from decimal import Decimal

from whence.language.recommendation import Dose, Figure, Schedule, Taper
from whence.reader.conditions import read_bounds
from whence.reader.findings import Findings
from whence.reader.form import Form, shape_of
from whence.text.document import Mapping, Node, Scalar
from whence.values.quantity import Quantity, parse_quantity, units_of

_DOSE = (
    "dose", "per", "every", "times", "route", "divided", "or_equivalent", "titrated", "temporary", "label", "lasting",
)  # fmt: skip
_SCHEDULE = ("total", "per_fraction", "fractions", "length")
_TAPER = ("halve", "every", "over", "to", "how")
_TIMES = re.compile(r"[1-9][0-9]?( to [1-9][0-9]?)? per (day|week)")


def read_figure(node: Node, name: str, findings: Findings, *, unit: bool | None = None) -> Figure | None:
    """`n unit`, `n to m unit` or one bound. `unit` says whether a unit must (True) or must not (False) stand."""
    if isinstance(node, Mapping):
        bounds = read_bounds(name, node, findings)
        if len(bounds) > 1:
            findings.error("R516", f"'{name}' takes one bound, or a range such as '4 to 6 mg'", bounds[1][1])
        if not bounds or not _unit_fits(bounds[0][0].quantity, name, node, findings, unit):
            return None
        return Figure(bound=bounds[0][0])
    if not isinstance(node, Scalar):
        findings.error("R516", f"'{name}' takes a figure, and here stands {shape_of(node)}", node.span)
        return None
    lower, joined, upper = node.text.partition(" to ")
    high = parse_quantity(upper if joined else lower)
    low = parse_quantity(lower) if joined else high
    if low is None or high is None or " " in high.unit:
        said = f"'{node.text}' is no figure: write it as in '8 mg', '4 to 6 mg' or {{at_most: 8 mg}}"
        findings.error("R516", said, node.span)
        return None
    if low.unit and low.unit != high.unit:
        findings.error("R516", f"'{node.text}' has two units", node.span)
        return None
    low = Quantity(low.amount, high.unit)
    if low.amount > high.amount:
        findings.error("A407", f"'{node.text}' runs from the larger to the smaller", node.span)
        return None
    return Figure(low, high) if _unit_fits(high, name, node, findings, unit) else None


def _unit_fits(quantity: Quantity, name: str, node: Node, findings: Findings, unit: bool | None) -> bool:
    if unit is True and not quantity.unit:
        findings.error("R516", f"'{name}' needs a unit after {quantity}", node.span)
        return False
    if unit is False and quantity.unit:
        findings.error("R516", f"'{name}' is a plain number, without '{quantity.unit}'", node.span)
        return False
    return True


def _figure(form: Form, name: str, unit: bool | None) -> Figure | None:
    node = form.node(name)
    return None if node is None else read_figure(node, name, form.findings, unit=unit)


def read_time(form: Form, name: str) -> Quantity | None:
    """A time span under an entry, such as `24 hours`."""
    text = form.text(name)
    if text is None:
        return None
    quantity = parse_quantity(text)
    if quantity is None or quantity.family not in ("days", "months"):
        said = f"'{name}' takes a time such as '24 hours' or '2 weeks', not '{text}'"
        number, _, unit = text.strip().partition(" ")
        units = units_of(Decimal(number == "1"), "days", "months")
        form.findings.error("R517", said, form.value_span(name), units, unit or None)
        return None
    return quantity


def read_dose(node: Node, name: str, findings: Findings) -> Dose | None:
    """A dose map."""
    if isinstance(node, Scalar) and node.text:
        findings.error("R516", f"'{name}' takes a map, as in {{dose: 8 mg, route: oral}}", node.span)
        return None
    route_alone = isinstance(node, Mapping) and node.key("route") is not None
    form = Form(node, "a dose", findings, _DOSE, () if route_alone else ("dose",))
    rhythm = [key for key in ("per", "every", "times") if form.has(key)]
    for key in rhythm[1:]:
        said = f"a dose is given with '{rhythm[0]}' or with '{key}', not both"
        findings.error("R516", said, form.key_span(key))
    times = form.text("times")
    if times is not None and not _TIMES.fullmatch(times):
        findings.error("R516", f"'times' is written as in '4 per day', not '{times}'", form.value_span("times"))
    route = form.texts("route")
    for word in route:
        findings.mention("route", word.text, word.span)
    label = form.text("label")
    findings.mention("label", label, form.value_span("label"))
    return Dose(
        _figure(form, "dose", unit=True),
        per=form.choice("per", ("day",)),
        every=read_time(form, "every"),
        times=times,
        route=tuple(word.text for word in route),
        divided=form.flag("divided"),
        or_equivalent=form.text("or_equivalent"),
        titrated=form.text("titrated"),
        temporary=form.flag("temporary"),
        label=label,
        lasting=_figure(form, "lasting", unit=True),
    )


def read_schedule(node: Node, findings: Findings) -> Schedule:
    """A radiation schedule."""
    form = Form(node, "a schedule", findings, _SCHEDULE)
    if isinstance(node, Mapping) and not form.entries:
        findings.error("R516", "a schedule needs a total, fractions or a length", node.span)
    length = form.text("length")
    findings.mention("length", length, form.value_span("length"))
    return Schedule(
        _figure(form, "total", unit=True),
        _figure(form, "per_fraction", unit=True),
        _figure(form, "fractions", unit=False),
        length,
    )


def read_taper(node: Node, findings: Findings) -> Taper:
    """How a dose is reduced: halved every so often, over a time, or in words."""
    form = Form(node, "a taper", findings, _TAPER)
    ways = [key for key in ("halve", "over", "how") if form.has(key)]
    if isinstance(node, Mapping) and len(ways) != 1:
        findings.error("R516", "a taper says one of 'halve', 'over' and 'how'", form.span, ("halve", "over", "how"))
    if form.has("every") and not form.has("halve"):
        findings.error("R516", "'every' belongs to 'halve'", form.key_span("every"))
    return Taper(
        form.text("halve"),
        read_time(form, "every"),
        _figure(form, "over", unit=True),
        form.text("to"),
        form.text("how"),
    )
