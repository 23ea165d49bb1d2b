"""The mutants and what became of them as JSON (`schemas/outputs/mutation.schema.json`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from whence.language.base import KnowledgeBase
from whence.render.json_diagnostics import diagnostic_json
from whence.render.json_output import Json, headed
from whence.render.json_parts import place_json
from whence.render.miss import mutant
from whence.vignettes.mutant import OPERATORS
from whence.vignettes.mutation import Fate, Judged, Mutated
from whence.vignettes.tried import Cases


def mutation_json(found: Sequence[Mutated], cases: Cases, base: KnowledgeBase) -> dict[str, Json]:
    """The output: counts, and every mutant that was not killed; those killed are counted."""
    tested = [each for thing in found for each in thing.judged]
    body: dict[str, Json] = {
        "complete": not cases.lost and not any(each.fate is Fate.SURVIVED for each in tested),
        "counts": {"things": len(found), **_counts(each.fate for each in tested)},
        "by_operator": {
            operator: {**_counts(each.fate for each in tested if each.mutant.operator == operator)}
            for operator in OPERATORS
        },
        "things": [
            {
                "about": thing.about,
                **_counts(each.fate for each in thing.judged),
                "not_killed": [_tested(each, base) for each in thing.judged if each.fate is not Fate.KILLED],
            }
            for thing in found
        ],
        "unusable": [*cases.unusable],
        "failing": [*cases.failing],
        "diagnostics": [diagnostic_json(each) for each in cases.diagnostics],
    }
    return headed("mutation", base.digest or None, body)


def _counts(fates: Iterable[Fate]) -> dict[str, Json]:
    counted = Counter(fates)
    return {fate.value: counted[fate] for fate in Fate}


def _tested(each: Judged, base: KnowledgeBase) -> Json:
    return {
        "operator": each.mutant.operator,
        "part": each.mutant.part,
        "place": place_json(each.mutant.span),
        "what": mutant(each.mutant, base),
        "fate": each.fate.value,
    }
