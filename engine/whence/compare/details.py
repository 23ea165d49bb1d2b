"""One compared detail of two voices: both values, and how they stand to each other.

Two words of haste, or a word and a figure, have no common measure: they are shown and make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.compare.doses import compare_courses, compare_doses, compare_tapers, compare_times
from whence.compare.figures import Likeness, interval, likeness, of_words
from whence.compare.kinship import Kinship
from whence.compare.steps import alike_first_steps, first_steps
from whence.compare.voice import FORCES, Voice
from whence.language.recommendation import Details, Dose, Schedule, Taper
from whence.language.topic import COMPARED, DOSES
from whence.values.quantity import Quantity
from whence.values.struct import Struct, replace

Value = Dose | tuple[Schedule, ...] | Taper | Quantity | tuple[str, ...] | None
_OF_DEGREE = ("urgency", "label", "length")
_OF_TIME = ("within", "urgency")


class Compared(Struct, frozen=True):
    """One detail by its path: the kind of difference it can make, how the two stand, and what each prints."""

    path: str
    kind: str
    likeness: Likeness
    first: Value
    second: Value


def compare_detail(path: str, first: Voice, second: Voice, kin: Kinship) -> Compared:
    """The detail `path` of two voices. Raises KeyError where nothing of that path can be compared."""
    kind = COMPARED[path]
    match path:
        case "force":
            return Compared(path, kind, _forces(first, second), (first.force,), (second.force,))
        case "first_step":
            ours, theirs = first_steps(first), first_steps(second)
            named = tuple(tuple(sorted(set().union(*steps))) if steps else () for steps in (ours, theirs))
            return Compared(path, kind, alike_first_steps(ours, theirs, kin), *named)
        case "purpose":
            found = of_words(first.purposes, second.purposes)
            return Compared(path, kind, found, tuple(sorted(first.purposes)), tuple(sorted(second.purposes)))
    ours_part, theirs_part = _speaking_of(path, first), _speaking_of(path, second)
    values = value(path, ours_part), value(path, theirs_part)
    found = _likeness(path, ours_part, theirs_part)
    if found is Likeness.DIFFERS and (ours_part.example or theirs_part.example):
        found = Likeness.DIFFERS_AS_AN_EXAMPLE
    return Compared(path, kind, found, *values)


def _speaking_of(path: str, voice: Voice) -> Details:
    """The first part that prints this detail, else the first part."""
    return next((part for part in voice.parts if value(path, part) is not None), voice.parts[0])


def value(path: str, part: Details) -> Value:
    """What a part prints under a path, or in its place where nothing of that measure is printed; None for nothing."""
    head, _, tail = path.partition(".")
    if head in DOSES:
        dose: Dose | None = getattr(part, head)
        if dose is None:
            alone = part.label is not None and tail in ("", "dose", "label") and not any(_doses(part))
            return (part.label or "",) if alone else None
        match tail:
            case "route":
                return _routes(dose) or None
            case "label":
                return (dose.label,) if dose.label is not None else None
            case "lasting":
                return None if dose.lasting is None else replace(dose, dose=dose.lasting, every=None, times=None)
            case _:
                return dose
    match path:
        case "schedules" | "fractions":
            return _schedules(path, part) or None
        case "taper":
            return part.taper
        case "within":
            return part.within or ((part.urgency,) if part.urgency is not None else None)
        case "urgency" if part.urgency is None:
            return part.within
        case "with" | "for":
            words: tuple[str, ...] = getattr(part, f"{path}_")
            return words or None
    found = getattr(part, path)
    words = (found,) if isinstance(found, str) else found
    return words or None


def _doses(part: Details) -> Iterator[Dose]:
    yield from (one for one in (part.loading, part.maintenance, part.dose) if one is not None)


def _routes(dose: Dose) -> tuple[str, ...]:
    return (*dose.route, *((dose.or_equivalent,) if dose.or_equivalent is not None else ()))


def _schedules(path: str, part: Details) -> tuple[Schedule, ...]:
    found = part.schedules
    if not found and (part.fractions is not None or (part.length is not None and path == "schedules")):
        found = (Schedule(fractions=part.fractions, length=part.length),)
    if path == "fractions":
        return tuple(Schedule(fractions=one.fractions) for one in found if one.fractions is not None)
    return found


def _likeness(path: str, first: Details, second: Details) -> Likeness:
    ours, theirs = value(path, first), value(path, second)
    if ours is None or theirs is None:
        return Likeness.NOT_STATED
    if path.endswith(".lasting") and isinstance(ours, Dose) and isinstance(theirs, Dose):
        return likeness(interval(ours.dose), interval(theirs.dose))
    match ours, theirs:
        case Dose(), Dose():
            return compare_doses(ours, theirs)
        case Quantity(), Quantity():
            return compare_times(ours, theirs)
        case Taper(), Taper():
            return compare_tapers(ours, theirs)
        case tuple(), tuple():
            if path in ("schedules", "fractions"):
                return compare_courses(_schedules(path, first), _schedules(path, second))
            return _words(path, ours, theirs, first, second)
    return Likeness.NOT_COMPARABLE


def _words(path: str, ours: Value, theirs: Value, first: Details, second: Details) -> Likeness:
    words = [frozenset(str(word) for word in value) for value in (ours, theirs) if isinstance(value, tuple)]
    found = of_words(words[0], words[1])
    if found is not Likeness.DIFFERS:
        return found
    if path.endswith(".route"):  # "or an equivalent" leaves open by which way
        doses = [getattr(part, path.partition(".")[0]) for part in (first, second)]
        return Likeness.NOT_COMPARABLE if any(dose.or_equivalent is not None for dose in doses) else found
    degrees = path in _OF_DEGREE or path in _OF_TIME or path.partition(".")[0] in DOSES or path in ("before", "after")
    return Likeness.NOT_COMPARABLE if degrees else found


def _forces(first: Voice, second: Voice) -> Likeness:
    if first.force not in FORCES or second.force not in FORCES:
        return Likeness.NOT_STATED
    return Likeness.SAME if first.force == second.force else Likeness.DIFFERS
