"""A run puts together what its claims came to."""

from __future__ import annotations

from pathlib import Path

import pytest

import derivcheck
from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.report import exit_code
from derivcheck.verify.run import Means, run
from derivcheck.verify.settings import Settings

FILE = """\
claims:
  - {id: a, claim: x}
  - {id: b, claim: wrong}
  - {id: c, clam: x}
  - {id: d, claim: misfit, erratum: {why: order, correct: y}}
  - {id: e, claim: maybe}
"""


@pytest.fixture(autouse=True)
def notes(judge, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("f.yaml").write_text(FILE)
    Path("g.yaml").write_text("claims:\n  - {id: a, claim: y}\n")


def test_the_summary_counts_claims_verdicts_and_points():
    report = run(["."], Settings(), Means(jobs=2))
    summary = report.summary
    assert (summary.claims, summary.files, summary.problems, summary.unread) == (5, 2, 1, 1)
    assert (summary.proved, summary.refuted, summary.supported, summary.ill_posed) == (2, 1, 1, 1)
    assert (summary.errata, summary.corrections_proved, summary.unexpected) == (1, 1, 1)
    assert (summary.points, summary.obligations, summary.exit_code) == (60, 5, 1)


def test_files_and_claims_stand_in_the_order_of_the_walk():
    report = run(["g.yaml", "f.yaml"], Settings(), Means(jobs=2))
    assert [file.file for file in report.files] == ["g.yaml", "f.yaml"]
    assert [claim.address for claim in report.claims][:2] == ["g.yaml::a", "f.yaml::a"]


def test_a_finding_carries_the_line_it_points_at():
    report = run(["f.yaml"], Settings(), Means(jobs=1))
    wrong = report.claims[1]
    assert wrong.snippet.lines == ((3, "  - {id: b, claim: wrong}"),)
    assert wrong.snippet.region == (3, 20, 3, 25)
    assert report.problems[0].snippet.lines == ((4, "  - {id: c, clam: x}"),)


def test_two_runs_differ_in_seconds_only():
    one, two = (run(["."], Settings(), Means(jobs=jobs)) for jobs in (1, 4))
    assert one.claims == two.claims
    assert one.problems == two.problems


def _record(**known):
    return ClaimRecord(
        file="f", line=1, column=1, end_line=1, end_column=2, id="a", address="f::a", claim="x",
        **known,
    )  # fmt: skip


def test_the_exit_code_is_the_worst_that_happened():
    good = _record(verdict=Verdict.PROVED, ok=True)
    bad = _record(verdict=Verdict.UNDECIDED, code="DC402")
    internal = _record(verdict=Verdict.UNDECIDED, code="DC901")
    assert exit_code([good], []) == 0
    assert exit_code([good, bad], []) == 1
    assert exit_code([good, bad, internal], []) == 3


def test_python_has_five_names():
    assert derivcheck.__all__ == ["Claim", "Report", "Verdict", "check", "verify"]
    assert derivcheck.Claim is ClaimRecord
    assert derivcheck.Verdict.PROVED == "proved"
    assert derivcheck.Report.__name__ == "Report"


def test_verify_and_check_from_python():
    report = derivcheck.verify(Path("g.yaml"), jobs=1)
    assert report.summary.exit_code == 0
    claim = derivcheck.check("wrong", {"x": "scalar"}, ["x > 0"])
    assert claim.verdict is derivcheck.Verdict.REFUTED
    with pytest.raises(ValueError, match="no such file"):
        derivcheck.verify(["nowhere"])
