"""Put the language server that these tests drive into build/keyboard, once. Standard library only; needs node and npm.

    python tests/keyboard/install.py    ends with 0 where it is there, and with 3 and one line where it cannot be had

Which packages, and their digests, is in package-lock.json beside this file; they come from wherever npm is set up to
fetch. A finished installation is not repeated and needs no network.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / "build" / "keyboard"
SERVER = FOLDER / "node_modules/yaml-language-server/bin/yaml-language-server"
FILES = ("package.json", "package-lock.json")
CA_BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem")


def install(here: Path = HERE, folder: Path = FOLDER) -> str | None:
    """Install what the lock in `here` says into `folder`; the reason in one sentence where that cannot be done."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "node and npm are not here"
    digest = hashlib.sha256(b"".join((here / name).read_bytes() for name in FILES)).hexdigest()
    stamp = folder / "whence-stamp"
    if stamp.is_file() and stamp.read_text("utf-8") == digest:
        return None
    print("A language server for the tests at the keyboard, with npm (some 30 MB)", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    for name in FILES:
        shutil.copy(here / name, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True)
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if "error" in line.lower()]
        return f"npm could not install it ({said[0][:200] if said else 'no reason was given'})"
    stamp.write_text(digest, "utf-8")
    return None


def environment() -> dict[str, str]:
    """For npm: where no certificates are named, the system's, since a proxy that opens TLS is known there."""
    bundle = next((path for path in CA_BUNDLES if os.path.exists(path)), None)
    return {**({"NODE_EXTRA_CA_CERTS": bundle} if bundle is not None else {}), **os.environ}


if __name__ == "__main__":
    reason = install()
    if reason is not None:
        print(f"The tests at the keyboard (tests/keyboard) are SKIPPED: {reason}", flush=True)
    sys.exit(0 if reason is None else 3)
