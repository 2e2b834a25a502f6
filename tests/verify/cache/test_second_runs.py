"""A second run knows what the first one found out, and tells the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from remembering import decided, timeless, verified, without_times, written

from derivcheck.reports import Options, formats, render
from derivcheck.verify import workers
from derivcheck.verify.answers import judge_all
from derivcheck.verify.brief import brief

ROOT = Path(__file__).parents[3]

#: a claim of each sort whose record points into the file
NOTES = """\
title: Notes
symbols:
  x: scalar
  y: scalar
  X: matrix[n, d]
  w: vector[d]
  'exp': scalar
define: {f: x^2}
claims:
  - {id: good, claim: 'd(f, x) = 2*x'}
  - id: refuted
    note: a slip
    claim: >-
      d(f, x)
        = 3*x
  - {id: clash, claim: X'@w = w}
  - id: chain
    steps: |
      (x + y)^2
      = x^2 + 2*x*y
        + y^2
      = x^2 - 2*x*y + y^2
      = y^2 + x^2 - 2*x*y
  - id: known
    source: {quote: the line of the notes}
    claim: d(f, x) = x
    erratum: {why: the two, correct: 'd(f, x) = 2*x'}
  - {id: stale, claim: x = x + 0, erratum: {why: nothing}}
  - {id: unread, claim: x + zz = 1}
  - {id: unparsed, claim: 'x + = 1'}
  - {id: unused, symbols: {v: scalar}, claim: x - x = 0}
  - {id: ill, claim: X + 1 = 0, erratum: {why: shapes, verdict: ill_posed}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_second_run_is_the_same_in_every_format_and_for_all_derivations():
    first = verified(str(ROOT / "derivations"), timeout=60)
    second = verified(str(ROOT / "derivations"), timeout=60)
    assert len(first.claims) > 150
    assert (first.summary.cached, second.summary.cached) == (0, len(first.claims))
    assert timeless(first) == timeless(second)
    for form in formats():
        options = Options(verbosity=1)
        told = [without_times(render(report, form, options)) for report in (first, second)]
        assert told[0] == told[1], form
    short = verified(str(ROOT / "derivations"), brief=True, timeout=60)
    again = verified(str(ROOT / "derivations"), brief=True, timeout=60)
    assert all(claim.claim == "" and claim.cached for claim in again.claims)
    for verbosity in (-1, 0, 1):
        options = Options(verbosity=verbosity)
        texts = [render(report, "text", options) for report in (first, short, again)]
        assert len(set(map(without_times, texts))) == 1


def test_every_sort_of_claim_comes_back_as_it_was(folder):
    written(NOTES)
    fresh, first, second = verified(cache=False), verified(), verified()
    assert decided(second) == []
    assert timeless(fresh) == timeless(first) == timeless(second)


@pytest.mark.parametrize("brief", [False, True])
def test_a_claim_that_moved_is_known_and_stands_in_its_new_place(folder, brief):
    written(NOTES)
    verified()
    moved = NOTES.replace("claims:\n", "claims:\n  - {id: new, claim: x*1 = x}\n\n", 1)
    moved = moved.replace("= 2*x*y", "=   2*x*y").replace("title: Notes", "title: Others\n\n")
    written(moved, "g.yaml")
    Path("f.yaml").unlink()
    second = verified(brief=brief)
    assert decided(second) == ["new"]
    if not brief:
        assert timeless(second) == timeless(verified(cache=False))


def test_a_claim_that_was_renamed_is_known_and_told_by_its_new_name(folder):
    written(NOTES)
    verified()
    written(NOTES.replace("id: ", "id: the-").replace("a slip", "another").replace("two", "three"))
    second = verified()
    assert decided(second) == []
    assert timeless(second) == timeless(verified(cache=False))
    assert second.claims[1].address == "f.yaml::the-refuted"
    assert second.claims[4].erratum.why == "the three"


def test_a_claim_that_moved_into_a_document_is_known(folder):
    written("symbols: {x: scalar}\nclaims:\n  - {id: a, claim: 'd(x^2, x) = 3*x'}\n")
    verified()
    Path("f.yaml").unlink()
    document = "# Notes\n\n> ```derivcheck\n> symbols: {x: scalar}\n> claims:\n"
    written(f"{document}>   - {{id: b, claim: 'd(x^2, x) = 3*x'}}\n> ```\n", "notes.md")
    second = verified()
    assert decided(second) == []
    assert second.claims[0].snippet.lines == ((6, ">   - {id: b, claim: 'd(x^2, x) = 3*x'}"),)
    assert timeless(second) == timeless(verified(cache=False))


def test_one_changed_claim_is_decided_alone(folder, monkeypatch):
    claims = "".join(f"  - {{id: c{at}, claim: x + {at} = {at} + x}}\n" for at in range(40))
    written(f"symbols: {{x: scalar}}\nclaims:\n{claims}")
    written("symbols: {y: scalar}\nclaims:\n  - {id: d, claim: y = y}\n", "g.yaml")
    assert len(decided(verified(brief=True))) == 41
    asked, truly = [], workers.Workers.decided

    def counted(self, calls):
        return truly(self, (asked.append(at) or (at, call) for at, call in calls))

    monkeypatch.setattr(workers.Workers, "decided", counted)
    changed = claims.replace("x + 7 = 7 + x", "x + 7 = 7 + 1*x")
    written(f"symbols: {{x: scalar}}\nclaims:\n{changed}")
    assert decided(verified(brief=True)) == ["c7"]
    assert asked == [7]
    assert decided(verified(brief=True)) == []
    assert asked == [7]


def test_nothing_is_known_without_the_cache(folder):
    written(NOTES)
    verified()
    assert verified(cache=False).summary.cached == 0


def test_the_same_claim_twice_in_a_run_is_told_twice(folder):
    written("symbols: {x: scalar}\nclaims:\n  - {id: a, claim: x = 1}\n  - {id: b, claim: x = 1}\n")
    first = verified()
    assert [(claim.id, claim.line) for claim in first.claims] == [("a", 3), ("b", 4)]
    assert first.claims[0].counterexample == first.claims[1].counterexample


def test_a_choice_of_claims_is_known_and_leaves_no_page(folder):
    written(NOTES)
    assert decided(verified("f.yaml::good", brief=True)) == ["good"]
    written(NOTES.split("  - id: refuted")[0])
    rest = "  - {id: other, claim: x*y = y*x}\n"
    Path("f.yaml").write_text(Path("f.yaml").read_text() + rest)
    assert decided(verified("f.yaml::good", brief=True)) == []
    assert [claim.id for claim in verified(brief=True).claims] == ["good", "other"]
    assert [c.id for c in verified(brief=True, select=("oth*",)).claims] == ["other"]
    assert decided(verified(brief=True)) == []


HEAVY = ("sympy", "numpy", "flint", "rich", "yaml", "markdown_it", "multiprocessing")
#: parts of the package that only deciding and reading need
PARTS = ("deciders", "calculus", "evaluation", "claims", "language.elaboration", "verify.judge")


def test_a_run_of_known_claims_imports_next_to_nothing(own_cache):
    code = (
        "import sys\nfrom derivcheck.cli import main\n"
        f"code = main(['verify', {str(ROOT / 'derivations' / 'ridge.yaml')!r}])\n"
        "sys.stderr.write(' '.join(sys.modules))\nsys.exit(code)\n"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    assert " s, 5 from the cache." in done.stdout
    loaded = done.stderr.split()
    wrong = [name for name in loaded if name.split(".")[0] in HEAVY]
    wrong += [name for name in loaded for part in PARTS if name.startswith(f"derivcheck.{part}")]
    assert wrong == []


def test_the_command_can_do_without(folder, capsys):
    from derivcheck.cli import main

    written("symbols: {x: scalar}\nclaims:\n  - {id: a, claim: x = x + 0}\n")
    for options, cached in (([], 0), ([], 1), (["--no-cache"], 0)):
        assert main(["verify", "f.yaml", "--format", "json", *options]) == 0
        assert json.loads(capsys.readouterr().out)["summary"]["cached"] == cached


def test_a_brief_record_is_that_of_its_row(folder):
    written(NOTES)
    for claim in verified().claims:
        assert brief(brief(claim)) == brief(claim)
        assert brief(claim).obligations == ()


def test_two_runs_at_once_do_not_disturb_each_other(folder, own_cache):
    written(NOTES)
    command = [sys.executable, "-m", "derivcheck", "verify", "f.yaml", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    told = [without_times(run.communicate(timeout=60)[0]) for run in runs]
    assert len(set(told)) == 1
    assert not [path for path in own_cache.rglob("*") if path.is_file() and "." in path.name]


def test_records_are_judged_with_the_means_that_are_given(folder):
    """Without a memory the run takes the one of its means."""
    from derivcheck.verify.folders import load
    from derivcheck.verify.run import Means
    from derivcheck.verify.settings import Settings

    written(NOTES)
    found = load(["f.yaml"]).derivations
    for cached in (False, True):
        judged = judge_all(found, Settings(), Means(jobs=1, cache=True))
        assert {claim.cached for claim in judged.claims} == {cached}


def test_a_page_holds_until_a_formula_that_its_claims_point_at_changes(folder, capsys):
    from derivcheck.cli import main

    written("# Notes\n\n$$\nx + 0 = x\n$$ (eq-zero)\n", "notes.md")
    written(
        "symbols: {x: scalar}\nclaims:\n  - id: a\n    claim: x + 0 = x\n"
        "    source: {file: notes.md, label: eq-zero}\n"
    )
    assert main(["accept", "f.yaml"]) == 0
    for cached in (False, True):
        (claim,) = verified("f.yaml", brief=True).claims
        assert (claim.ok, claim.cached, claim.claim) == (True, cached, "")
    written("# Notes\n\n$$\nx + 1 = x\n$$ (eq-zero)\n", "notes.md")
    for _ in range(2):
        (claim,) = verified("f.yaml", brief=True).claims
        assert (claim.ok, claim.code) == (False, "DC602")
    Path("notes.md").unlink()
    assert verified("f.yaml", brief=True).claims[0].code == "DC601"


def test_the_kind_of_a_document_is_known(folder, monkeypatch):
    from derivcheck.verify.cache import memory
    from derivcheck.verify.run import Means
    from derivcheck.verify.settings import Settings

    written("claims:\n  - {id: a, claim: 1 = 1}\n")
    written("```derivcheck\nanswers: []\n```\n", "answers.md")
    assert verified(brief=True).summary.skipped == 1
    monkeypatch.setattr(memory, "kind_of", lambda data, file: pytest.fail(file))
    written("```derivcheck\nanswers: []\n```\n", "more.md")
    found = memory.Memory.of(Settings(), Means(cache=True))
    assert found.kind(Path("more.md").read_bytes(), "more.md") == "submission"
