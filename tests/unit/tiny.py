"""A small knowledge of colds and coughs, written as files, in which every verdict and every joint occurs."""

from __future__ import annotations

from pathlib import Path

DIGEST = "sha256:" + "0" * 64
PATIENT = """\
patient: a-cold
title: A cold
as_of: 2026-11-20
facts:
  fever: present
  cough: dry
  frail: absent
  fever_lasted: 3 days
"""
FILES = {
    "vocabulary/facts/body.yaml": """\
group: body
facts:
  fever: {ask: Is there a fever?, answer: presence}
  cough: {ask: What cough is there?, answer: [none, dry, wet]}
  frail: {ask: Is the person frail?, answer: presence, judged: yes, note: Judge by the walk.}
  old_scars: {ask: Are there old scars?, answer: presence}
  tea: {ask: Does tea help the cough?, answer: [helps, does not help]}
  fever_began_on: {ask: When did the fever begin?, answer: date}
  fever_ended_on: {ask: When did the fever end?, answer: date}
  fever_lasted: {ask: How long did the fever last?, answer: duration in days, between: [fever_began_on, fever_ended_on]}
""",
    "vocabulary/facts/home.yaml": """\
group: home
facts:
  bed: {ask: Is there a bed?, answer: presence}
""",
    "vocabulary/actions.yaml": """\
actions:
  rest: {name: Rest}
  bed-rest: {name: Rest in bed, kind_of: rest}
  tea-drinking: {name: A cup of tea}
  honey: {name: Honey, done_when: {tea: helps}}
  syrup: {name: Syrup}
  xray: {name: XR of the chest}
""",
    "vocabulary/impossible.yaml": """\
impossible:
  - name: no fever, yet a long one
    all: [{fever: absent}, {fever_lasted: {more_than: 0 days}}]
    because: what is not there does not last
""",
    "vocabulary/purposes.yaml": "purposes: {comfort: Give comfort}\n",
    "vocabulary/events.yaml": "events: {fever-began: {name: First fever, date: fever_began_on}}\n",
    "vocabulary/details.yaml": "details: {route: [oral], with: [nurse, family], where: [home, hospital]}\n",
    "sources/leaflet.yaml": """\
source: leaflet
folder: leaflet
title: Staying at home with a cold
publisher: The parish
edition: second
dates: {printed: 2020-01-01}
trust: guideline
places: {page: {title: The page, kind: section}, back: {title: The back, kind: section}}
words:
  avoid: {direction: against, force: strong}
  consider: {direction: for, force: weak, grades: [A, B]}
  offer: {direction: for, force: strong}
  often-offer: {direction: for, force: strong, hedge: most}
urgency: [now, today]
""",
    "sources/leaflet.passages.yaml": f"""\
ledger: leaflet
text: {{words: 60, digest: {DIGEST}}}
passages:
  page.1: {{words: [[1, 10]], role: recommendation, digest: {DIGEST}}}
  page.2: {{words: [[11, 20]], role: recommendation, digest: {DIGEST}}}
  page.3: {{words: [[21, 30]], role: definition, digest: {DIGEST}}}
  back.1: {{words: [[31, 60]], role: recommendation, digest: {DIGEST}}}
""",
    "home/guideline.yaml": "guideline: home\ntitle: At home\nsources: [leaflet]\nintended_use: Tests\n",
    "home/definitions/leaflet/leaflet_ill.yaml": """\
definition: leaflet_ill
version: 1
asks: Is the person ill?
source: [leaflet: page.3]
present: {any: [{fever: present}, {cough: [dry, wet]}]}
in_force: not printed
status: draft
""",
    "home/definitions/leaflet/leaflet_kind.yaml": """\
definition: leaflet_kind
version: 1
asks: What kind of cough is it?
source: [leaflet: page.3]
cases: {barking: {cough: dry}, rattling: {cough: wet}}
otherwise: silent
in_force: not printed
status: draft
""",
    "home/pathways/cold.yaml": """\
pathway: cold
title: A cold
source: [leaflet: page.1]
enter: {leaflet_ill: present}
start: advice
steps:
  advice:
    apply: [leaflet/rest, leaflet/rest-in-bed, leaflet/tea-or-honey, leaflet/honey, leaflet/syrup, leaflet/xray]
    next: more
  more: {apply: [leaflet/no-tea, leaflet/later, leaflet/old], next: asked}
  asked: {ask: leaflet_kind, answers: {barking: finish, rattling: finish, silent: finish}}
  finish: {end: done}
""",
}
_RULES = {
    "rest": """\
when: {leaflet_ill: present}
unless: {all: [{frail: present}, {bed: absent}]}
then: {offer: rest, urgency: now, within: 24 hours}
""",
    "rest-in-bed": """\
refines: leaflet/rest
when: {fever_lasted: {at_least: 2 days}}
then: {consider: bed-rest, grade: A}
""",
    "tea-or-honey": """\
when: {leaflet_kind: barking}
then: {offer: {either: [tea-drinking, honey: {example: yes}]}, purpose: comfort}
""",
    "honey": """\
when: {all: [{cough: dry}, {not: {any: [{tea: does not help}, {bed: absent}]}}]}
then: {often-offer: honey, where: home}
""",
    "syrup": """\
when: {cough: dry}
unless: {fever: present}
then: {offer: syrup, dose: {dose: 10 to 20 mg, every: 6 hours}}
""",
    "xray": """\
when: {cough: [dry, wet]}
only_if: {fever_lasted: {more_than: 2 weeks}}
then: {consider: xray}
""",
    "no-tea": "when: {cough: wet}\nthen: {avoid: tea-drinking}\n",
    "later": "when: {old_scars: present}\nthen: {offer: rest}\n",
    "old": "when: {fever: present}\nthen: {offer: {in_order: [tea-drinking, rest]}}\n",
}
for _name, _said in _RULES.items():
    _in_force = "{from: 2020-01-01, until: 2021-01-01}" if _name == "old" else "{from: 2020-01-01}"
    _head = f"rule: leaflet/{_name}\nversion: 1\ntitle: About {_name}\n"
    _foot = f"source: [leaflet: page.1, leaflet: page.2, leaflet: back.1]\nin_force: {_in_force}\nstatus: draft\n"
    FILES[f"home/rules/leaflet/{_name}.yaml"] = _head + _said + _foot


def write_tiny(folder: Path) -> Path:
    """Write the knowledge below `folder`; the path of its root."""
    root = folder / "knowledge"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
