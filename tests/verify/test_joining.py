"""Shards are parts of a whole, and results that were written are read again, with care."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from derivcheck.cli import main
from derivcheck.reports import Options, formats, render
from derivcheck.verify.codec import to_json
from derivcheck.verify.joining import CannotJoin, joined
from derivcheck.verify.record import Verdict
from derivcheck.verify.report import Report
from derivcheck.verify.results import NoResults, results_in
from derivcheck.verify.run import Means, run
from derivcheck.verify.settings import Settings

FILES = {
    "a.yaml": "symbols: {log: scalar}\nclaims:\n"
    + "".join(f"  - {{id: a{at}, claim: x}}\n" for at in range(9))
    + "  - {id: a9, clam: x}\n  - {id: a10, claim: wrong}\n",
    "b.yaml": "claims:\n  - {id: b1, claim: maybe}\n" + "  - {id: b2, claim: y}\n" * 2,
    "c/c.yaml": "claims: [\n  - id: c\n",
    "d.yaml": "claims:\n  - {id: d, claim: misfit, erratum: {why: order, correct: y}}\n",
}


@pytest.fixture(autouse=True)
def notes(judge, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(content)


def verified(**settings) -> Report:
    report = run(["."], Settings(**settings), Means(jobs=2))
    return replace(report, summary=replace(report.summary, seconds=0.0))


def shards(total: int) -> list[tuple[str, Report]]:
    return [(f"{at}.json", verified(shard=(at, total))) for at in range(1, total + 1)]


@pytest.mark.parametrize("total", [1, 2, 3, 7, 40])
def test_the_shards_together_are_the_whole_in_any_order(total):
    whole, parts = verified(), shards(total)
    assert joined(parts) == whole
    assert joined(parts[::-1]) == whole
    assert joined([*parts, *parts[:1]]) == whole
    addresses = [claim.address for _, part in parts for claim in part.claims]
    assert sorted(addresses) == sorted(claim.address for claim in whole.claims)
    errors = [p.message for _, part in parts for p in part.problems if p.severity == "error"]
    assert sorted(errors) == sorted(p.message for p in whole.problems if p.severity == "error")
    assert sum(file.unread for _, part in parts for file in part.files) == whole.summary.unread == 3


def test_a_claim_is_in_the_same_shard_wherever_it_stands_in_its_file():
    before = [{claim.id for claim in part.claims} for _, part in shards(3)]
    lines = FILES["a.yaml"].splitlines()
    Path("a.yaml").write_text("\n".join([*lines[:2], *reversed(lines[2:])]) + "\n")
    assert [{claim.id for claim in part.claims} for _, part in shards(3)] == before
    assert all(before)


def test_a_shard_may_be_empty(capsys):
    assert main(["verify", "d.yaml", "--shard", "1/2"]) == 0
    assert main(["verify", "d.yaml", "--shard", "2/2"]) == 0
    out = capsys.readouterr().out
    assert "0 claims in 1 file, all as expected." in out
    assert "d.yaml  1 claim" in out


@pytest.mark.parametrize("given", ["0/2", "3/2", "2", "1/0", "x/y", "1/2/3", "-1/2", "1/99999999"])
def test_a_shard_that_is_none_is_wrong_use(capsys, given):
    assert main(["verify", "d.yaml", f"--shard={given}"]) == 2
    message = f"Error: --shard takes which part of how many, such as 2/5, not {given}.\n"
    assert capsys.readouterr().err == message


def written(name: str, report: Report, form: str = "json") -> str:
    Path(name).write_text(render(report, form, Options()), encoding="utf-8")
    return name


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_results_are_told_as_they_were_in_every_format(capsys, form):
    whole = verified()
    written("results", whole, form)
    for each in formats():
        assert main(["report", "results", "--format", each]) == 1
        assert capsys.readouterr().out == render(whole, each, Options()), each
    assert main(["report", "results", "--exit-zero", "--output", "o.txt", "-q"]) == 0
    assert Path("o.txt").read_text() == render(whole, "text", Options(verbosity=-1))


def test_the_exit_code_is_that_of_the_whole(capsys):
    good = run(["d.yaml"], Settings(), Means(jobs=1))
    assert main(["report", written("good.json", good)]) == 0
    assert main(["report", "good.json", written("all.json", verified())]) == 1
    bad = replace(good, claims=(replace(good.claims[0], code="DC901", ok=False),))
    assert main(["report", written("bad.json", bad)]) == 3
    shown = replace(good.summary, exit_code=0, proved=5)
    changed = replace(good, claims=(replace(good.claims[0], ok=False),), summary=shown)
    assert main(["report", written("changed.json", changed)]) == 1


def test_results_of_different_files_are_put_together():
    one, two = (run([name], Settings(), Means(jobs=1)) for name in ("d.yaml", "a.yaml"))
    both = joined([("1", one), ("2", two)])
    assert [file.file for file in both.files] == ["d.yaml", "a.yaml"]
    assert both.summary.claims == one.summary.claims + two.summary.claims


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": 1}, "1.json was made with --seed 0, 2.json with --seed 1"),
        ({"derivcheck": "9"}, "1.json was made with derivcheck 0.1.0, 2.json with derivcheck 9"),
        ({"command": "check"}, "with the command verify, 2.json with the command check"),
        ({"settings": {"require": "proof"}}, "with --require support, 2.json with --require proof"),
        ({"engine": {"deciders": "sha256:0"}}, "2.json with deciders sha256:0"),
    ],
)
def test_results_that_were_made_differently_are_not_joined(change, message):
    one = verified()
    fields = {
        name: {**getattr(one, name), **value} if isinstance(value, dict) else value
        for name, value in change.items()
    }
    with pytest.raises(CannotJoin, match=message):
        joined([("1.json", one), ("2.json", replace(one, **fields))])


def test_a_claim_may_stand_twice_if_it_is_the_same():
    one = verified()
    later = replace(one.claims[0], seconds=9.0, cached=True)
    assert joined([("1", one), ("2", replace(one, claims=(later, *one.claims[1:])))]) == one
    other = replace(one.claims[0], verdict=Verdict.REFUTED)
    with pytest.raises(CannotJoin, match=r"a.yaml::a0 is proved in 1, refuted in 2"):
        joined([("1", one), ("2", replace(one, claims=(other, *one.claims[1:])))])
    other = replace(one.claims[0], line=7)
    with pytest.raises(CannotJoin, match=r"a.yaml::a0 is told differently in 1 and 2"):
        joined([("1", one), ("2", replace(one, claims=(other, *one.claims[1:])))])


def test_a_file_that_changed_between_two_runs_is_refused():
    one = verified()
    Path("a.yaml").write_text(FILES["a.yaml"] + "\n")
    with pytest.raises(CannotJoin, match=r"a.yaml changed between 1 and 2"):
        joined([("1", one), ("2", verified())])


@pytest.mark.parametrize(
    ("left", "message"),
    [
        ([0], "shard 2/3 and 1 more are missing"),
        ([0, 2], "shard 2/3 is missing"),
        ([1, 2, 1], "shard 1/3 is missing"),
    ],
)
def test_a_missing_shard_is_told(left, message):
    parts = shards(3)
    with pytest.raises(CannotJoin, match=message):
        joined([parts[at] for at in left])
    with pytest.raises(CannotJoin, match="not the shards of one run"):
        joined([*parts, ("whole", verified())])


def test_fields_of_later_versions_are_passed_over():
    data = to_json(verified())
    data["later"] = {"x": 1}
    data["claims"][0] |= {"later": [1]}
    data["summary"]["later"] = 2
    Path("r.json").write_text(json.dumps(data))
    assert results_in("r.json") == verified()


def _changed(*path, value):
    """The JSON of a report with another value somewhere."""

    def change(data):
        inner = data
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value
        return json.dumps(data)

    return change


HOSTILE = {
    "empty": (lambda data: "", "Expecting value"),
    "a list": (lambda data: "[1]", "a list in the place of an object"),
    "a text": (lambda data: '"x"', "a str in the place of an object"),
    "no report": (lambda data: '{"a": 1}', "there is no format"),
    "cut": (lambda data: json.dumps(data, indent=2)[:-200], "holds no results"),
    "deep": (lambda data: "[" * 100_000, "holds no results"),
    "long number": (lambda data: '{"format": ' + "9" * 9999 + "}", "holds no results"),
    "nan": (_changed("summary", "seconds", value=float("nan")), "NaN is no JSON"),
    "infinite": (lambda d: json.dumps(d).replace('"seed": 0', '"seed": 1e999'), "no results"),
    "surrogate": (_changed("claims", 0, "id", value="\udc80"), "holds no results"),
    "later format": (_changed("format", value=2), "is of format 2; this derivcheck reads format 1"),
    "format true": (_changed("format", value=True), "there is no format"),
    "claims": (_changed("claims", value={"a": 1}), "dict in the place of a list"),
    "claim": (_changed("claims", 0, value=None), "NoneType in the place of a ClaimRecord"),
    "verdict": (_changed("claims", 0, "verdict", value="true"), "'true' is not a valid Verdict"),
    "line": (_changed("claims", 0, "line", value="1"), "str in the place of int"),
    "ok": (_changed("claims", 0, "ok", value=1), "int in the place of bool"),
    "focus": (_changed("claims", 0, "focus", value=[1, 2]), "2 values in the place of 4"),
    "fewer": (_changed("claims", value=[]), "0 claims, and its summary counts"),
    "settings": (_changed("settings", value=[]), "list in the place of a map"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_result_is_refused_in_one_sentence(capsys, name):
    change, message = HOSTILE[name]
    Path("r.json").write_text(change(to_json(verified())), encoding="utf-8")
    assert main(["report", "r.json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Error: r.json ")
    assert message in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("claims", 9, "counterexample", "assignment"), {"x": {"function": [[]]}, "y": {"z": 1}}),
        (("claims", 0, "symbolic", "sizes"), 7),
        (("claims", -1, "snippet", "lines"), []),
        (("claims", 0, "numeric", "sizes"), [{"n": {}}]),
        (("claims", 0, "file"), "/\x00/../../x"),
        (("claims", 0, "plot"), {"left": 1}),
        (("engine",), {"sympy": [1]}),
    ],
)
def test_odd_values_where_anything_may_stand_cost_one_sentence_at_most(capsys, path, value):
    Path("r.json").write_text(_changed(*path, value=value)(to_json(verified())), encoding="utf-8")
    for form in formats():
        code = main(["report", "r.json", "-v", "--format", form])
        _, err = capsys.readouterr()
        assert code in (1, 2)
        assert "Traceback" not in err
        if code == 2:
            assert len(err.splitlines()) == 1


def test_lines_without_an_end_are_of_a_run_that_was_interrupted():
    text = render(verified(), "jsonl", Options())
    for cut in (1, 2, 5):
        Path("r.jsonl").write_text("\n".join(text.split("\n")[: -1 - cut]) + "\n")
        with pytest.raises(NoResults, match="ends before its summary"):
            results_in("r.jsonl")


def test_files_that_are_not_there_or_no_text(capsys):
    assert main(["report", "nowhere.json"]) == 2
    Path("b.json").write_bytes(b"\xff\xfe{}")
    assert main(["report", "b.json"]) == 2
    assert main(["report", "."]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Error: nowhere.json cannot be read: No such file or directory.",
        "Error: b.json is no UTF-8 text.",
        "Error: . cannot be read: Is a directory.",
    ]
    assert main(["report"]) == 2


def test_verdicts_do_not_depend_on_processes_shards_or_order():
    def verdicts(report):
        return {claim.address: (claim.verdict, claim.counterexample) for claim in report.claims}

    one, two = (run(["."], Settings(), Means(jobs=jobs)) for jobs in (1, 2))
    assert verdicts(one) == verdicts(two) == verdicts(joined(shards(2)))
    lines = FILES["a.yaml"].splitlines()
    Path("a.yaml").write_text("\n".join([*lines[:2], *reversed(lines[2:])]) + "\n")
    assert verdicts(run(["."], Settings(), Means(jobs=2))) == verdicts(one)


@pytest.mark.parametrize("told", [["--format", "jsonl"], ["--report", "jsonl=o.jsonl"]])
def test_lines_that_are_written_as_claims_are_decided_are_those_of_the_report(capsys, told):
    assert main(["verify", ".", *told]) == 1
    out = capsys.readouterr().out
    if "--report" in told:
        assert "1 refuted" in out
        out = Path("o.jsonl").read_text()
    lines = [json.loads(line) for line in out.splitlines()]
    expected = [json.loads(line) for line in render(verified(), "jsonl", Options()).splitlines()]
    lines[-1]["seconds"] = 0.0
    assert lines == expected
