"""The few conditions that decided a rule, out of its whole proof: what stands after *because* and *and not*."""

from __future__ import annotations

from collections.abc import Iterator

from whence.explain.proof import Part, Proof, Step, deciding
from whence.language.condition import All, Any
from whence.values.struct import Struct
from whence.values.truth import Truth


class Reason(Struct, frozen=True):
    """One deciding condition: the role it plays for the rule's verdict, where it is written, and its proof."""

    role: str
    rule: str
    step: Step

    @property
    def truth(self) -> Truth:
        """Its truth, which is that of the whole condition it decides."""
        return self.step.truth


def reasons(proof: Proof) -> tuple[Reason, ...]:
    """Every deciding condition, those of refined rules first; conditions that changed nothing are left out."""
    return tuple(
        Reason(proof.plays(part), part.rule, step) for part in _parts_that_matter(proof) for step in _split(part.step)
    )


def of_role(found: tuple[Reason, ...], role: str) -> tuple[Reason, ...]:
    """Those of one role."""
    return tuple(reason for reason in found if reason.role == role)


def _parts_that_matter(proof: Proof) -> Iterator[Part]:
    """The parts that carry the truth of their role: of several `when` only the false ones decide a false, and so on."""
    whole = {"when": proof.result.when, "unless": proof.result.unless, "only_if": proof.result.only_if}
    for part in proof.parts:
        if part.truth is whole[proof.plays(part)]:
            yield part


def _split(step: Step) -> Iterator[Step]:
    """The deciding parts of a branch, those of inner branches of the same kind among them; anything else is whole."""
    if not isinstance(step.condition, All | Any):
        yield step
        return
    for child in deciding(step):
        if type(child.condition) is type(step.condition):
            yield from _split(child)
        else:
            yield child
