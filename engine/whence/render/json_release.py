"""A release as JSON (`schemas/outputs/release.schema.json`): the file and its manifest."""

from __future__ import annotations

from whence.render.json_output import Json, headed
from whence.store.release import Release


def release_json(release: Release, place: str) -> dict[str, Json]:
    """The output of `whence release`; `place` is the file as it was named."""
    body: dict[str, Json] = {"file": place, "manifest": dict(release.manifest)}
    return headed("release", release.tree.origin.digest, body, release.tree.origin.version)
