"""Hostile input, a sample: no crash, no hang, nothing run or read, no markup, places inside.

`benchmarks/fuzz.py` tries a hundred thousand. What it found stands in `found/`, a file each.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from random import Random

import pytest
from campaign import Input, inputs, makers, tried
from harmless import CONTROL, elements, wrongs
from slips import proposition, slipped
from watching import Watch

from derivcheck.cli import main
from derivcheck.verify.record import ClaimRecord, ProblemRecord
from derivcheck.verify.report import FileRecord, Report

FOUND = sorted((Path(__file__).parent / "found").iterdir())


@pytest.fixture(scope="module")
def watch():
    watching = Watch(())
    yield watching
    watching.close()


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_a_sample_of_hostile_input_does_no_harm(watch, first):
    batch = list(inputs(range(first, first + 100), seed=1))
    wrong = [(each.what, [i.data for i in each.inputs][:1]) for each in tried(batch, watch)]
    assert wrong == []


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_once_does_no_harm_any_more(watch, path):
    kind = {".md": "notes", ".ipynb": "notebook"}.get(path.suffix, "found")
    wrong = [each.what for each in tried([Input(0, kind, path.read_bytes())], watch)]
    assert wrong == []


def test_the_inputs_are_of_every_kind_and_many_have_claims():
    batch = list(inputs(range(200), seed=1))
    assert {each.kind for each in batch} == set(makers())
    assert {Path(each.name).suffix for each in batch} == {".yaml", ".md", ".ipynb"}
    assert len({each.data for each in batch}) > 190
    assert [each.data for each in inputs(range(20, 23), seed=1)] == [b.data for b in batch[20:23]]


@pytest.mark.parametrize("first", [0, 12])
def test_a_line_of_the_command_line_does_no_harm(watch, capsys, tmp_path, monkeypatch, first):
    monkeypatch.chdir(tmp_path)
    for number in range(first, first + 12):
        random = Random(number)
        text = slipped(proposition(random), random).replace("\0", "")
        with watch.on():
            code = main(["check", "--timeout", "2", "--", text])
        out, err = capsys.readouterr()
        assert code in (0, 1, 2), text
        assert "Traceback" not in err, text
        assert not CONTROL.search(out + err), text
        assert watch.noted() == [], text


# What the checks must notice ---------------------------------------------------------------


def test_files_processes_and_code_of_others_are_noticed(watch, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    with watch.on():
        outside.read_text()
        subprocess.run(["true"], check=True)
        compile("'x-canary'", "<string>", "eval")
        json.dumps({})
    noted = watch.noted()
    assert [line.split(":")[0] for line in noted] == ["opened", "subprocess.Popen", "compiled"]
    assert watch.noted() == []


def problem(**known) -> ProblemRecord:
    fields = {"file": "f", "line": 1, "column": 1, "end_line": 1, "end_column": 2}
    return ProblemRecord(
        **(fields | {"code": "DC104", "severity": "error", "message": "m"} | known)
    )


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"line": 3}, "outside the file"),
        ({"line": 0}, "outside the file"),
        ({"column": 9}, "outside the file"),
        ({"end_column": 0}, "ends before it starts"),
        ({"code": "DC999"}, "unknown code"),
        ({"file": "other"}, "no such file"),
        ({"message": ""}, "no message"),
    ],
)
def test_a_refusal_without_its_place_or_code_is_noticed(known, words):
    files = (FileRecord(file="f", kind="derivation", sha256=""),)
    good = Report(derivcheck="", files=files, problems=(problem(),))
    assert list(wrongs(good, {"f": ["abc", ""]})) == []
    bad = Report(derivcheck="", files=files, problems=(problem(**known),))
    assert any(words in wrong for wrong in wrongs(bad, {"f": ["abc", ""]}))


def test_internal_errors_are_noticed():
    fields = {"file": "f", "line": 1, "column": 1, "end_line": 1, "end_column": 2}
    claim = ClaimRecord(**fields, id="a", address="f::a", claim="x", code="DC901", message="m")
    files = (FileRecord(file="f", kind="derivation", sha256=""),)
    found = list(wrongs(Report(derivcheck="", files=files, claims=(claim,)), {"f": ["x"]}))
    assert any(wrong.startswith("internal") for wrong in found)


@pytest.mark.parametrize(
    "text",
    [
        "<p><x-canary>",
        "<a onclick='1'>",
        "<a href='javascript:1'>",
        "<img src='http://x-canary.invalid'>",
        "<script>a = '<x-canary>'</script>",
    ],
)
def test_markup_is_noticed(text):
    assert elements(text)
    assert not elements("<p>&lt;x-canary onclick=1&gt; javascript:</p>")
