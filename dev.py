#!/usr/bin/env python3
"""Set whence up on this machine and run it. Standard library only; needs Python >= 3.11, a C compiler and pip or uv.

    python3 dev.py run              assess the patient that ships with the project and draw that patient's path
    python3 dev.py test [ARGS]      lint, types, knowledge check, then every test; ARGS go to pytest
    python3 dev.py check            the same without the tests
    python3 dev.py setup            set up only (the others do it themselves when something has changed)

Everything goes into .venv and build beside this file; nothing else on the machine is touched, no root is needed.
The packages are those of requirements.lock, checked by hash. A finished set-up is not repeated and needs no network.
"""

# Annotations stay quoted here: an older Python must get as far as the sentence that says it is too old.
import functools
import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "whence-stamp.json"
UNFINISHED = VENV / "whence-unfinished"
LOG = VENV / "whence-setup.log"
LOCK = ROOT / "requirements.lock"

FROM_SOURCE = "durable-rules"  # the one package without wheels
PATIENT = "knowledge/mscc/patients/back-pain-and-weak-legs.yaml"
PATHWAY = "nice-mscc-assessment"
PICTURE = "build/back-pain-and-weak-legs.svg"
CHECKS = {
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "knowledge": ["whence", "check"],
    "generated files": ["whence", "generate", "--check"],
}
CA_BUNDLES = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem"]
INSTALL = {  # by package manager: its command, then what brings a compiler, headers and pip
    "apt-get": ["sudo apt-get install", "gcc libc6-dev", "python{v}-dev", "python3-pip"],
    "dnf": ["sudo dnf install", "gcc", "python3-devel", "python3-pip"],
    "apk": ["sudo apk add", "gcc musl-dev", "python3-dev", "py3-pip"],
}


say = functools.partial(print, flush=True)  # at once, so that it stands before the output of what is started next


class Stop(Exception):
    """The command cannot go on; carries one sentence for the person and the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def missing_parts() -> "list[str]":
    """Return which of compiler, headers and pip are missing; pip only where uv is missing too."""
    missing = []
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    if shutil.which(compiler) is None:
        missing.append("compiler")
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        missing.append("headers")
    if not missing:  # both may be there and not work: no C library, or a stub that only offers to install the real one
        trial = [compiler, "-I", sysconfig.get_path("include"), "-x", "c", "-fsyntax-only", "-"]
        if subprocess.run(trial, input=b"#include <Python.h>\n", capture_output=True).returncode:
            missing.append("compiler")
    if shutil.which("uv") is None and pip_version() < (22, 3):  # `pip --python` came with 22.3
        missing.append("pip")
    return missing


def pip_version() -> "tuple[int, ...]":
    """Return the version of this Python's pip as (major, minor); (0, 0) where there is none."""
    if importlib.util.find_spec("pip") is None:
        return (0, 0)
    import pip

    return tuple(int(part) for part in pip.__version__.split(".")[:2])


def cure(missing: "list[str]", manager: "str | None", platform: str, version: str) -> str:
    """Return the one line to type that brings the `missing` parts, for this package manager and platform."""
    if platform == "darwin":
        return "python3 -m ensurepip --upgrade" if missing == ["pip"] else "xcode-select --install"
    if manager is None:
        return "install with your system's package manager: " + ", ".join(missing)
    command, *packages = INSTALL[manager]
    named = dict(zip(["compiler", "headers", "pip"], packages, strict=True))
    return " ".join([command, *(named[part].format(v=version) for part in missing)])


def environment(given: "dict[str, str]", settings: str, bundle: str, python: "tuple[int, ...]") -> "dict[str, str]":
    """Return the environment for installers and compiler; what `given` says about certificates and flags stays.

    `settings` is what `pip config list` prints. `bundle` is the system's file of trusted certificates, or
    empty: a proxy that opens TLS is known there, and not in the lists that pip and uv bring along.
    """
    env = {**given, "PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if bundle:
        env.setdefault("SSL_CERT_FILE", bundle)
        if not {"PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"} & set(given) and ".cert=" not in settings:
            env["PIP_CERT"] = env["SSL_CERT_FILE"]
    for name in ("UV_SYSTEM_CERTS", "UV_NATIVE_TLS"):  # the same for newer and older versions of uv
        env.setdefault(name, "1")
    if python >= (3, 13):  # durable_rules calls a function that Python 3.13 took away under that name
        env["CPPFLAGS"] = (env.get("CPPFLAGS", "") + " -DPyEval_CallObject=PyObject_CallObject").strip()
    return env


def split_lock(text: str, package: str) -> "tuple[str, str]":
    """Return the lock's text without `package`, and that of `package` alone; an entry begins at the margin."""
    entries = re.split(r"(?m)^(?=[^\s#])", text)
    alone = [entry for entry in entries if entry.startswith(package + "==")]
    return "".join(entry for entry in entries if entry not in alone), "".join(alone)


def reason(output: str) -> str:
    """Return in one sentence why an installer failed, from what it printed."""
    low = output.lower()
    if any(sign in low for sign in ("certificate_verify_failed", "ssl certificate", "unknownissuer")):
        return "the package index has a certificate not trusted here (set SSL_CERT_FILE and PIP_CERT to the right file)"
    if "do not match the hashes" in low or "hash mismatch" in low:
        return "a downloaded package is not the one of requirements.lock"
    if any(sign in low for sign in ("newconnectionerror", "name resolution", "dns error", "unreachable")):
        return "the package index cannot be reached (no network, or a proxy to name in HTTPS_PROXY)"
    errors = [line.strip() for line in output.splitlines() if "error" in line.lower()]
    return errors[-1][:200] if errors else "no reason was given"


def wanted_stamp() -> "dict[str, str]":
    """Return what a finished set-up depends on: this Python, this folder, the lock, the project file."""
    digest = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (LOCK, ROOT / "pyproject.toml")}
    return {"python": f"{sys.version} {sys.base_prefix}", "folder": str(ROOT), **digest}


def state() -> str:
    """Return what .venv is: absent, foreign, unfinished, outdated, stale (only the project file changed) or ready."""
    if not VENV.exists() or not any(VENV.iterdir()):
        return "absent"
    if UNFINISHED.exists():
        return "unfinished"
    if not STAMP.exists():
        return "foreign"
    found = json.loads(STAMP.read_text("utf-8"))
    changed = {key for key, value in wanted_stamp().items() if found.get(key) != value}
    if changed - {"pyproject.toml"} or not PYTHON.exists():
        return "outdated"
    return "stale" if changed else "ready"


def set_up() -> None:
    """Make .venv hold what the lock and the project file say; nothing to do where it does. Raises Stop."""
    found = state()
    if found == "ready":
        return
    if found == "foreign":
        raise Stop(f"{VENV} was not made by dev.py: move it away, then run the same command again")
    missing = missing_parts()
    if missing:
        manager = next((name for name in INSTALL if shutil.which(name)), None)
        line = cure(missing, manager, sys.platform, "{}.{}".format(*sys.version_info))
        raise Stop(f"missing here: {', '.join(missing)}. To get it, type: {line}", 2)
    started = time.monotonic()
    if found == "unfinished":
        say("An earlier set-up was cut short: starting afresh.")
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    install(fresh=found != "stale")
    STAMP.write_text(json.dumps(wanted_stamp(), indent=1), "utf-8")
    UNFINISHED.unlink()
    say(f"Set up in {time.monotonic() - started:.0f} s.\n")


def install(fresh: bool) -> None:
    """Fill .venv: with `fresh` from nothing, else only whence itself. Raises Stop with the reason of what failed."""
    bundle = next((path for path in CA_BUNDLES if os.path.exists(path)), "")
    settings = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
    env = environment(dict(os.environ), settings, bundle, sys.version_info[:2])
    if fresh:
        for entry in VENV.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry != UNFINISHED:
                entry.unlink()
        say(f"[1/4] an environment in {VENV.name} for Python {sys.version.split()[0]}")
        logged([sys.executable, "-m", "venv", "--without-pip", str(VENV)], env)
        wheels, source = VENV / "whence-wheels.txt", VENV / "whence-source.txt"
        for path, text in zip((wheels, source), split_lock(LOCK.read_text("utf-8"), FROM_SOURCE), strict=True):
            path.write_text(text, "utf-8")
        say("[2/4] the packages of requirements.lock (some 45 MB, unless they are at hand already)")
        fetch(["--no-deps", "--require-hashes", "-r", str(wheels)], env)
        say("[3/4] the rule engine, compiled from its source")
        # Without cache: pip would also take a build made without the flag above, and that one cannot be imported.
        fetch(["--no-deps", "--require-hashes", "--no-build-isolation", "--no-cache-dir", "-r", str(source)], env)
        logged([str(PYTHON), "-c", "import durable_rules_engine"], env)
    say("[4/4] whence itself")
    fetch(["--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)], env)


def fetch(arguments: "list[str]", env: "dict[str, str]") -> None:
    """Install into .venv with uv where there is one, and with pip where there is none or it fails. Raises Stop."""
    uv, has_pip = shutil.which("uv"), pip_version() >= (22, 3)
    if uv:
        try:
            return logged([uv, "pip", "install", "--python", str(PYTHON), *arguments], env)
        except Stop:
            if not has_pip:
                raise
    return logged([sys.executable, "-m", "pip", "--python", str(PYTHON), "install", *arguments], env)


def logged(command: "list[str]", env: "dict[str, str]") -> None:
    """Run `command` with its output in the log; raises Stop with one sentence of it where it fails."""
    done = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {shlex.join(command)}\n{done.stdout}\n")
    if done.returncode:
        raise Stop(f"set-up failed: {reason(done.stdout)}. The whole story: {LOG.relative_to(ROOT)}")


def module(name: str, *arguments: str) -> int:
    """Run a module of .venv from the project's folder and return its exit code; on Ctrl-C it ends in its own way."""
    process = subprocess.Popen([str(PYTHON), "-m", name, *arguments], cwd=ROOT)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.wait()
        raise


def run() -> int:
    """Assess the shipped patient, draw that patient's path and say where the picture is."""
    (ROOT / PICTURE).parent.mkdir(exist_ok=True)
    code = module("whence", "assess", PATIENT)
    code = module("whence", "chart", PATHWAY, "--patient", PATIENT, "-o", PICTURE) or code
    if not code:
        say(f"\nThe flowchart with this patient's path: {ROOT / PICTURE}")
    return code


def check() -> "list[str]":
    """Run every check and return the names of those that found something."""
    failed = []
    for name, (tool, *arguments) in CHECKS.items():
        say(f"== {name}: {tool} {' '.join(arguments)}")
        if module(tool, *arguments):
            failed.append(name)
    found = f"; FAILED: {', '.join(failed)}" if failed else ""
    say(f"== {len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed{found}\n")
    return failed


def test(arguments: "list[str]") -> int:
    """Run the checks, then pytest with `arguments`; its closing line is the last unless a check failed before it."""
    failed = check()
    module("tests.keyboard.install")  # says itself where it cannot, and the tests that need it say so again
    code = module("pytest", *arguments)
    if failed:
        say(f"FAILED before the tests: {', '.join(failed)} (see above)")
    return code or int(bool(failed))


def main(arguments: "list[str]") -> int:
    """Run one command; return 0 fine, 1 something failed, 2 wrong use or something missing, 130 on Ctrl-C."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command not in ("run", "test", "check", "setup") or (rest and command != "test"):
        print(__doc__, file=sys.stderr)
        return 0 if command in ("-h", "--help") else 2
    os.environ.pop("PYTHONPATH", None)  # another project's packages would pass for installed ones
    try:
        if sys.version_info < (3, 11):  # noqa: UP036  (this file is what people start first, with whatever Python)
            raise Stop("Python 3.11 or newer is needed, and {} is {}.{}".format(sys.executable, *sys.version_info), 2)
        if os.name != "posix":
            raise Stop("Linux or macOS is needed; on Windows, run it inside WSL", 2)
        set_up()
        if command == "run":
            return run()
        if command == "test":
            return test(rest)
        return int(command == "check" and bool(check()))
    except Stop as stop:
        print(f"dev.py: {stop}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        print("\ndev.py: stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
