"""What a guideline claims of its groups of rules, tried: that they are exclusive, that they are complete.

A group is *exclusive* where no two of its rules apply to one person of those among whom it is claimed, and *complete*
where to each of them some rule of it says something. A rule says nothing to somebody to whom it does not apply, and
from whom it is withdrawn; one that is held back says something, and one that is open for ever, because a printed scale
has a hole, is no gap of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from whence.anomalies.anomaly import GAP, OVERLAP, Anomaly
from whence.anomalies.ground import Ground
from whence.anomalies.suspect import Suspect
from whence.assessment.verdict import Verdict
from whence.language.base import Group

_SILENT = (Verdict.DOES_NOT_APPLY, Verdict.WITHDRAWN)


def unkept_claims(ground: Ground) -> Iterator[Suspect]:
    """Every overlap and gap of every group, the rules in the order of the group. Raises NotProved."""
    for guideline in ground.base.guidelines.values():
        for group in guideline.groups:
            if group.exclusive:
                yield from _overlaps(guideline.name, group, ground)
            if group.complete:
                yield from _gap(guideline.name, group, ground)


def _overlaps(guideline: str, group: Group, ground: Ground) -> Iterator[Suspect]:
    among = ground.holds(group.among)
    for first, second in combinations(group.rules, 2):
        applies = (ground.end(rule, Verdict.APPLIES) for rule in (first, second))
        if ground.day(first, second) is not None and ground.can(among, *applies):
            said = f"'{first}' and '{second}' both apply to one person, and the group '{group.name}' says that never"
            anomaly = Anomaly(OVERLAP, (first, second, group.name), said, group.span)
            wanted = {first: (Verdict.APPLIES,), second: (Verdict.APPLIES,)}
            yield Suspect(anomaly, wanted, None if group.among is None else (guideline, group.name))


def _gap(guideline: str, group: Group, ground: Ground) -> Iterator[Suspect]:
    counted = ground.standing(group.rules)
    silent = (ground.gates.any_of(ground.end(rule, end) for end in _SILENT) for rule in counted)
    if ground.can(ground.holds(group.among), *silent):
        said = f"no rule of the group '{group.name}' says anything to somebody, and the group is said to be complete"
        anomaly = Anomaly(GAP, (group.name, *counted), said, group.span)
        wanted = dict.fromkeys(counted, _SILENT)
        yield Suspect(anomaly, wanted, None if group.among is None else (guideline, group.name))
