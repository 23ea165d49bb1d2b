"""Vignettes as items of pytest: every case of tests/vignettes/**/*.yaml is a test named after it.

So is every whole patient of tests/patients/**/*.yaml. It touches nothing else: a file counts only below these folders
and when it says `vignettes:` or `expect:`. Everything of this package is imported when such a file is met, and not
before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from whence.language.patient import Case, Patient, Vignettes
    from whence.vignettes.run import Runner

#: Folder below `tests` -> what a file there says if it is one of ours.
_SAYS_SO = {
    "vignettes": re.compile(rb"^vignettes[ \t]*:", re.MULTILINE),
    "patients": re.compile(rb"^expect[ \t]*:", re.MULTILINE),
}
_RUNNERS = pytest.StashKey[dict[Path, "Runner | str"]]()


class VignetteFailed(Exception):
    """A case did not come as expected; its text is the whole failure message."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Claim vignette files and whole patients, and only them."""
    folder = _folder(file_path)
    if file_path.suffix != ".yaml" or folder is None or not _SAYS_SO[folder].search(file_path.read_bytes()):
        return None
    collector: pytest.Collector = VignetteFile.from_parent(parent, path=file_path)
    return collector


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close the engines that were opened."""
    for runner in config.stash.get(_RUNNERS, {}).values():
        if not isinstance(runner, str):
            runner.close()


class VignetteFile(pytest.File):
    """One vignette file or whole patient; a broken one is a single failing item that says what is wrong."""

    def collect(self) -> Iterable[pytest.Item]:
        """One item for each case, one for a whole patient."""
        runner = _runner(self.config, self.path)
        if isinstance(runner, str):
            yield BrokenFile.from_parent(self, name="the knowledge cannot be read", said=runner)
            return
        from whence.language.patient import Patient
        from whence.store.load import read_tried

        tried, found = read_tried(self.path, runner.base)
        errors = [str(finding) for finding in found if finding.severity == "error"]
        if tried is None or errors:
            yield BrokenFile.from_parent(self, name="the file cannot be read", said="\n".join(errors))
        elif isinstance(tried, Patient):
            yield PatientItem.from_parent(self, name=tried.name, runner=runner, patient=tried)
        else:
            if tried.says is not None:
                yield SaysItem.from_parent(self, name="says", runner=runner, vignettes=tried)
            for case in tried.cases:
                yield VignetteItem.from_parent(self, name=case.name, runner=runner, vignettes=tried, case=case)


class _Said(pytest.Item):
    """An item whose failures are sentences and not tracebacks."""

    line: int = 0

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The sentences of a failed vignette; anything else as pytest shows it."""
        if isinstance(excinfo.value, VignetteFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, self.line, self.name


class VignetteItem(_Said):
    """One case of a vignette file."""

    def __init__(self, *, runner: Runner, vignettes: Vignettes, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self.runner, self.vignettes, self.case = runner, vignettes, case
        self.line = case.span.line - 1 if case.span is not None else 0

    def runtest(self) -> None:
        """Run the case. Raises VignetteFailed where it does not come as expected."""
        from whence.vignettes.result import describe

        result = self.runner.case(self.vignettes, self.case)
        if not result.passed:
            raise VignetteFailed(describe(result))


class SaysItem(_Said):
    """What a rule is expected to say."""

    def __init__(self, *, runner: Runner, vignettes: Vignettes, **rest: Any) -> None:
        super().__init__(**rest)
        self.runner, self.vignettes = runner, vignettes
        span = vignettes.says.span if vignettes.says is not None else None
        self.line = span.line - 1 if span is not None else 0

    def runtest(self) -> None:
        """Hold it against the rule. Raises VignetteFailed where the rule says something else."""
        from whence.vignettes.result import describe
        from whence.vignettes.says import says

        result = says(self.vignettes, self.runner.base)
        if result is not None and not result.passed:
            raise VignetteFailed(describe(result))


class PatientItem(_Said):
    """One whole patient."""

    def __init__(self, *, runner: Runner, patient: Patient, **rest: Any) -> None:
        super().__init__(**rest)
        self.runner, self.patient = runner, patient

    def runtest(self) -> None:
        """Assess the patient. Raises VignetteFailed where a rule or a set of actions does not come as expected."""
        from whence.vignettes.result import describe_patient

        result = self.runner.patients.result(self.patient)
        if not result.passed:
            raise VignetteFailed(describe_patient(result))


class BrokenFile(_Said):
    """Stands for a file of which no case can be run."""

    def __init__(self, *, said: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.said = said

    def runtest(self) -> None:
        """Always fails, with what is wrong. Raises VignetteFailed."""
        raise VignetteFailed(self.said)


def _home(path: Path) -> Path | None:
    """The folder in which `tests/vignettes` or `tests/patients` stands, if the file lies below such a folder."""
    place = _place(path.parts)
    return None if place is None else Path(*path.parts[:place])


def _folder(path: Path) -> str | None:
    """Below which of our folders the file lies."""
    place = _place(path.parts)
    return None if place is None else path.parts[place + 1]


def _place(parts: tuple[str, ...]) -> int | None:
    pairs = list(enumerate(pairwise(parts[:-1])))
    return next((index for index, (outer, inner) in reversed(pairs) if outer == "tests" and inner in _SAYS_SO), None)


def _runner(config: pytest.Config, path: Path) -> Runner | str:
    """The runner over the knowledge beside those tests, else over the shipped one; or why there is none."""
    from whence.resources import knowledge_root
    from whence.store.load import load_base
    from whence.vignettes.run import Runner

    home = _home(path)
    beside = home / "knowledge" if home is not None else None
    root = beside if beside is not None and beside.is_dir() else knowledge_root()
    runners = config.stash.setdefault(_RUNNERS, {})
    if root not in runners:
        base, found = load_base(root)
        errors = [str(finding) for finding in found if finding.severity == "error"]
        runners[root] = Runner(base) if base is not None else "\n".join(errors[:20])
    return runners[root]
