"""Claims as tests of pytest, run by pytest itself in a folder of its own."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import derivcheck.reports.text
import derivcheck.verify.folders  # noqa: F401
from derivcheck.verify.workers import import_deciders

# pytester forgets what is imported while it runs, and libraries in C do not bear that.
import_deciders()

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent
PLUGIN = "derivcheck.pytest_plugin"

FILE = """\
symbols: {x: scalar, A: 'matrix[n, m]'}
claims:
  - id: right
    claim: x + x = 2*x
  - id: wrong
    claim: x + x = 3*x
  - id: misfit
    claim: A@A = A
  - id: known
    claim: x*x = x
    erratum: {why: the square is lost, correct: x*x = x^2}
  - id: stale
    claim: x = x
    erratum: {why: it was wrong once}
"""


@pytest.fixture
def run(pytester):
    """pytest in this process, with the plugin as an installed package brings it."""
    installed = any(each.value == PLUGIN for each in entry_points(group="pytest11"))
    plugin = () if installed else ("-p", PLUGIN)
    return lambda *arguments: pytester.runpytest(*plugin, *arguments)


def test_claims_are_tests_of_their_names(pytester, run):
    pytester.path.joinpath("ridge.yaml").write_text(FILE)
    result = run("--derivcheck", "-v")
    result.assert_outcomes(passed=1, failed=3, xfailed=1)
    result.stdout.fnmatch_lines(
        [
            "ridge.yaml::right PASSED*",
            "ridge.yaml::wrong FAILED*",
            "ridge.yaml::misfit FAILED*",
            "ridge.yaml::known XFAIL*erratum: the square is lost*",
            "ridge.yaml::stale FAILED*",
        ]
    )


def test_a_failure_is_what_the_terminal_shows(pytester, run):
    pytester.path.joinpath("ridge.yaml").write_text(FILE)
    result = run("--derivcheck")
    result.stdout.fnmatch_lines(
        [
            "*___ wrong ___*",
            "ridge.yaml:6:20: refuted wrong [[]DC301[]]",
            "    6 |     claim: x + x = 3*x",
            "  at x = 1",
            "  Meant?  x + x = 2*x",
            "*___ misfit ___*",
            "ridge.yaml:8:12: ill-posed misfit [[]DC202[]]",
            "*___ stale ___*",
            "ridge.yaml:14:5: stale erratum stale [[]DC501[]]",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*def runtest*")


def test_nothing_is_collected_unless_it_is_asked_for(pytester, run):
    pytester.path.joinpath("ridge.yaml").write_text(FILE)
    pytester.makepyfile("def test_python(): pass")
    run().assert_outcomes(passed=1)


def test_files_can_be_named_by_patterns(pytester, run):
    folder = pytester.mkdir("derivations")
    good = "claims:\n  - {id: a, claim: 1 + 1 = 2}\n"
    folder.joinpath("good.yaml").write_text(good)
    pytester.path.joinpath("other.yaml").write_text(FILE)
    pytester.makeini("[pytest]\nderivcheck_files = derivations/*.yaml\n")
    run().assert_outcomes(passed=1)


def test_other_files_are_passed_over(pytester, run):
    pytester.path.joinpath("settings.yaml").write_text("a: [1, 2\n")
    pytester.path.joinpath("answers.yaml").write_text("answers: []\n")
    pytester.path.joinpath("none.yaml").write_text("claims: []\n")
    pytester.makepyfile("def test_python(): pass")
    run("--derivcheck").assert_outcomes(passed=1)


def test_one_claim_is_chosen_by_its_address_or_its_name(pytester, run):
    pytester.path.joinpath("ridge.yaml").write_text(FILE)
    run("--derivcheck", "ridge.yaml::right").assert_outcomes(passed=1)
    run("--derivcheck", "-k", "right or known").assert_outcomes(passed=1, xfailed=1, deselected=3)


def test_what_cannot_be_read_fails_where_it_stands(pytester, run):
    source = "claims:\n  - {id: a, clam: x}\n  - {id: b, claim: 1 = 1}\n  - {id: c, claim: y = y}\n"
    pytester.path.joinpath("bad.yaml").write_text(source)
    pytester.path.joinpath("worse.yaml").write_text("claims: [\n")
    result = run("--derivcheck")
    result.assert_outcomes(passed=1, failed=3)
    result.stdout.fnmatch_lines(
        [
            "bad.yaml:4:20: error: unknown name y [[]DC201[]]",
            "bad.yaml:2:13: error: unknown key clam in a claim [[]DC102[]]",
            "worse.yaml:1:9: error: this [[] is never closed [[]DC101[]]",
        ]
    )


def test_words_of_a_file_do_not_reach_the_terminal_as_control_characters(pytester, run):
    source = 'claims:\n  - {id: a, claim: 1 = 2, erratum: {why: "\\e[31m red"}}\n'
    pytester.path.joinpath("bad.yaml").write_text(source)
    result = run("--derivcheck", "-rx", "-v")
    result.assert_outcomes(xfailed=1)
    assert "\x1b" not in result.stdout.str()


def test_settings_are_those_of_the_working_directory(pytester, run):
    pytester.path.joinpath("ridge.yaml").write_text(FILE)
    pytester.makepyprojecttoml("[tool.derivcheck]\nnonsense = 1\n")
    result = run("--derivcheck", "ridge.yaml::right")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*unknown key nonsense*"])


def test_processes_of_xdist_share_the_claims(pytester, run):
    pytester.path.joinpath("ridge.yaml").write_text(FILE)
    result = run("--derivcheck", "-n", "2", "-k", "right or known or wrong")
    result.assert_outcomes(passed=1, failed=1, xfailed=1)


def test_the_package_brings_the_plugin():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["entry-points"]["pytest11"] == {PLUGIN: PLUGIN}


def test_starting_pytest_imports_nothing_of_the_engine():
    told = (
        "import sys, derivcheck.pytest_plugin\n"
        "print({'sympy', 'numpy', 'flint', 'yaml', 'click', 'rich'} & set(sys.modules))\n"
        "print(sorted(m for m in sys.modules if m.startswith('derivcheck')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, second = done.stdout.splitlines()
    assert first == "set()"
    assert second == "['derivcheck', 'derivcheck.pytest_plugin', 'derivcheck.verify']"
