"""A patient written as a file would say it."""

from __future__ import annotations

import json

from whence.language.patient import Given, Patient


def patient_file(patient: Patient) -> str:
    """The text of the file; reading it gives the same patient."""
    lines = [f"patient: {patient.name}"]
    for name, text in (("title", patient.title), ("note", patient.note)):
        if text is not None:
            lines.append(f"{name}: {_text(text)}")
    if patient.as_of is not None:
        lines.append(f"as_of: {patient.as_of.isoformat()}")
    lines.append("facts:" if patient.facts else "facts: {}")
    lines += [f"  {name}: {_given(given)}" for name, given in patient.facts.items()]
    return "\n".join(lines) + "\n"


def _given(given: Given) -> str:
    if given.answer is not None:
        return _text(given.answer)
    parts = [f"{bound.op.value}: {bound.quantity}" for bound in given.bounds]
    parts += [f"{op}: {day.isoformat()}" for op, day in given.day_bounds]
    for name, words in (("one_of", given.one_of), ("none_of", given.none_of)):
        if words:
            parts.append(f"{name}: [{', '.join(_text(word) for word in words)}]")
    return "{" + ", ".join(parts) + "}"


def _text(text: str) -> str:
    """The text, quoted where YAML could take it for something else."""
    plain = text.replace(" ", "").replace("-", "").replace("_", "").replace("%", "")
    return text if plain.isalnum() and text.isascii() and not text.startswith(("-", "%", " ")) else json.dumps(text)
