"""What the vignettes show of rules and definitions as JSON (`schemas/outputs/coverage-of-tests.schema.json`)."""

from __future__ import annotations

from whence.render.json_diagnostics import diagnostic_json
from whence.render.json_output import Json, headed
from whence.render.json_parts import condition_json, place_json
from whence.vignettes.covered import TRUTHS, Coverage, Covered, Deciding, Leaf


def vignette_coverage_json(found: Coverage, digest: str) -> dict[str, Json]:
    """The output; `complete` says whether nothing is missing."""
    (seen, outcomes), (expected, endings), (decided, ways) = found.outcomes, found.endings, found.decided
    body: dict[str, Json] = {
        "complete": found.complete,
        "counts": {
            "things": len(found.things),
            "outcomes_seen": seen,
            "outcomes": outcomes,
            "endings_expected": expected,
            "endings": endings,
            "decided_shown": decided,
            "decided": ways,
        },
        "things": [_thing(thing) for thing in found.things],
        "unusable": list(found.unusable),
        "failing": list(found.failing),
        "diagnostics": [diagnostic_json(each) for each in found.diagnostics],
    }
    return headed("coverage-of-tests", digest or None, body)


def _thing(thing: Covered) -> Json:
    seen, total = thing.outcomes
    return {
        "about": thing.about,
        "complete": thing.complete,
        "outcomes_seen": seen,
        "outcomes": total,
        "leaves": [_leaf(leaf) for leaf in thing.leaves],
        "conditions": [_deciding(each) for each in thing.conditions],
        "endings": {
            "expected": [ending for ending in thing.endings if ending in thing.expected],
            "missing": [*thing.missing_endings],
            "cannot_be": {**thing.cannot},
        },
    }


def _leaf(leaf: Leaf) -> Json:
    return {
        "part": leaf.part,
        "test": condition_json(leaf.test),
        "place": place_json(leaf.test.span),
        "seen": [truth.word for truth in TRUTHS if truth in leaf.seen],
        "missing": [truth.word for truth in leaf.missing],
        "cannot_be": {truth.word: reason for truth, reason in leaf.cannot.items()},
    }


def _deciding(each: Deciding) -> Json:
    return {
        "part": each.part,
        "test": condition_json(each.test),
        "place": place_json(each.test.span),
        "shown": {truth.word: name for truth, name in each.shown.items()},
        "missing": [truth.word for truth in each.missing],
        "cannot": {truth.word: reason for truth, reason in each.cannot.items()},
    }
