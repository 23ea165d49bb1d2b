"""The tables of a log: append-only by triggers, each entry one more than the last and chained to it.

The triggers keep honest programs honest; whoever can write the file can take them away, which is what the chain, the
signatures and the receipts are for. It holds text only and opens nothing.
"""

from __future__ import annotations

#: "WNCE": the mark of our files (SQLite's application_id), and the version of the tables (user_version).
APPLICATION = 0x574E4345
VERSION = 1

TABLES = (
    "CREATE TABLE log (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT",
    # content: zlib over canonical JSON
    "CREATE TABLE bases (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT",
    """CREATE TABLE entries (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    entry TEXT NOT NULL,
    digest TEXT NOT NULL,
    signature TEXT,
    content BLOB NOT NULL,
    basis TEXT NOT NULL REFERENCES bases (digest)
) STRICT""",
)
TRIGGERS = (
    *(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        for table in ("log", "bases", "entries")
        for what in ("UPDATE", "DELETE")
    ),
    # INSERT OR REPLACE would delete without asking the triggers above
    "CREATE TRIGGER log_no_replace BEFORE INSERT ON log WHEN EXISTS (SELECT 1 FROM log) "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "CREATE TRIGGER bases_no_replace BEFORE INSERT ON bases "
    "WHEN EXISTS (SELECT 1 FROM bases WHERE digest = NEW.digest) "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "CREATE TRIGGER entries_in_order BEFORE INSERT ON entries "
    "WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries) "
    "BEGIN SELECT RAISE(ABORT, 'entries are numbered one by one'); END",
    "CREATE TRIGGER entries_chained BEFORE INSERT ON entries "
    """WHEN NOT instr(NEW.entry, '"previous":"' || """
    f"""coalesce((SELECT digest FROM entries WHERE number = NEW.number - 1), '{"0" * 64}') || '"') """
    "BEGIN SELECT RAISE(ABORT, 'an entry holds the digest of the one before'); END",
)
