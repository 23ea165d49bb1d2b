"""The details of a recommendation or of one of its parts: dose, urgency, deadline, purpose, setting, ..."""

from __future__ import annotations

from whence.language.condition import Condition
from whence.language.recommendation import Details, Dose, Figure, Schedule
from whence.reader.conditions import read_condition
from whence.reader.figures import read_dose, read_figure, read_schedule, read_taper, read_time
from whence.reader.form import Form

DETAILS = (
    "grade", "loading", "maintenance", "dose", "schedule", "schedules", "fractions", "length", "label", "taper",
    "example", "examples", "urgency", "within", "from", "before", "after", "while", "until", "purpose", "extent",
    "where", "with", "for", "about", "scores",
)  # fmt: skip


def read_details(form: Form) -> Details:
    """The details among the entries of a form."""
    taper = form.node("taper")
    fractions = form.node("fractions")
    for first, second in (("schedule", "schedules"), ("dose", "loading"), ("dose", "maintenance")):
        if form.has(first) and form.has(second):
            said = f"'{first}' and '{second}' cannot stand together"
            form.findings.error("R516", said, form.key_span(second))
    if form.has("from") and not form.has("within"):
        form.findings.error(
            "S203", "'from' says when a deadline starts: 'within' is missing here", form.key_span("from")
        )
    return Details(
        grade=_mentioned(form, "grade", "grade"),
        loading=_dose(form, "loading"),
        maintenance=_dose(form, "maintenance"),
        dose=_dose(form, "dose"),
        schedules=_schedules(form),
        fractions=_fractions(form) if fractions is not None else None,
        length=_mentioned(form, "length", "length"),
        label=_mentioned(form, "label", "label"),
        taper=None if taper is None else read_taper(taper, form.findings),
        example=form.flag("example"),
        examples=tuple(word.text for word in form.texts("examples")),
        urgency=_mentioned(form, "urgency", "urgency"),
        within=read_time(form, "within"),
        starting=_mentioned(form, "from", "event"),
        before=_mentioned(form, "before", "action or event"),
        after=_mentioned(form, "after", "action or event"),
        while_=_condition(form, "while"),
        until=_condition(form, "until"),
        purpose=_words(form, "purpose"),
        extent=_words(form, "extent"),
        where=_words(form, "where"),
        with_=_words(form, "with"),
        for_=_words(form, "for"),
        about=_words(form, "about"),
        scores=tuple(word.text for word in form.texts("scores")),
    )


def _mentioned(form: Form, name: str, kind: str) -> str | None:
    word = form.text(name)
    form.findings.mention(kind, word, form.value_span(name))
    return word


def _words(form: Form, name: str) -> tuple[str, ...]:
    words = form.texts(name)
    for word in words:
        form.findings.mention(name, word.text, word.span)
    return tuple(word.text for word in words)


def _dose(form: Form, name: str) -> Dose | None:
    node = form.node(name)
    return None if node is None else read_dose(node, name, form.findings)


def _schedules(form: Form) -> tuple[Schedule, ...]:
    if (one := form.node("schedule")) is not None:
        return (read_schedule(one, form.findings),)
    return tuple(read_schedule(item, form.findings) for item in form.items("schedules"))


def _fractions(form: Form) -> Figure | None:
    node = form.node("fractions")
    return None if node is None else read_figure(node, "fractions", form.findings, unit=False)


def _condition(form: Form, name: str) -> Condition | None:
    node = form.node(name)
    return None if node is None else read_condition(node, form.findings)
