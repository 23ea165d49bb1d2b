"""What dev.py promises before anything is installed: what it asks for, what it does again and what it says."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def load(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_under_test", folder / "dev.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def dev(tmp_path: Path) -> ModuleType:
    """dev.py in a folder of its own, with a project file and a lock that hold almost nothing."""
    shutil.copy(ROOT / "dev.py", tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "requirements.lock").write_text("durable-rules==2.0.28 \\\n    --hash=sha256:00\nsix==1.17.0\n")
    return load(tmp_path)


@pytest.fixture
def finished(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The same after a set-up in which every installer succeeded without installing anything."""
    monkeypatch.setattr(dev, "missing_parts", list)
    monkeypatch.setattr(dev, "logged", lambda command, env: None)
    dev.set_up()
    dev.PYTHON.parent.mkdir(parents=True)
    dev.PYTHON.touch()
    return dev


# --- what it needs


def test_uses_the_standard_library_only_and_parses_on_an_old_python() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 7))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} - sys.stdlib_module_names == {"pip"}


def test_an_old_python_is_told_which_one_is_needed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 10, 13))
    assert dev.main(["run"]) == 2
    assert re.fullmatch(r"dev\.py: Python 3\.11 or newer is needed, and .+ is 3\.10\n", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("missing", "manager", "platform", "line"),
    [
        (["compiler"], "apt-get", "linux", "sudo apt-get install gcc libc6-dev"),
        (["headers"], "apt-get", "linux", "sudo apt-get install python3.11-dev"),
        (["compiler", "headers", "pip"], "apt-get", "linux",
         "sudo apt-get install gcc libc6-dev python3.11-dev python3-pip"),
        (["compiler", "headers"], "dnf", "linux", "sudo dnf install gcc python3-devel"),
        (["compiler"], None, "linux", "install with your system's package manager: compiler"),
        (["compiler", "headers"], None, "darwin", "xcode-select --install"),
        (["pip"], None, "darwin", "python3 -m ensurepip --upgrade"),
    ],
)  # fmt: skip
def test_what_is_missing_is_one_line_to_type(
    dev: ModuleType, missing: list[str], manager: str | None, platform: str, line: str
) -> None:
    assert dev.cure(missing, manager, platform, "3.11") == line


def test_a_compiler_that_is_not_there_is_missing(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler-anywhere -pthread")
    assert "compiler" in dev.missing_parts()


def test_a_compiler_that_cannot_compile_is_missing(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dev.missing_parts() == []
    monkeypatch.setenv("CC", "false")
    assert dev.missing_parts() == ["compiler"]


def test_missing_parts_stop_the_set_up_before_anything_is_made(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CC", "false")
    assert dev.main(["test"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("dev.py: missing here: compiler. To get it, type: ")
    assert error.count("\n") == 1
    assert not dev.VENV.exists()


# --- how it fetches


def test_the_system_certificates_are_used_where_nothing_else_is_said(dev: ModuleType) -> None:
    env = dev.environment({}, "", "/system.pem", (3, 11))
    assert (env["SSL_CERT_FILE"], env["PIP_CERT"]) == ("/system.pem", "/system.pem")
    assert (env["UV_SYSTEM_CERTS"], env["UV_NATIVE_TLS"]) == ("1", "1")


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "PIP_CERT", "UV_SYSTEM_CERTS"])
def test_what_the_environment_says_about_certificates_stays(dev: ModuleType, name: str) -> None:
    assert dev.environment({name: "/own"}, "", "/system.pem", (3, 11))[name] == "/own"


@pytest.mark.parametrize(
    ("given", "settings"), [({}, "global.cert='/own.pem'"), ({"REQUESTS_CA_BUNDLE": "/own.pem"}, "")]
)
def test_certificates_named_in_other_ways_are_not_overruled(
    dev: ModuleType, given: dict[str, str], settings: str
) -> None:
    assert "PIP_CERT" not in dev.environment(given, settings, "/system.pem", (3, 11))


def test_a_named_certificate_file_serves_pip_as_well(dev: ModuleType) -> None:
    assert dev.environment({"SSL_CERT_FILE": "/own.pem"}, "", "/system.pem", (3, 11))["PIP_CERT"] == "/own.pem"


@pytest.mark.parametrize(
    ("version", "given", "flags"),
    [
        ((3, 12), {}, None),
        ((3, 12), {"CPPFLAGS": "-O1"}, "-O1"),
        ((3, 13), {}, "-DPyEval_CallObject=PyObject_CallObject"),
        ((3, 14), {"CPPFLAGS": "-O1"}, "-O1 -DPyEval_CallObject=PyObject_CallObject"),
    ],
)
def test_the_flag_for_newer_pythons_joins_the_given_ones(
    dev: ModuleType, version: tuple[int, int], given: dict[str, str], flags: str | None
) -> None:
    assert dev.environment(given, "", "", version).get("CPPFLAGS") == flags


def test_the_lock_is_split_without_loss() -> None:
    wheels, source = load(ROOT).split_lock(LOCK, "durable-rules")
    assert source.startswith("durable-rules==")
    assert source.count("==") == 1
    assert "\ndurable-rules==" not in wheels
    assert sorted((wheels + source).splitlines()) == sorted(LOCK.splitlines())


def test_a_package_with_a_longer_name_is_another_one(dev: ModuleType) -> None:
    wheels, source = dev.split_lock("# head\nsix==1 \\\n    --hash\nsix-more==2\n", "six")
    assert (wheels, source) == ("# head\nsix-more==2\n", "six==1 \\\n    --hash\n")


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate not trusted"),
        ("invalid peer certificate: UnknownIssuer", "certificate not trusted"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "not the one of requirements.lock"),
        ("NewConnectionError: Temporary failure in name resolution", "cannot be reached"),
        ("working\nERROR: no space left\nbye", "ERROR: no space left"),
        ("", "no reason was given"),
    ],
)
def test_a_failed_installer_is_explained_in_one_sentence(dev: ModuleType, output: str, sentence: str) -> None:
    assert sentence in dev.reason(output)
    assert "\n" not in dev.reason(output)


# --- what it does again


def test_a_finished_set_up_is_not_repeated(finished: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert finished.state() == "ready"
    monkeypatch.setattr(finished, "install", lambda fresh: pytest.fail("installed again"))
    finished.set_up()


def test_a_changed_project_file_installs_whence_alone(finished: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    (finished.ROOT / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    assert finished.state() == "stale"
    commands: list[list[str]] = []
    monkeypatch.setattr(finished, "logged", lambda command, env: commands.append(command))
    finished.set_up()
    assert ["--no-index", "-e", str(finished.ROOT)] == commands[0][-3:]
    assert len(commands) == 1
    assert finished.state() == "ready"


def test_a_changed_lock_a_lost_python_or_another_folder_start_afresh(finished: ModuleType, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(finished.ROOT, elsewhere, ignore=shutil.ignore_patterns("elsewhere"))
    assert load(elsewhere).state() == "outdated"
    lock = finished.LOCK.read_text()
    finished.LOCK.write_text(lock + "more==1\n")
    assert finished.state() == "outdated"
    finished.LOCK.write_text(lock)
    assert finished.state() == "ready"
    finished.PYTHON.unlink()
    assert finished.state() == "outdated"


def test_a_set_up_cut_short_is_seen_and_mended(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(command: list[str], env: dict[str, str]) -> None:
        (dev.VENV / "half").mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "missing_parts", list)
    monkeypatch.setattr(dev, "logged", cut)
    assert dev.main(["setup"]) == 130
    assert dev.state() == "unfinished"
    monkeypatch.setattr(dev, "logged", lambda command, env: None)
    assert dev.main(["setup"]) == 0
    assert not (dev.VENV / "half").exists()
    assert dev.STAMP.exists()


def test_an_environment_of_somebody_else_is_left_alone(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    dev.VENV.mkdir()
    (dev.VENV / "pyvenv.cfg").write_text("theirs")
    assert dev.main(["test"]) == 1
    assert "was not made by dev.py" in capsys.readouterr().err
    assert [entry.name for entry in dev.VENV.iterdir()] == ["pyvenv.cfg"]


# --- what it says and returns


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "extra"], ["check", "extra"]])
def test_wrong_use_prints_the_usage_and_exits_2(arguments: list[str], tmp_path: Path) -> None:
    shutil.copy(ROOT / "dev.py", tmp_path)
    done = subprocess.run([sys.executable, "dev.py", *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "python3 dev.py test [ARGS]" in done.stderr


def test_a_failed_check_fails_the_command_though_the_tests_pass(
    finished: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[tuple[str, ...]] = []

    def module(*call: str) -> int:
        calls.append(call)
        return int(call[0] == "mypy")

    monkeypatch.setattr(finished, "module", module)
    assert finished.main(["test", "-k", "dates"]) == 1
    assert calls[-1] == ("pytest", "-k", "dates")
    assert [call[0] for call in calls] == ["ruff", "mypy", "whence", "whence", "tests.keyboard.install", "pytest"]
    assert "== 3 of 4 checks passed; FAILED: types" in capsys.readouterr().out


def test_failed_tests_fail_the_command(finished: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finished, "module", lambda *call: 3 if call[0] == "pytest" else 0)
    assert finished.main(["test"]) == 3
    assert finished.main(["check"]) == 0


# --- the lock


def pins() -> dict[str, list[str]]:
    """The pinned versions of each package in the lock (several where they differ by Python version)."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"(?m)^([a-z0-9.-]+)==([^\s;]+)", LOCK):
        found.setdefault(name, []).append(version)
    return found


def test_the_lock_holds_what_the_project_file_asks_for() -> None:
    wanted = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]
    missing = [
        str(requirement)
        for requirement in wanted
        if not (versions := pins().get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(version) for version in versions)
    ]
    assert missing == []


def test_every_package_of_the_lock_has_a_hash_and_none_names_a_host() -> None:
    entries = re.split(r"(?m)^(?=[a-z0-9])", LOCK)[1:]
    assert len(entries) >= len(PROJECT["dependencies"])
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK
