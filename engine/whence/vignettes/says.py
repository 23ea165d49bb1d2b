"""What a rule says, held against what its vignettes expect it to say: strength, actions, figures, every detail.

`says` is written from the passage like every expectation; a detail too many is as wrong as one that is missing.
"""

from __future__ import annotations

from whence.language.base import KnowledgeBase
from whence.language.patient import Vignettes
from whence.render.prose_advice import advice
from whence.values.struct import replace
from whence.vignettes.result import CaseResult

NAME = "says"
OTHERWISE = "the same words, written otherwise"


def says(vignettes: Vignettes, base: KnowledgeBase) -> CaseResult | None:
    """The result; None where nothing is expected. Raises KeyError where the vignettes are about no rule."""
    if vignettes.says is None:
        return None
    rule = base.rules[vignettes.about]
    expected, got = (advice(replace(rule, then=then), base) for then in (vignettes.says, rule.then))
    if expected == got and vignettes.says != rule.then:
        got = f"{got} ({OTHERWISE})"
    return CaseResult(vignettes.about, NAME, vignettes.says.span, expected, got)
