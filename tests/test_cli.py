"""The command: what it prints, where, and its exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from derivcheck.cli import main

ROOT = Path(__file__).parent.parent

FILES = {
    "good.yaml": "claims:\n  - {id: a, claim: x}\n  - {id: b, claim: maybe}\n",
    "bad.yaml": "claims:\n  - {id: a, claim: x}\n  - {id: b, claim: wrong}\n",
    "malformed.yaml": "claims:\n  - {id: a, clam: x}\n  - {id: b, claim: y}\n",
    "internal.yaml": "claims:\n  - {id: a, claim: raises}\n  - {id: b, claim: y}\n",
    "errata.yaml": "claims:\n  - {id: a, claim: misfit, erratum: {why: order, correct: y}}\n",
    "folder/c.yaml": "claims:\n  - {id: c, claim: z}\n",
    "docs/readme.txt": "no claims\n",
    "none.yaml": "claims: []\n",
}


@pytest.fixture(autouse=True)
def place(judge, tmp_path, monkeypatch):
    """A working directory with claim files, and no colours from outside."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    (tmp_path / "astray.yaml").symlink_to("nowhere.yaml")
    return tmp_path


def run(capsys, *arguments):
    """Exit code, standard output and standard error of the command."""
    code = main(list(arguments))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["verify", "good.yaml"], 0),
        (["verify", "errata.yaml"], 0),
        (["verify", "bad.yaml"], 1),
        (["verify", "malformed.yaml"], 1),
        (["verify", "internal.yaml"], 3),
        (["verify", "."], 3),
        (["verify", "bad.yaml", "--exit-zero"], 0),
        (["verify", "bad.yaml::a"], 0),
        (["verify", "bad.yaml", "--select", "a"], 0),
        (["verify", "bad.yaml", "--select", "zz*"], 2),
        (["verify", "nowhere"], 2),
        (["verify", "docs"], 2),
        (["verify", "good.yaml", "--format", "pdf"], 2),
        (["verify", "good.yaml", "--report", "pdf=x"], 2),
        (["verify", "good.yaml", "--report", "json"], 2),
        (["verify", "good.yaml", "--output", "no/such/folder"], 2),
        (["verify", "good.yaml", "--jobs", "0"], 2),
        (["verify", "good.yaml", "--jobs", "many"], 2),
        (["verify", "good.yaml", "--timeout", "0"], 2),
        (["verify", "good.yaml", "--unknown"], 2),
        (["check", "x = x"], 0),
        (["check", "wrong"], 1),
        (["check", "raises"], 3),
        (["check", "folder"], 2),
        (["check", "good.yaml"], 2),
        (["check", "x", "-s", "x"], 2),
        (["explain", "good.yaml::a"], 0),
        (["explain", "bad.yaml::b"], 1),
        (["explain", "good.yaml::zz"], 2),
        (["explain", "DC301"], 0),
        (["explain", "DC999"], 2),
        (["explain", "nonsense"], 2),
        (["explain", "good.yaml"], 2),
        (["errata", "errata.yaml"], 0),
        (["schema", "report"], 0),
        (["schema", "nonsense"], 2),
        (["nonsense"], 2),
        (["--version"], 0),
        (["--help"], 0),
    ],
)
def test_exit_codes(capsys, arguments, code):
    assert run(capsys, *arguments)[0] == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["verify", "goood.yaml"], "goood.yaml: no such file or folder. Did you mean good.yaml?"),
        (["verify", "docs"], "nothing to check in docs: no *.yaml, *.yml or *.md with claims."),
        (["verify", "docs"], "To write a first file: derivcheck init"),
        (["check", "folder"], "folder is a folder. To check files: derivcheck verify folder"),
        (["check", "bad.yaml"], "bad.yaml is a file. To check files: derivcheck verify bad.yaml"),
        (["explain", "bad.yaml::bb"], "bad.yaml has no claim bb. Did you mean b?"),
        (["explain", "bad.yaml"], "name one claim of it: derivcheck explain bad.yaml::ID"),
        (["explain", "convexit"], "Did you mean convexity?"),
        (["explain", "DC299"], "no code DC299; there are DC201, DC202, DC203"),
        (["verify", "none.yaml"], "nothing to check in none.yaml"),
        (["verify", "-"], "name /dev/stdin"),
        (["verify", "astray.yaml"], "astray.yaml: a link that leads nowhere."),
        (["check", "-x = 0 - x"], "stands after --: -- '-x = 0 - x'"),
        (["check", "-sin(x) = y"], "stands after --: -- '-sin(x) = y'"),
    ],
)
def test_wrong_use_is_answered_in_one_sentence(capsys, arguments, message):
    _, out, err = run(capsys, *arguments)
    assert out == ""
    assert err.startswith("Error: ")
    assert message in err
    assert len(err.splitlines()) == 1


def test_results_go_to_standard_output_and_nothing_else_does(capsys):
    code, out, err = run(capsys, "verify", "bad.yaml", "--jobs", "1")
    assert code == 1
    assert out.startswith("bad.yaml:3:20: refuted b [DC301]\n")
    assert out.rstrip().endswith("More: derivcheck explain bad.yaml::b")
    assert err == ""


def test_one_run_is_told_in_several_formats(capsys):
    code, out, _ = run(
        capsys, "verify", "bad.yaml", "--report", "json=r.json", "--report", "concise=r.txt"
    )
    assert code == 1
    assert "refuted b" in out
    report = json.loads(Path("r.json").read_text())
    assert [claim["verdict"] for claim in report["claims"]] == ["proved", "refuted"]
    assert report["summary"]["exit_code"] == 1
    assert Path("r.txt").read_text().startswith("bad.yaml:3:20: DC301 b: refuted at n = 1")


def test_output_goes_to_a_file_instead(capsys):
    _, out, _ = run(capsys, "verify", "good.yaml", "--format", "json", "--output", "o.json")
    assert out == ""
    assert json.loads(Path("o.json").read_text())["summary"]["claims"] == 2


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_follows_the_option_then_the_environment(
    capsys, monkeypatch, arguments, environment, coloured
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    _, out, _ = run(capsys, "verify", "bad.yaml", *arguments)
    assert ("\x1b[" in out) == coloured


def test_files_are_written_without_colour(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    run(capsys, "verify", "bad.yaml", "--output", "o.txt")
    assert "\x1b[" not in Path("o.txt").read_text()


def test_settings_come_from_pyproject_and_the_command_line_wins(capsys):
    Path("pyproject.toml").write_text('[tool.derivcheck]\npaths = ["folder"]\nseed = 7\n')
    code, out, _ = run(capsys, "verify", "--format", "json")
    report = json.loads(out)
    assert (code, report["seed"]) == (0, 7)
    assert [file["file"] for file in report["files"]] == ["folder/c.yaml"]
    _, out, _ = run(capsys, "verify", "good.yaml", "--format", "json", "--seed", "3")
    assert json.loads(out)["seed"] == 3


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("timout = 3", "unknown key timout in [tool.derivcheck]. Did you mean timeout?"),
        ("timeout = -1", "timeout in [tool.derivcheck] must be seconds above 0."),
        ('jobs = "all"', 'jobs in [tool.derivcheck] must be a number from 1, or "auto".'),
        ("timeout = = 3", "pyproject.toml cannot be read: Invalid value"),
    ],
)
def test_a_wrong_setting_is_wrong_use(capsys, table, message):
    Path("pyproject.toml").write_text(f"[tool.derivcheck]\n{table}\n")
    code, _, err = run(capsys, "verify", "good.yaml")
    assert code == 2
    assert message in err


def test_settings_of_a_checked_folder_are_not_read(capsys):
    Path("folder/pyproject.toml").write_text("[tool.derivcheck]\nnonsense = 1\n")
    assert run(capsys, "verify", "folder")[0] == 0


def test_check_reads_symbols_and_assumptions(capsys):
    code, out, _ = run(
        capsys, "check", "wrong", "-s", "X: matrix[n, n]", "-g", "n > 1", "--format", "json"
    )
    (claim,) = json.loads(out)["claims"]
    assert code == 1
    assert (claim["file"], claim["line"], claim["column"]) == ("<command line>", 1, 1)


@pytest.mark.parametrize("target", ["DC101", "DC402", "convexity", "subgradient"])
def test_manuals_fit_a_terminal(capsys, target):
    _, out, _ = run(capsys, "explain", target)
    assert max(map(len, out.splitlines())) <= 80


def test_explain_prints_the_manual_of_a_kind_of_claim(capsys):
    _, out, _ = run(capsys, "explain", "convexity")
    assert out.startswith("convexity\n")
    assert "Says:" in out


def test_explain_says_what_a_function_is(capsys):
    code, out, _ = run(capsys, "explain", "softplus")
    assert code == 0
    assert out.splitlines()[2:] == [
        *("A smooth positive part.", "", "Written: softplus(x)"),
        "Example: softplus(x) = log(1 + exp(x))",
    ]
    assert run(capsys, "explain", "sum")[1].count("Written:") == 2


def test_schema_prints_one_or_all(capsys):
    _, out, _ = run(capsys, "schema", "derivation")
    assert json.loads(out)["title"] == "derivcheck derivation file"
    _, out, _ = run(capsys, "schema")
    assert set(json.loads(out)) == {"assignment", "derivation", "marks", "report", "submission"}


def test_errata_lists_the_ledger(capsys):
    _, out, _ = run(capsys, "errata", "errata.yaml")
    assert out.splitlines()[1:3] == ["  written   misfit", "  mistake   order"]


# The command as a process ------------------------------------------------------------------


def start(code: str) -> subprocess.Popen:
    """A fresh interpreter in this folder that has the project on its path."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_command_line_imports_nothing_heavy():
    heavy = "{'sympy', 'numpy', 'rich', 'flint', 'pebble', 'yaml'}"
    process = start(f"import sys, derivcheck.cli; print({heavy} & set(sys.modules))")
    assert process.communicate() == ("set()\n", "")


def test_a_scalar_identity_is_decided_without_sympy_and_numpy():
    process = start(
        "import sys\n"
        "from derivcheck.verify.judge import judge\n"
        "from derivcheck.verify.oneline import single\n"
        "from derivcheck.verify.settings import Settings\n"
        "derivation = single('d(tanh(x), x) = 1 - tanh(x)^2', [], [])\n"
        "record = judge(derivation, derivation.claims[0], Settings())\n"
        "print(record.verdict, {'sympy', 'numpy', 'rich', 'yaml'} & set(sys.modules))"
    )
    assert process.communicate() == ("proved set()\n", "")


def test_only_a_markdown_file_with_claims_needs_the_reader_of_markdown():
    Path("none.md").write_text("# Title\n")
    Path("some.md").write_text("```derivcheck\nclaims: []\n```\n")
    process = start(
        "import sys\n"
        "from derivcheck.verify.folders import load\n"
        "from derivcheck.verify.selection import NothingToCheck\n"
        "for path in ('folder', 'some.md'):\n"
        "    try:\n"
        "        load([path, 'good.yaml', 'none.md'])\n"
        "    except NothingToCheck:\n"
        "        print(path, 'markdown_it' in sys.modules)"
    )
    assert process.communicate() == ("folder False\nsome.md True\n", "")


def test_importing_the_package_imports_nothing():
    process = start("import sys, derivcheck; print(sorted(m for m in sys.modules if 'deriv' in m))")
    assert process.communicate() == ("['derivcheck', 'derivcheck.verify']\n", "")


SCRIPTED = (
    "import sys, types, conftest\n"
    "module = types.ModuleType('derivcheck.verify.judge')\n"
    "module.judge = conftest.scripted\n"
    "sys.modules['derivcheck.verify.judge'] = module\n"
    "from derivcheck.cli import main\n"
    "from derivcheck.verify import workers\n"
    "workers.import_deciders = lambda: None\n"
)


def test_an_interrupt_ends_the_run_with_130_and_no_traceback():
    Path("slow.yaml").write_text("claims:\n  - {id: a, claim: hangs}\n")
    told = (
        "from pathlib import Path\n"
        "module.judge = lambda *given: (Path('started').touch(), conftest.scripted(*given))\n"
    )
    process = start(SCRIPTED + told + "sys.exit(main(['verify', 'slow.yaml', '--timeout', '60']))")
    deadline = time.monotonic() + 30
    while not Path("started").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == "Interrupted."


def test_a_closed_pipe_is_no_error_worth_a_traceback():
    process = start(SCRIPTED + "sys.exit(main(['schema']))")
    process.stdout.close()
    process.stdout = open(os.devnull)  # noqa: PTH123, SIM115
    _, err = process.communicate(timeout=20)
    assert "Traceback" not in err
