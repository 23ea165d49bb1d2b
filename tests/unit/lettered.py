"""The small knowledge of colds and coughs with a text of its own, so that its anchors can be verified, and readings."""

from __future__ import annotations

from pathlib import Path

from unit.tiny import write_tiny
from whence.ledger.anchors import digest_of

#: 160 words, no two alike; passages of ten words, the last two repeating the first two.
PRINTED = [f"word{number}" for number in range(1, 141)]
TEXT = [*PRINTED, *PRINTED[:20]]

READINGS = {
    "frail-or-bedless": """\
reading: frail-or-bedless
passage: [leaflet: page.1]
question: Must both be so, or is one enough?
chosen: both
because: The two stand in one sentence.
otherwise:
  - {name: one is enough, rule: leaflet/rest, unless: {any: [{frail: present}, {bed: absent}]}}
  - {name: nobody is excepted, without: leaflet/rest, also: [{without: leaflet/honey}]}
decided: {by: editor, on: 2026-11-20}
""",
    "what-is-ill": """\
reading: what-is-ill
passage: [leaflet: page.3]
question: Is a cough an illness?
chosen: yes
because: The sentence names it.
otherwise:
  - {name: fever only, definition: leaflet_ill, present: {fever: present}}
  - name: also scars
    adds:
      rule: leaflet/scars
      version: 1
      title: Scars
      when: {old_scars: present}
      then: {consider: rest}
      source: [leaflet: page.2]
      in_force: {from: 2020-01-01}
      status: draft
  - {name: with less force, rule: leaflet/honey, then: {consider: honey}}
decided: {by: editor, on: 2026-11-20}
""",
}


def passages() -> str:
    """The ledger: sixteen passages, one of them in two pieces, two of them duplicates."""
    lines = [f"ledger: leaflet\ntext: {{words: {len(TEXT)}, digest: {digest_of(TEXT)}}}\npassages:\n"]

    def add(id_: str, ranges: list[tuple[int, int]], rest: str) -> None:
        words = [word for first, last in ranges for word in TEXT[first - 1 : last]]
        shown = ", ".join(f"[{first}, {last}]" for first, last in ranges)
        lines.append(f"  {id_}: {{words: [{shown}], digest: {digest_of(words)}, {rest}}}\n")

    add("page.1", [(1, 10)], "role: recommendation")
    add("page.2", [(11, 20)], "role: recommendation")
    add("page.3", [(21, 30)], "role: definition")
    add("page.4", [(31, 35), (41, 45)], "role: background")
    add("page.5", [(36, 40), (46, 50)], "role: out of scope, because: it is about the weather")
    for number in range(6, 14):
        add(f"page.{number}", [(number * 10 - 9, number * 10)], "role: background")
    add("back.1", [(131, 140)], "role: recommendation")
    add("back.2", [(141, 150)], "role: duplicate, of: page.1")
    add("back.3", [(151, 160)], "role: duplicate, of: page.2")
    return "".join(lines)


def write_lettered(folder: Path) -> Path:
    """Write the knowledge, its text (as `texts/copy`) and a vignette file below `folder`; the root of the knowledge."""
    root = write_tiny(folder)
    (root / "sources/leaflet.passages.yaml").write_text(passages(), encoding="utf-8")
    (root / "home/readings").mkdir()
    for name, text in READINGS.items():
        (root / f"home/readings/{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "texts").mkdir()
    (folder / "texts/copy").write_text("\n".join(TEXT), encoding="utf-8")
    mirrored = folder / "tests/vignettes/home/rules/leaflet/rest.yaml"
    mirrored.parent.mkdir(parents=True)
    mirrored.write_text("vignettes: leaflet/rest\n", encoding="utf-8")
    return root
