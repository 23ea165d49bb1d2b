"""A log as a page: its entries, a line or two each, and what verifying found, the broken link by its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whence.record.stored import Stored
from whence.record.verify import Verified
from whence.render.page import Entry
from whence.render.phrases import counted

_SHORT = 12


def list_page(found: Iterable[Stored]) -> Iterator[Entry]:
    """Each entry: when, for whom, how many rules spoke or stayed open, from which knowledge, signed or not."""
    count = 0
    for one in found:
        count += 1
        verdicts = [each["verdict"] for each in one.case["rules"]]
        speaking = verdicts.count("applies") + verdicts.count("applies unless")
        recorded = one.entry.recorded_at.replace("T", " ").replace("Z", " UTC")
        told = (
            f"{recorded}: {_person(one.case['patient'])}, as of {one.case['as_of']}",
            f"{counted(speaking, 'rule')} speaking, {verdicts.count('open')} open",
            f"from {_release(one)}",
            "signed" if one.entry.signer else "not signed",
        )
        yield Entry("; ".join(told), str(one.entry.number))
    yield Entry(f"{counted(count, 'entry', 'entries')}.", style="muted")


def _person(name: str | None) -> str:
    if name is None:
        return "nobody named"
    return name if len(name) <= 40 else f"{name[:_SHORT]}..."


def _release(one: Stored) -> str:
    release = one.entry.release
    if release["version"]:
        return f"release {release['version']}"
    return f"revision {release['commit'][:_SHORT]}" if release["commit"] else "a folder"


def verified_page(found: Verified, kept: bool) -> Iterator[Entry]:
    """What verifying found. `kept` says whether a receipt or a key was given to hold the log against."""
    if found.broken is not None:
        where = f"Entry {found.entry}" if found.entry is not None else "The log"
        yield Entry(f"{where}: {found.broken}.", style="error")
        yield Entry(f"{counted(found.count, 'entry holds', 'entries hold')} together.")
        return
    yield Entry(f"{counted(found.count, 'entry holds', 'entries hold')} together, {found.signed} signed.", style="good")
    if found.head is not None:
        yield Entry(f"{found.head.digest} (entry {found.head.number})", "head", style="muted")
    if found.unchecked is not None:
        yield Entry(f"No signature was checked: {found.unchecked}.", style="ask")
    if not kept:
        said = "No public key and no receipt were given: a log written anew or cut off would look the same."
        yield Entry(said, style="muted")
