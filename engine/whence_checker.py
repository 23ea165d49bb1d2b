"""Re-checks dossiers of whence without whence: one file, nothing but Python's standard library.

    python whence_checker.py DOSSIER.json|EXPORT.jsonl [--receipt FILE] [--public-key FILE ...]

Each answer is reckoned anew from the facts given: every score, definition, condition and verdict, what is in force,
what would settle the open rules; then every digest, the chain from entry to entry and, where the package `cryptography`
is installed, the signatures. The first step that is wrong is named. A log written anew as a whole looks whole: only a
signature by a key you trust, or a receipt kept elsewhere, shows it. Ends with 0 (all holds), 1 (something does not), 2
(used wrongly) or 3 (signatures that cannot be checked here).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

MOST, MOST_POINTS = 1 << 26, 10_000  # bytes of one line; what a score may leave open
FALSE, UNKNOWN, TRUE, LETTERS = 0, 1, 2, "FUT"
SIZES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 1, "year": 12}
BOUNDS, ROLES = ("at_least", "more_than", "at_most", "less_than"), ("when", "unless", "only_if")
FIRST_DAY, LAST_DAY, ONE_DAY = date(1850, 1, 1), date(2200, 12, 31), timedelta(days=1)
CASE = {"patient", "as_of", "sources", "given", "scores", "definitions", "rules", "not_in_force"}
ENTRY = {"format", "log", "number", "previous", "recorded_at", "engine", "release", "case", "basis", "signer"}


class Refused(Exception):
    """Something does not hold; the message says where and what."""


def need(holds: bool, otherwise: str) -> None:
    """Refuse unless it holds."""
    if not holds:
        raise Refused(otherwise)


def canonical(value: Any) -> bytes:
    """The one spelling of a value (RFC 8785, without numbers that are not whole)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def sha(value: Any) -> str:
    """SHA-256 of the one spelling."""
    return hashlib.sha256(canonical(value)).hexdigest()


def strict(content: bytes, what: str) -> Any:
    """The value of canonical JSON: keys in order, no blanks, nothing twice, only whole numbers."""
    try:
        value = json.loads(content.decode("utf-8"), parse_float=str, parse_constant=str)
        again = canonical(value)
    except (ValueError, RecursionError):
        raise Refused(f"{what} is not JSON in UTF-8") from None
    need(again == content, f"{what} is not in its canonical spelling")
    return value


def amount(text: str) -> Fraction:
    """A quantity in minutes, months or its own unit."""
    number, _, unit = text.strip().partition(" ")
    need(re.fullmatch(r"\d+\.?\d*|\.\d+", number, re.ASCII) is not None, f"'{text}' is no quantity")
    return Fraction(number) * SIZES.get(unit.strip().removesuffix("s"), 1)


def later(day: date, span: str) -> date:
    """The day a whole number of days or months later; a month's last day where it has no such day."""
    number = amount(span) / (1 if (months := span.split()[-1].removesuffix("s") in ("month", "year")) else 1440)
    need(number.denominator == 1, f"{span} is no whole number of {'months' if months else 'days'}")
    if not months:
        return day + int(number) * ONE_DAY
    year, month = divmod(day.year * 12 + day.month - 1 + int(number), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def known_of(kind: Any, given: Any) -> Any:
    """What remains possible: a set of words; two days; lowest and highest amount, each with whether the end is out."""
    bounds = {"at_least": given, "at_most": given} if isinstance(given, str) else given
    if kind == "day":
        days = {bound: date.fromisoformat(text) for bound, text in bounds.items()}
        low = max(days.get("at_least", FIRST_DAY), days.get("more_than", FIRST_DAY - ONE_DAY) + ONE_DAY)
        return low, min(days.get("at_most", LAST_DAY), days.get("less_than", LAST_DAY + ONE_DAY) - ONE_DAY)
    if "words" in kind:
        every = set(kind["words"])
        left = {given} if isinstance(given, str) else set(given.get("one_of", every - set(given.get("none_of", ()))))
        need(bool(left) and left <= every, f"of {sorted(every)} there remain {sorted(left)}")
        return frozenset(left)
    ends = {bound: amount(text) for bound, text in bounds.items()}
    least = ends.get("at_least", ends.get("more_than", Fraction(0)))
    return least, "more_than" in ends, ends.get("at_most", ends.get("less_than")), "less_than" in ends


def bounds_met(known: Any, bounds: Any) -> int:
    """Whether what is known of an amount, or of the time between two days, meets each of some bounds."""
    truths = []
    for bound in (each for each in BOUNDS if each in bounds):
        over, turned, truth = bound in ("more_than", "at_most"), bound in ("less_than", "at_most"), UNKNOWN
        if len(known) == 2:
            (first, first_end), (last, last_end) = known
            dues = ((later(first_end, bounds[bound]), last), (later(first, bounds[bound]), last_end))
            met = {due < end or (due == end and not over) for due, end in dues}
            truth = UNKNOWN if len(met) == 2 else TRUE if True in met else FALSE
        else:
            (low, low_out, high, high_out), limit = known, amount(bounds[bound])
            if low > limit or (low == limit and (low_out or not over)):
                truth = TRUE
            elif high is not None and (high < limit or (high == limit and (high_out or over))):
                truth = FALSE
        truths.append(2 - truth if turned else truth)
    return min(truths)


def below(condition: Any) -> Any:
    """The parts right below a condition; none below a test."""
    return [condition["not"]] if "not" in condition else condition.get("all", condition.get("any", ()))


def parts_of(condition: Any) -> list[Any]:
    """Every part of a condition in reading order, the whole first; nothing where there is no condition."""
    return [] if condition is None else [condition, *(each for part in below(condition) for each in parts_of(part))]


def verdict_of(when: int | None, unless: int | None, only_if: int | None) -> str:
    """The table of verdicts."""
    if when != TRUE:
        return "does not apply" if when == FALSE else "open"
    if unless is not None:
        return {TRUE: "withdrawn", UNKNOWN: "applies unless", FALSE: "applies"}[unless]
    return {None: "applies", TRUE: "applies", UNKNOWN: "open", FALSE: "held back"}[only_if]


class Basis:
    """The knowledge that a dossier carries: facts, definitions, scores, rules, passages, each by its name."""

    def __init__(self, value: Any) -> None:
        need(value["format"] == "whence-basis/1", "a basis of another form")
        names = ("fact", "definition", "score", "rule", "passage")
        self.facts, self.definitions, self.scores, self.rules, passages = (
            {each[name]: each for each in value[f"{name}s"]} for name in names
        )
        self.impossible = value["impossible"]
        for name, rule in self.rules.items():
            rest = {key: said for key, said in rule.items() if key != "digest"}
            need(sha(rest) == rule["digest"], f"rule {name}: its digest is of something else")
            need({*rule["citations"]} <= {*passages}, f"rule {name}: it cites a passage that is not carried")
        conditions = {name: [part["condition"] for part in each["cases"]] for name, each in self.definitions.items()}
        conditions |= {name: [each[role] for role in ROLES] for name, each in self.rules.items()}
        self.uses = {
            name: {test["definition"] for each in written for test in parts_of(each) if "definition" in test}
            for name, written in conditions.items()
        }

    def in_force(self, name: str, day: date) -> bool:
        """Whether a rule or definition is in force: on its own days, with all it uses and the rule it refines."""
        each = self.rules.get(name) or self.definitions[name]
        start, until = each["in_force"]["from"] or "0001-01-01", each["in_force"]["until"] or "9999-12-31"
        rests_on = [*self.uses[name], *([each["refines"]] if each.get("refines") else [])]
        return start <= day.isoformat() < until and all(self.in_force(other, day) for other in rests_on)


class Case:
    """One patient's case, reckoned anew on a basis."""

    def __init__(self, basis: Basis, case: Any) -> None:
        need(set(case) == CASE, "the case does not have its parts")
        self.basis, self.case, self.day = basis, case, date.fromisoformat(case["as_of"])
        self.answers: dict[str, dict[str, int]] = {}
        kinds = {name: fact["answer"] for name, fact in basis.facts.items()}
        of = {name: known_of(kinds[name], given) for name, given in case["given"].items()}
        days = {name: known for name, known in of.items() if kinds[name] == "day"}
        self.known = {name: known for name, known in of.items() if name not in days}
        for name, fact in basis.facts.items():
            first, last = [*(days.get(day) for day in fact["between"]), (self.day, self.day), None][:2]
            if fact["between"] and first is not None and last is not None:
                need(first[0] <= last[1], f"{name}: the first day lies after the last")
                if name not in self.known or (first[0] == first[1] and last[0] == last[1]):
                    self.known[name] = (first, last)

    def check(self) -> int:
        """Check every step; the number of verdicts."""
        for line in self.basis.impossible:
            need(self.steps(line["condition"])[0] != "T", f"the facts cannot be true together: {line['name']}")
        for name, said in zip(sorted(self.basis.scores), self.case["scores"], strict=True):
            need(said == self.score(name)[0], f"score {name}: the facts give {canonical(self.score(name)[0]).decode()}")
        standing = [name for name in sorted(self.basis.definitions) if self.basis.in_force(name, self.day)]
        for name, said in zip(standing, self.case["definitions"], strict=True):
            for part, letters in zip(self.basis.definitions[name]["cases"], said["cases"], strict=True):
                self.compare(part["condition"], letters, f"definition {name}, case '{part['answer']}'")
            true = [answer for answer, truth in self.definition(name).items() if truth == TRUE]
            whole = {"definition": name, "cases": said["cases"], "answer": true[0] if true else None}
            need(said == whole, f"definition {name}: the facts give the answer {whole['answer']}")
        chosen, rules = self.case["sources"], self.basis.rules
        mine = [name for name in sorted(rules) if not chosen or rules[name]["source"] in chosen]
        now = [name for name in mine if self.basis.in_force(name, self.day)]
        need([said["rule"] for said in self.case["rules"]] == now, "the rules are not those in force on that day")
        need(self.case["not_in_force"] == [name for name in mine if name not in now], "not_in_force names other rules")
        for said in self.case["rules"]:
            rule, where = rules[said["rule"]], f"rule {said['rule']}"
            verdict = verdict_of(*(self.compare(rule[role], said[role], f"{where}, {role}") for role in ROLES))
            need(said["verdict"] == verdict, f"{where}: its verdict is '{verdict}', not '{said['verdict']}'")
            asked: set[str] = set()
            for role in ROLES if verdict in ("open", "applies unless") else ():
                self.collect(rule[role], asked)
            settle = [fact for fact in self.basis.facts if fact in asked]
            need(said["find_out"] == settle and len(said) == 6, f"{where}: what would settle it is {settle}")
        return len(now)

    def compare(self, condition: Any, letters: Any, where: str) -> int | None:
        """The truth of a condition; refused at the first step whose truth is not what the proof says."""
        if condition is None:
            need(letters is None, f"{where}: there is no such condition")
            return None
        steps = self.steps(condition)
        need(len(letters) == len(steps), f"{where}: the proof has {len(letters)} steps, the condition {len(steps)}")
        if steps != letters:
            at = next(number for number, step in enumerate(steps) if step != letters[number])
            part = canonical(parts_of(condition)[at]).decode()[:90]
            raise Refused(f"{where}, step {at + 1} {part}: the proof says {letters[at]}, the facts give {steps[at]}")
        return LETTERS.index(steps[0])

    def steps(self, condition: Any) -> str:
        """The truth of every part of a condition in reading order, as letters."""
        parts = [self.steps(part) for part in below(condition)]
        truths = [LETTERS.index(each[0]) for each in parts]
        if "not" in condition:
            return LETTERS[2 - truths[0]] + parts[0]
        whole = min(truths) if "all" in condition else max(truths) if "any" in condition else self.test(condition)
        return LETTERS[whole] + "".join(parts)

    def test(self, test: Any) -> int:
        """The truth of one test of a fact, a definition or a score."""
        if "definition" in test:
            return max(self.definition(test["definition"])[answer] for answer in test["is"])
        known = self.known.get(test.get("fact"))
        if "score" in test:
            total, bands = self.score(test["score"])
            known = bands if "is" in test else (Fraction(total["low"]), False, Fraction(total["high"]), False)
        if known is None:
            return UNKNOWN
        if "is" not in test:
            return bounds_met(known, test)
        return TRUE if known <= set(test["is"]) else UNKNOWN if known & set(test["is"]) else FALSE

    def definition(self, name: str) -> dict[str, int]:
        """The truth of each answer of a definition, in its order."""
        if name not in self.answers:
            written = self.basis.definitions[name]
            cases = {part["answer"]: LETTERS.index(self.steps(part["condition"])[0]) for part in written["cases"]}
            none, other = min(2 - truth for truth in cases.values()), written["otherwise"]
            self.answers[name] = cases if other is None else {**cases, other: max(none, cases.get(other, FALSE))}
        return self.answers[name]

    def worth(self, component: Any) -> set[tuple[int, int]]:
        """The points, fewest and most, that remain possible for one component of a score."""
        known = self.known.get(component["fact"], frozenset(each["answer"] for each in component["points"]))
        return {(each["low"], each["high"]) for each in component["points"] if each["answer"] in known}

    def score(self, name: str) -> tuple[dict[str, Any], frozenset[str]]:
        """The arithmetic of a score with its one band, if any; and every band that is open."""
        written = self.basis.scores[name]
        worth = [(each["fact"], self.worth(each)) for each in written["components"]]
        each = [{"fact": fact, "low": min(p)[0], "high": max(high for _, high in p)} for fact, p in worth]
        low, high = (sum(part[end] for part in each) for end in ("low", "high"))
        need(high - low < MOST_POINTS, f"score {name}: its points are out of all bounds")
        totals = [(Fraction(number), False, Fraction(number), False) for number in range(low, high + 1)]
        bands = [band["band"] for band in written["bands"] if any(bounds_met(total, band) for total in totals)]
        band = bands[0] if len(bands) == 1 else None
        return {"score": name, "worth": each, "low": low, "high": high, "band": band}, frozenset(bands)

    def collect(self, condition: Any, asked: set[str]) -> None:
        """Collect the facts behind every part that is unknown."""
        if condition is None or self.steps(condition)[0] != "U":
            return
        parts = below(condition)
        if "definition" in condition:
            written, truths = self.basis.definitions[condition["definition"]], self.definition(condition["definition"])
            unknown = {answer for answer in condition["is"] if truths[answer] == UNKNOWN}
            parts = [case["condition"] for case in written["cases"] if {case["answer"], written["otherwise"]} & unknown]
        elif "score" in condition:
            components = self.basis.scores[condition["score"]]["components"]
            asked.update(each["fact"] for each in components if len(self.worth(each)) > 1)
        elif "fact" in condition:
            asked.add(condition["fact"])
        for part in parts:
            self.collect(part, asked)


class Chain:
    """The dossiers seen so far: each held against its own digests, its signature and the one before it."""

    def __init__(self, keys: list[bytes]) -> None:
        self.keys, self.signed, self.unchecked, self.verdicts = keys, 0, 0, 0
        self.bases: dict[str, Basis] = {}
        self.named: set[str] = set()
        self.digests: dict[int, str] = {}
        self.last: Any = None

    def add(self, whole: Any) -> None:
        """Check one dossier: its parts, its place in the chain, its signature, its case. Or keep a basis for others."""
        if "basis" in whole:
            self.bases[sha(whole["basis"])] = Basis(whole["basis"])
        if set(whole) == {"basis"}:
            return
        need(set(whole) - {"basis"} == {"entry", "digest", "signature", "case"}, "it does not have its parts")
        entry = whole["entry"]
        need(set(entry) == ENTRY and entry["format"] == "whence-dossier/1", "its entry has another form")
        need(sha(entry) == whole["digest"], "its digest is of something else")
        need(sha(whole["case"]) == entry["case"], "its case is not the one it names")
        need("basis" not in whole or sha(whole["basis"]) == entry["basis"], "its basis is not the one it names")
        need(entry["basis"] in self.bases, "its basis is not here")
        need((entry["number"] == 1) == (entry["previous"] == "0" * 64), "the first entry alone has none before it")
        if self.last is not None:
            need(entry["number"] == self.last["number"] + 1, f"number {entry['number']} after {self.last['number']}")
            need(entry["previous"] == self.digests[self.last["number"]], "it is not chained to the entry before")
            need(entry["log"] == self.last["log"], "it is of another log")
            need(entry["signer"] is not None or self.last["signer"] is None, "it is not signed, and the one before is")
        self.signature(whole["signature"], entry["signer"], whole["digest"])
        self.verdicts += Case(self.bases[entry["basis"]], whole["case"]).check()
        self.named.add(entry["basis"])
        self.last, self.digests[entry["number"]] = entry, whole["digest"]

    def signature(self, said: Any, signer: Any, digest: str) -> None:
        """Check a signature, as far as this machine can."""
        if signer is None or said is None:
            need(signer is said, "its signature is missing")
            return need(not self.keys, "it is not signed, and a signature is required")
        key, value = bytes.fromhex(said["public_key"]), bytes.fromhex(said["value"])
        again = {"algorithm": "ed25519", "public_key": key.hex(), "value": value.hex()}
        need(said == again and len(value) == 64, "its signature has another form")
        need(hashlib.sha256(key).hexdigest() == signer, "it is signed with another key than it says")
        need(not self.keys or key in self.keys, "it is signed with a key that was not given")
        self.signed += 1
        try:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

            Ed25519PublicKey.from_public_bytes(key).verify(value, b"whence entry\n" + digest.encode())
        except ImportError:
            self.unchecked += 1
        except Exception:  # InvalidSignature, which can be named only where the package is
            raise Refused("its signature does not fit") from None

    def end(self, receipt: bytes | None) -> None:
        """Check what can be checked once all are seen: no basis too many, and the entry that a receipt names."""
        need(self.last is not None, "no dossier in it")
        need(set(self.bases) == self.named, "a basis that no dossier names")
        if receipt is not None:
            said = strict(receipt.removesuffix(b"\n"), "the receipt")
            need(isinstance(said, dict) and set(said) == {"format", "log", "number", "digest"}, "no receipt")
            need(said["format"] == "whence-receipt/1" and said["log"] == self.last["log"], "a receipt of another log")
            need(1 in self.digests or len(self.digests) == 1, "its first entries are gone")
            need(self.digests.get(said["number"]) == said["digest"], f"entry {said['number']} of the receipt is gone")


def check(file: Any, keys: list[bytes], receipt: bytes | None) -> Chain:
    """Check the dossiers of an open file, one a line. Raises Refused."""
    chain = Chain(keys)
    for number, line in enumerate(iter(lambda: file.readline(MOST), b""), 1):
        need(line.endswith(b"\n"), f"line {number} has no end, or is too long")
        try:
            chain.add(strict(line[:-1], "it"))
        except (Refused, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
            said = str(error) if isinstance(error, Refused) else f"something has another form ({error!r})"
            raise Refused(f"line {number}: {said}") from None
    chain.end(receipt)
    return chain


def main() -> int:
    """Run as a program; the exit code."""
    asked = argparse.ArgumentParser(description="Re-checks dossiers of whence, without whence.")
    asked.add_argument("file", type=Path, help="a dossier, or an exported log: one dossier a line")
    asked.add_argument("--receipt", type=Path, help="a receipt kept elsewhere: shows that a tail is cut off")
    asked.add_argument("--public-key", type=Path, action="append", default=[], help="PEM: it signs every entry")
    given = asked.parse_args()
    try:
        keys = [base64.b64decode("".join(path.read_text().split("-----")[2].split())) for path in given.public_key]
        with given.file.open("rb") as file:
            chain = check(file, [key[-32:] for key in keys], given.receipt and given.receipt.read_bytes())
    except (OSError, IndexError, ValueError) as error:
        asked.error(str(error))
    except Refused as error:
        print(f"refused: {error}".encode("unicode_escape").decode())
        return 1
    missing = ", not checked: the package cryptography is missing" if chain.unchecked else ""
    numbers = f"{min(chain.digests)} to {max(chain.digests)}"
    print(f"entries {numbers} hold, with {chain.verdicts} verdicts; {chain.signed} are signed{missing}")
    if not keys and given.receipt is None:
        print("no public key and no receipt were given: a log written anew as a whole, or cut off, would look the same")
    return 3 if chain.unchecked and keys else 0


if __name__ == "__main__":
    sys.exit(main())
