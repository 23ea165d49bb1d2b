"""The options by which `whence assess` records its answer, and the recording itself: before anything is shown."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from whence.cli.session import told
from whence.cli.stop import FINDINGS, Stop
from whence.render.page import visible
from whence.values.struct import Struct

if TYPE_CHECKING:
    from whence.assessment.assessment import Assessment
    from whence.record.signature import Signer
    from whence.store.cache import OpenedBase
    from whence.store.tree import Origin, Tree

_F = TypeVar("_F", bound=Callable[..., Any])
_MOST_KEY_BYTES = 1 << 16


class Recording(Struct, frozen=True):
    """What the command line says of recording; paths as typed."""

    record: str | None
    sign: str | None
    receipt: str | None
    pseudonymise: str | None
    unnamed: bool


def recording_options(command: _F) -> _F:
    """`--record`, `--sign`, `--receipt`, `--pseudonymise`, `--unnamed`."""
    for name, metavar, told_ in (
        ("pseudonymise", "KEYFILE", "Record a keyed hash (HMAC-SHA-256) in place of the patient's name."),
        ("receipt", "FILE", "Write the head of the log there, to keep elsewhere: shows when a tail is cut off."),
        ("sign", "KEYFILE", "Sign the entry (ed25519, private key in PEM); from then on every entry must be signed."),
        ("record", "AUDIT.db", "Add the answer with its proof to this log; begin one where there is none."),
    ):
        command = click.option(f"--{name}", metavar=metavar, help=told_)(command)
    return click.option("--unnamed", is_flag=True, help="Record no name of the patient at all.")(command)


def record(said: Recording, opened: OpenedBase, tree: Tree, assessment: Assessment, sources: Sequence[str]) -> None:
    """Record an assessment as the options say; nothing where they do not. Stops where it cannot be recorded."""
    if said.record is None:
        if said.sign or said.receipt or said.pseudonymise or said.unnamed:
            raise Stop("--sign, --receipt, --pseudonymise and --unnamed belong to --record AUDIT.db")
        return
    if said.pseudonymise and said.unnamed:
        raise Stop("--pseudonymise and --unnamed exclude each other")
    from whence.cli.generate import write
    from whence.record.basis import basis
    from whence.record.canonical import NotCanonical, canonical
    from whence.record.case import case
    from whence.record.log import appending
    from whence.record.log_file import LogError, open_to_others
    from whence.record.receipt import receipt_of
    from whence.record.recorder import Circumstances, Unsigned, engine
    from whence.record.recorder import record as add

    signer = None if said.sign is None else _signer(said.sign)
    path = Path(said.record)
    try:
        written = case(opened.base, opened.program, assessment, sources, _person(said, assessment.patient.name))
        below = canonical(basis(opened.base, files_of(tree)))
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        how = Circumstances(now, engine(), release_of(opened.origin), signer)
        with appending(path, secrets.token_hex(16)) as log:
            entry = add(log, written, below, how)
    except (LogError, Unsigned, NotCanonical) as error:
        raise Stop(f"nothing was recorded in {said.record}: {error}", FINDINGS) from None
    if open_to_others(path):
        _warn(f"everybody on this machine may read {said.record}: chmod o-r")
    if said.receipt is not None:
        try:
            write(Path(said.receipt), receipt_of(entry).content())
        except (OSError, ValueError) as error:
            raise Stop(f"recorded as entry {entry.number}, but no receipt: {told(error)}", FINDINGS) from None
    click.echo(f"recorded as entry {entry.number} of {visible(said.record)}, digest {entry.digest}", err=True)


def files_of(tree: Tree) -> dict[str, str]:
    """The digest (SHA-256, hex) of every file of the knowledge, by its path."""
    return {one.path: hashlib.sha256(one.content).hexdigest() for one in tree.members if one.content is not None}


def release_of(origin: Origin) -> Mapping[str, str | None]:
    """As what the knowledge was opened, without where it lies."""
    return {"kind": origin.kind, "version": origin.version, "commit": origin.commit}


def key_bytes(path: str, secret: bool) -> bytes:
    """The content of a key file. Stops where it cannot be read; warns where a secret one is open to others."""
    try:
        with open(path, "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(_MOST_KEY_BYTES + 1) if stat.S_ISREG(mode) else b""
    except (OSError, ValueError) as error:
        raise Stop(f"the key file {path[:200]} cannot be read: {told(error)}") from None
    if not content or len(content) > _MOST_KEY_BYTES:
        raise Stop(f"{path[:200]} is no key file")
    if secret and mode & (stat.S_IRGRP | stat.S_IROTH):
        _warn(f"other people may read the key in {path[:200]}: chmod 600")
    return content


def _signer(path: str) -> Signer:
    from whence.record.signature import NoSignature, signer_of

    try:
        return signer_of(key_bytes(path, secret=True))
    except NoSignature as error:
        raise Stop(f"{path[:200]}: {error}", FINDINGS) from None


def _person(said: Recording, name: str) -> str | None:
    """What stands for the patient in the record."""
    from whence.record.pseudonym import WeakKey, pseudonym

    if said.unnamed:
        return None
    if said.pseudonymise is None:
        return name
    try:
        return pseudonym(name, key_bytes(said.pseudonymise, secret=True).rstrip(b"\r\n"))
    except WeakKey as error:
        raise Stop(f"{said.pseudonymise[:200]}: {error}") from None


def _warn(sentence: str) -> None:
    click.echo(f"whence: {visible(sentence)}", err=True)
    sys.stderr.flush()
