"""Anomalies planted in the real knowledge are found, and every patient shown for them is borne out by the engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from unit.seeded_anomalies import WAYS, Seed, planted
from whence.anomalies.analyse import Shower, suspects
from whence.anomalies.anomaly import UNUSED_ACTION, UNUSED_FACT
from whence.anomalies.suspect import Suspect
from whence.assessment.assess import Assessor
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.language.base import KnowledgeBase
from whence.program.build import build
from whence.resources import knowledge_root
from whence.store.load import load_base

NOBODY = (UNUSED_FACT, UNUSED_ACTION)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    found, _ = load_base(knowledge_root())
    assert found is not None
    return found


def lost(seeds: list[Seed], found: list[Suspect]) -> list[Seed]:
    return [seed for seed in seeds if not any(_is(seed, one) for one in found)]


def _is(seed: Seed, one: Suspect) -> bool:
    return one.anomaly.kind == seed.kind and seed.name in one.anomaly.about


def shown(base: KnowledgeBase, wanted: list[Suspect]) -> Iterator[bool]:
    """Whether each has a patient; those who do not replay raise."""
    program = build(base)
    durable = DurableEngine(program)
    shower = Shower(base, program, Assessor(base, program, durable, CompiledProgram(program)))
    with closing(durable), closing(shower):
        for one in wanted:
            yield shower.shown(one).witness is not None


def test_one_seed_of_every_kind_and_way_is_found_and_shown(base: KnowledgeBase) -> None:
    seeds: list[Seed] = []
    for kind, ways in WAYS.items():
        base, more = planted(base, kind, len(ways), len(seeds), seeds)
        seeds += more
    found = suspects(base)
    assert lost(seeds, found) == []
    one_each = [next(one for one in found if _is(seed, one)) for seed in seeds if seed.kind not in NOBODY]
    assert all(has or one.wanted is None for has, one in zip(shown(base, one_each), one_each, strict=True))


@pytest.mark.long
@pytest.mark.parametrize("kind", WAYS)
def test_nearly_all_of_many_seeds_are_found_and_every_patient_replays(base: KnowledgeBase, kind: str) -> None:
    changed, seeds = planted(base, kind, 30, 7)
    before = {(one.anomaly.kind, one.anomaly.about) for one in suspects(base)}
    found = suspects(changed)
    missing = lost(seeds, found)
    print(f"{kind}: {len(seeds) - len(missing)} of {len(seeds)} found")
    assert len(missing) <= len(seeds) * 0.05, missing
    new = [one for one in found if (one.anomaly.kind, one.anomaly.about) not in before]
    assert all(has or one.wanted is None for has, one in zip(shown(changed, new), new, strict=True))
