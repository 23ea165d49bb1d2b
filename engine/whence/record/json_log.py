"""What `whence audit` tells, as JSON: the list of a log, what verifying found, a replay (`schemas/outputs/`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whence.record.changes import Change, Side
from whence.record.conditions import WORD
from whence.record.replay import Replayed
from whence.record.stored import Stored
from whence.record.verify import Verified
from whence.render.json_output import Json, headed


def list_json(log: str, found: Iterable[Stored]) -> dict[str, Json]:
    """The list (`audit-list.schema.json`)."""
    return headed("audit list", None, {"log": log, "entries": [_listed(one) for one in found]})


def _listed(one: Stored) -> Json:
    verdicts: dict[str, Json] = {}
    for each in one.case["rules"]:
        count = verdicts.get(each["verdict"], 0)
        verdicts[each["verdict"]] = (count if isinstance(count, int) else 0) + 1
    return {
        "number": one.entry.number,
        "recorded_at": one.entry.recorded_at,
        "patient": one.case["patient"],
        "as_of": one.case["as_of"],
        "release": dict(one.entry.release),
        "verdicts": verdicts,
        "signer": one.entry.signer,
        "digest": one.digest,
    }


def verified_json(log: str, found: Verified) -> dict[str, Json]:
    """What verifying found (`audit-verification.schema.json`)."""
    body: dict[str, Json] = {
        "log": log,
        "holds": found.broken is None,
        "entries": found.count,
        "signed": found.signed,
        "head": None if found.head is None else {"number": found.head.number, "digest": found.head.digest},
        "broken": None if found.broken is None else {"entry": found.entry, "says": found.broken},
        "signatures_unchecked": found.unchecked,
    }
    return headed("audit verification", None, body)


def replay_json(number: int, replayed: Replayed, found: Iterable[Change]) -> dict[str, Json]:
    """A replay (`audit-replay.schema.json`); the knowledge in the head is that of now."""
    body: dict[str, Json] = {
        "entry": number,
        "then": replayed.then_basis["knowledge"],
        "equal": replayed.equal,
        "same_knowledge": replayed.same_knowledge,
        "changes": [_change(change) for change in found],
    }
    return headed("audit replay", replayed.now_basis["knowledge"] or None, body)


def _change(change: Change) -> Json:
    return {
        "rule": change.rule,
        "then": _side(change.then),
        "now": _side(change.now),
        "added": [_test(role, test) for role, test in change.added],
        "dropped": [_test(role, test) for role, test in change.dropped],
        "defined_anew": list(change.defined_anew),
        "asked_anew": list(change.asked_anew),
        "passages": list(change.passages),
    }


def _side(side: Side) -> Json:
    return {
        "here": side.here,
        "version": side.version,
        "verdict": side.verdict,
        "advice": side.advice,
        "decided": [{"role": role, "test": test, "truth": WORD[letter]} for role, test, letter in side.decided],
    }


def _test(role: str, test: Any) -> Json:
    return {"role": role, "test": test}
