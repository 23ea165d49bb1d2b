"""A patient: what is known of one person on one day, and no more. Vignettes are patients with expectations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from whence.language.expectation import Expectations
from whence.language.recommendation import Recommendation
from whence.text.position import Span
from whence.values.known import Bound
from whence.values.struct import Placed

#: What a vignette about a reading may expect: whether anything ends otherwise for the patient.
FLIPS = ("changes", "same")
#: What a vignette about a topic may expect (language reference, section 10).
OUTCOMES = (
    "agree", "differs", "contradicts", "silent", "only one speaks", "several speak", "not available here",
)  # fmt: skip


class Given(Placed, frozen=True):
    """What a patient file says of one fact: a whole answer, or part of one.

    Exactly one of the four is given: `answer` (the text as written), `bounds`, `one_of`, `none_of`.
    Dates in bounds are kept in `day_bounds` as (op word, ISO day).
    """

    fact: str
    answer: str | None = None
    bounds: tuple[Bound, ...] = ()
    day_bounds: tuple[tuple[str, date], ...] = ()
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    span: Span | None = None  # of what is given
    spans: tuple[Span, ...] = ()  # of each word or bound given
    name_span: Span | None = None


class Patient(Placed, frozen=True):
    """Known facts only; `as_of` None means the reader of the file must be told the day.

    `expected` is what a patient kept for tests expects; nothing of it changes what is decided.
    """

    name: str
    facts: Mapping[str, Given]
    as_of: date | None = None
    title: str | None = None
    note: str | None = None
    span: Span | None = None
    expected: Expectations | None = None

    apart: ClassVar[frozenset[str]] = Placed.apart | {"expected"}


class Case(Placed, frozen=True):
    """One line of a vignette: the base patient with changes, and what is expected.

    `under` names the other reading that is run, where the vignettes are about a reading. `between` (one or two source
    ids), `ways` (written `in`) and `how_sure` say what is expected where they are about a topic. `whole` is false where
    some entry of the case could not be read: what it lacks may then be what was meant.
    """

    name: str
    expect: str
    but: Mapping[str, Given]
    without: tuple[str, ...] = ()
    as_of: date | None = None
    find_out: tuple[str, ...] | None = None
    under: str | None = None
    between: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    how_sure: str | None = None
    whole: bool = True
    span: Span | None = None


class Vignettes(Placed, frozen=True):
    """The cases of one knowledge file.

    `about` is a rule id, or the name of a definition, score, pathway, topic or reading. `says` is what a rule advises,
    written from the passage a second time; None where nobody has.
    """

    about: str
    base: Patient
    cases: tuple[Case, ...]
    says: Recommendation | None = None
    span: Span | None = None
