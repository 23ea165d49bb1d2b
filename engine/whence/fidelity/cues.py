"""How English print bounds a number, denies a thing and spells small numbers. Nothing here belongs to one subject."""

from __future__ import annotations

from whence.values.known import Op

#: Phrases that stand before a number, and phrases that stand after its unit.
BEFORE: dict[Op, tuple[str, ...]] = {
    Op.AT_LEAST: ("at least", "≥", "minimum of", "not less than", "no less than", "no fewer than"),
    Op.MORE_THAN: ("more than", ">", "over", "greater than", "longer than", "above", "beyond", "exceeding"),
    Op.AT_MOST: ("at most", "≤", "up to", "maximum of", "no more than", "not more than", "within"),
    Op.LESS_THAN: ("less than", "<", "under", "below", "fewer than", "shorter than"),
}
AFTER: dict[Op, tuple[str, ...]] = {
    Op.AT_LEAST: ("or more", "or longer", "or greater", "or above", "or over", "and more", "and above"),
    Op.MORE_THAN: (),
    Op.AT_MOST: ("or less", "or fewer", "or shorter", "or below", "or under", "and below"),
    Op.LESS_THAN: (),
}
DEADLINE = ("within", "in", "under", "no later than", "at most", "up to")
INTERVAL = ("every", "each")
PER_DAY = ("daily", "day", "hours", "hourly")

NUMBER_WORDS = {
    "one": 1, "single": 1, "once": 1, "two": 2, "twice": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30,
}  # fmt: skip
#: Beginnings of words that say *two or more*.
SEVERAL = ("multi", "several")

#: Words that deny what follows them (or, *unless*, take something back).
DENYING = frozenset((
    "not", "no", "without", "absence", "absent", "nor", "neither", "never", "cannot", "unless", "except",
    "exception", "avoid", "avoided", "withhold", "withheld", "other", "rather", "instead", "decline", "declines",
    "declined", "lack", "free", "insufficient", "inability",
))  # fmt: skip
#: Words that deny what stands before them.
DENYING_BEHIND = frozenset((
    "not", "cannot", "unknown", "unsuitable", "absent", "unavailable",
))  # fmt: skip
#: Of these, the ones that only a rule which denies something can carry.
SURELY_DENYING = (
    "not", "no", "without", "absence", "nor", "neither", "never", "cannot", "unless", "withheld", "withhold",
)  # fmt: skip
#: Words of exception, and words that leave everything else out.
EXCEPTING = ("unless", "except", "exception", "until", "without", "but", "not", "no", "if", "other")
LIMITING = ("only", "unless", "if")
#: Words of exception that only a rule with an exception carries.
SURELY_EXCEPTING = ("unless", "except", "exception", "other than", "until")
SURELY_LIMITING = ("only",)
#: Phrases in which a denying word denies nothing.
IDLE = ("not only", "whether or not", "with or without", "no longer than", "no more than", "no later than", "if not",
        "without delay", "cannot be overstated")
#: Beginnings that turn a word into its opposite.
OPPOSITES = ("un", "in", "im", "ir", "non", "dis", "a")

#: Words too common to tell anything by.
COMMON = frozenset((
    "a", "an", "the", "of", "in", "on", "to", "for", "is", "are", "be", "been", "being", "it", "its", "this",
    "that", "these", "those", "and", "or", "with", "by", "at", "as", "has", "have", "had", "was", "were", "do",
    "does", "did", "you", "your", "any", "there", "person", "people", "patient", "patients", "how", "what", "which",
    "where", "when", "who", "will", "would", "can", "could", "should", "may", "might", "must", "from", "than",
    "then", "such", "other", "more", "most", "all", "each", "if", "not", "no", "yes", "ever", "come", "far",
    "given", "give", "said", "still",
))  # fmt: skip
