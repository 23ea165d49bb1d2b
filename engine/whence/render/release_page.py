"""What a release says of itself, as a page: use, limits, sources with their rights, how far it is reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed
from whence.store.release import Release


def release_page(release: Release, place: str, *, written: bool) -> Iterator[Entry]:
    """The page. `place` is the file as it was named; `written`: it has just been made."""
    told = release.manifest
    yield Entry(f"Release {told['version']}, {place}", style="heading")
    yield Entry(f"{counted(len(told['files']), 'file')}, each as its manifest says.", depth=1)
    yield Entry(f"Knowledge {told['digest']}.", depth=1)
    yield Entry(f"Needs whence {told['engine']['at_least']} or later.", depth=1)
    statuses = [f"{number} {status}" for status, number in told["statuses"].items()]
    yield Entry(f"{counted(told['rules'], 'rule')}: {listed(statuses, 'and') or 'none'}.", depth=1)
    yield BLANK
    for guideline in told["guidelines"]:
        yield Entry(guideline["title"].upper(), style="heading")
        yield Entry(guideline["intended_use"], "for", 1)
        for limit in guideline["known_limits"]:
            yield Entry(limit, "limit", 1)
        yield BLANK
    yield Entry("SOURCES", style="heading")
    for source in told["sources"]:
        yield Entry(source["source"], style="strong", depth=1)
        dates = [f"{what} {day}" for what, day in source["dates"].items()]
        yield Entry(f"{source['publisher']}, {source['title']} ({source['edition']})", depth=2)
        yield Entry("; ".join([source["trust"], *dates, counted(source["rules"], "rule")]), depth=2)
        yield Entry(source["rights"] or "its file does not say", "rights", 2)
    yield BLANK
    if written:
        yield Entry(f"Written. Use it in place of a folder: --knowledge {place}", style="good")
    yield Entry(told["statement"], style="muted")
