"""Claims as tests of pytest: `pytest --derivcheck`, or `derivcheck_files` in its settings.

Every claim of a claim file is a test of that name. A claim that is not as expected fails with
what `derivcheck verify` tells of it; a known mistake with an `erratum:` is an expected failure.
Settings are those of `[tool.derivcheck]` in the working directory. Nothing of the engine is
imported before claims are collected.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from derivcheck.verify.record import ClaimRecord
    from derivcheck.verify.settings import Settings
    from derivcheck.verify.source import Derivation


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag, and the patterns that need none."""
    group = parser.getgroup("derivcheck", "claims of derivations")
    group.addoption(
        "--derivcheck", action="store_true", help="collect the claims of claim files as tests"
    )
    parser.addini(
        "derivcheck_files",
        "patterns of claim files, relative to the root, whose claims are tests without the flag",
        type="linelist",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Claim files, where they are asked for; any other file is passed over."""
    config = parent.config
    patterns = config.getini("derivcheck_files")
    relative = Path(os.path.relpath(file_path, config.rootpath))
    if not config.option.derivcheck and not any(relative.match(each) for each in patterns):
        return None
    from derivcheck.verify.folders import holds_claims

    return ClaimFile.from_parent(parent, path=file_path) if holds_claims(file_path) else None


class ClaimFile(pytest.File):
    """A claim file; its claims are decided together when the first of them is run."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test a claim, and one for what could not be read."""
        from derivcheck.verify.folders import load
        from derivcheck.verify.record import ProblemRecord
        from derivcheck.verify.selection import NothingToCheck
        from derivcheck.verify.snippets import with_snippet

        folder = self.config.invocation_params.dir
        try:
            (self.derivation,) = load([os.path.relpath(self.path, folder)]).derivations
        except NothingToCheck:
            return
        self.decided: dict[str, ClaimRecord] = {}
        for claim in self.derivation.claims:
            yield ClaimItem.from_parent(self, name=claim.id.value, line=claim.place.line)
        for problem in self.derivation.problems:
            if problem.severity == "error":
                name = problem.claim or f"{problem.code}-line-{problem.place.line}"
                record = with_snippet(ProblemRecord.of(problem), self.derivation.lines)
                yield ProblemItem.from_parent(self, name=name, problem=record)

    def record(self, ident: str) -> ClaimRecord:
        """The record of a claim."""
        if ident not in self.decided:
            self.decided |= {claim.id: claim for claim in self._decide(self._wanted(ident))}
        return self.decided[ident]

    def _wanted(self, ident: str) -> set[str]:
        """The claims to decide at once: those of this file that are run by this process.

        With pytest-xdist every process is told its tests one by one.
        """
        if hasattr(self.config, "workerinput"):
            return {ident}
        return {i.name for i in self.session.items if isinstance(i, ClaimItem) and i.parent is self}

    def _decide(self, names: set[str]) -> Iterable[ClaimRecord]:
        from dataclasses import replace

        from derivcheck.verify.run import Means, judge_all

        claims = tuple(c for c in self.derivation.claims if c.id.value in names)
        chosen: Derivation = replace(self.derivation, claims=claims)
        jobs = 1 if hasattr(self.config, "workerinput") else None
        means = Means(jobs=jobs, cache=True)
        return judge_all([chosen], _settings(self.config), means).claims


class NotAsExpected(Exception):
    """The text of a finding."""


class _Told(pytest.Item):
    """A test whose failure is a finding, with no traceback beside it."""

    line = 1

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The finding as `derivcheck verify` tells it."""
        if isinstance(excinfo.value, NotAsExpected):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, self.line - 1, self.name


class ClaimItem(_Told):
    """One claim."""

    def __init__(self, *, line: int, **known: Any) -> None:
        super().__init__(**known)
        self.line = line

    def runtest(self) -> None:
        """Decide the claim, or look up what was decided."""
        from derivcheck.reports._clean import cleaned

        assert isinstance(self.parent, ClaimFile)
        record = cleaned(self.parent.record(self.name))
        if warnings := [each for each in record.problems if each.severity == "warning"]:
            self.add_report_section("call", "derivcheck", _problems(warnings))
        if not record.ok:
            raise NotAsExpected(_problems(record.errors) or _finding(record))
        if record.erratum is not None:
            pytest.xfail(f"erratum: {record.erratum.why}")


class ProblemItem(_Told):
    """A claim, or a file, that cannot be read."""

    def __init__(self, *, problem: Any, **known: Any) -> None:
        super().__init__(**known)
        self.problem, self.line = problem, problem.line

    def runtest(self) -> None:
        """It fails."""
        from derivcheck.reports._clean import cleaned

        raise NotAsExpected(_problems([cleaned(self.problem)]))


def _finding(record: ClaimRecord) -> str:
    from derivcheck.reports import Options
    from derivcheck.reports._finding import finding_lines

    return "\n".join(finding_lines(record, Options()))


def _problems(problems: Iterable[Any]) -> str:
    from derivcheck.reports import Options
    from derivcheck.reports._finding import problem_lines

    return "\n\n".join("\n".join(problem_lines(each, Options())) for each in problems)


def _settings(config: pytest.Config) -> Settings:
    """What a verdict may depend on, from the working directory's pyproject.toml."""
    from derivcheck.cli.configuration import configured
    from derivcheck.cli.options import settings_of

    options = configured(config.invocation_params.dir)
    settings: Settings = settings_of({key: options[key] for key in options if key != "select"})
    return settings
