"""What goes into a release: the knowledge as it is, the schemas, and what the manifest tells people about both.

It refuses to judge whether the knowledge may be released; `whence check` does.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from whence.language.base import KnowledgeBase
from whence.language.source import Source
from whence.resources import schemas_root
from whence.schema.generate import generate
from whence.store.release import KNOWLEDGE, SCHEMAS, sealed
from whence.store.tree import Tree


def bundle(version: str, tree: Tree, base: KnowledgeBase, engine: str, statement: str) -> bytes:
    """The bytes of the release `version` of `base`, which was read from `tree`.

    `engine` is the version of this program, the oldest that is known to read it; `statement` says what the whole is
    not for. The same knowledge, schemas and arguments make the same bytes. Raises ValueError where a file of the tree
    could not be read.
    """
    files: dict[str, bytes] = {}
    for member in tree.members:
        if member.content is None:
            raise ValueError(f"{tree.shown(member.path)} cannot be read: {member.why}")
        files[KNOWLEDGE + member.path] = member.content
    files |= {SCHEMAS + name: content for name, content in _schemas(base).items()}
    return sealed(version, files, told(base, engine, statement))


def told(base: KnowledgeBase, engine: str, statement: str) -> dict[str, Any]:
    """What the manifest tells beside its version and its files: use, limits, sources, how far reviewed."""
    return {
        "statement": statement,
        "engine": {"name": "whence", "at_least": engine},
        "guidelines": [
            {
                "name": one.name,
                "title": one.title,
                "sources": list(one.sources),
                "intended_use": one.intended_use,
                "known_limits": list(one.known_limits),
            }
            for one in base.guidelines.values()
        ],
        "sources": [_source(source, base) for source in base.sources.values()],
        "rules": len(base.rules),
        "statuses": dict(sorted(Counter(rule.status for rule in base.rules.values()).items())),
    }


def _source(source: Source, base: KnowledgeBase) -> dict[str, Any]:
    ledger = base.ledgers.get(source.id)
    return {
        "source": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "edition": source.edition,
        "dates": dict(source.dates),
        "trust": source.trust,
        "rights": source.rights,
        "text": {
            "held": False,
            "words": ledger.text_words if ledger is not None else None,
            "digest": ledger.text_digest if ledger is not None else None,
        },
        "rules": sum(1 for rule in base.rules.values() if rule.folder == source.folder),
    }


def _schemas(base: KnowledgeBase) -> dict[str, bytes]:
    """The schemas of this program, and those made from the vocabulary of `base`, by their path."""
    root = schemas_root()
    written = [path for path in root.rglob("*.schema.json") if path.relative_to(root).parts[0] != "generated"]
    kept = {path.relative_to(root).as_posix(): path.read_bytes() for path in written}
    return kept | {f"generated/{name}": content for name, content in generate(base).items()}
