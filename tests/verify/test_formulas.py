"""Claims that point at formulas: red when one is gone or changed, and nothing else is read."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import derivcheck
from derivcheck.reports import Options, render
from derivcheck.verify.folders import load
from derivcheck.verify.references import digest_of
from derivcheck.verify.run import Means, run
from derivcheck.verify.settings import Settings

NOTES = """\
# Ridge

$$
L = \\tfrac12 \\|y - X\\theta\\|^2
$$ (eq-ridge)

> $$ a = b $$ (eq-quoted)

We have
$$ c = d $$ (eq-inside)

$$ e $$ (eq-twice)

$$ f $$ (eq-twice)
"""
ACCEPTED = digest_of("L = \\tfrac12 \\|y - X\\theta\\|^2")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A working directory with notes and claims beside them, and a file outside."""
    inner = tmp_path / "work"
    (inner / "notes").mkdir(parents=True)
    (inner / "derivations").mkdir()
    (inner / "notes" / "ridge.md").write_text(NOTES)
    (tmp_path / "secret.md").write_text("$$ s $$ (eq-ridge)\n")
    monkeypatch.chdir(inner)
    return inner


def claims(*sources, claim="1 + 1 = 2"):
    lines = [
        f"  - {{id: c{at}, claim: {claim}, source: {each}}}" for at, each in enumerate(sources)
    ]
    return "\n".join(["claims:", *lines, ""])


def verified(source, claim="1 + 1 = 2"):
    Path("derivations/a.yaml").write_text(claims(source, claim=claim))
    return run(["derivations"], Settings(), Means(jobs=1))


def source(label, more="", file="../notes/ridge.md"):
    return f"{{file: {file}, label: {label}{more}}}"


def test_the_hash_is_of_the_text_without_regard_to_blanks():
    assert digest_of("a\n  = b ") == digest_of(" a = b") == "223c4d2008755108"
    assert digest_of("a=b") != digest_of("a = b")


def test_a_formula_as_it_was_accepted_stands_beside_the_claim(place):
    report = verified(source("eq-ridge", f", sha256: {ACCEPTED}"))
    (claim,) = report.claims
    assert claim.ok
    assert claim.related == ({"file": "notes/ridge.md", "line": 3, "label": "eq-ridge"},)
    assert report.summary.exit_code == 0
    assert report.problems == ()


def test_a_formula_in_other_layout_is_the_same(place):
    moved = NOTES.replace("$$\nL = ", "> $$ L\n>   =  ").replace("|^2\n$$ (eq", "|^2\n> $$ (eq")
    assert moved != NOTES
    Path("notes/ridge.md").write_text(moved)
    assert verified(source("eq-ridge", f", sha256: {ACCEPTED}")).summary.exit_code == 0


def test_a_changed_formula_is_red_where_the_label_is_named(place):
    report = verified(source("eq-ridge", ", sha256: 0123456789abcdef"))
    (claim,) = report.claims
    assert (claim.verdict, claim.ok, claim.code) == ("proved", False, "DC602")
    assert claim.caret == (2, 73, 2, 81)
    assert claim.snippet.lines[0][1][72:80] == "eq-ridge"
    assert report.summary.exit_code == 1
    text = render(report, "text", Options())
    assert "derivations/a.yaml:2:73: formula changed c0 [DC602]" in text
    assert "derivcheck accept derivations/a.yaml::c0" in text
    assert "1 not as expected (1 formula changed), 0 proved" in text


@pytest.mark.parametrize(
    ("label", "file", "words"),
    [
        ("eq-rigde", "../notes/ridge.md", "has no formula eq-rigde. Did you mean eq-ridge?"),
        ("eq-inside", "../notes/ridge.md", "line 10 is part of a paragraph. Leave a blank line"),
        ("eq-twice", "../notes/ridge.md", "has 2 formulas eq-twice, in lines 12 and 14"),
        ("eq-ridge", "../notes/gone.md", "notes/gone.md: no such file"),
        ("eq-ridge", "../notes/folder.md", "notes/folder.md: no such file"),
        ("eq-ridge", "../notes/bytes.md", "notes/bytes.md cannot be read: the file is not UTF-8"),
        ("eq-ridge", f"../notes/{'n' * 300}.md", "no such file"),
    ],
)
def test_a_formula_that_is_gone_is_red(place, label, file, words):
    Path("notes/folder.md").mkdir()
    Path("notes/bytes.md").write_bytes(b"\xff")
    report = verified(source(label, file=file))
    (claim,) = report.claims
    assert (claim.verdict, claim.ok, claim.code) == ("proved", False, "DC601")
    assert claim.caret[:2] == (2, 40 + len("{file: , label: ") + len(file))
    assert words in claim.message
    assert claim.related == ()


def test_a_formula_that_is_not_accepted_is_a_remark(place):
    report = verified(source("eq-quoted"))
    (claim,) = report.claims
    assert claim.ok
    assert [(p.code, p.severity, p.line, p.column) for p in report.problems] == [
        ("DC806", "warning", 2, 73)
    ]
    assert report.summary.exit_code == 0


def test_a_wrong_claim_is_red_for_its_own_reason_and_names_the_formula(place):
    report = verified(source("eq-ridge", ", sha256: 0123456789abcdef"), claim="1 + 1 = 3")
    (claim,) = report.claims
    assert claim.code == "DC301"
    assert [problem.code for problem in claim.problems] == ["DC602"]
    assert "The formula it transcribes: notes/ridge.md:3 (eq-ridge)" in render(
        report, "text", Options()
    )
    (result,) = [
        each
        for each in json.loads(render(report, "sarif", Options()))["runs"][0]["results"]
        if each["ruleId"] == "DC301"
    ]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"] == {
        "artifactLocation": {"uri": "notes/ridge.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3},
    }
    assert related["message"]["text"] == "eq-ridge"


def test_a_met_erratum_is_red_when_its_formula_changed(place):
    erratum = "erratum: {why: a slip}"
    Path("derivations/a.yaml").write_text(
        "claims:\n  - id: a\n    claim: 1 + 1 = 3\n    "
        f"source: {source('eq-ridge', ', sha256: 0123456789abcdef')}\n    {erratum}\n"
    )
    (claim,) = run(["derivations"], Settings(), Means(jobs=1)).claims
    assert (claim.verdict, claim.ok, claim.code) == ("refuted", False, "DC602")


def test_a_block_may_name_a_formula_of_its_own_document(place):
    block = "\n```derivcheck\nclaims:\n- id: a\n  claim: 1 = 1\n  source: {label: eq-ridge}\n```\n"
    Path("notes/ridge.md").write_text(NOTES + block)
    report = run(["notes/ridge.md"], Settings(), Means(jobs=1))
    assert report.claims[0].related[0]["line"] == 3
    assert [p.code for p in report.problems] == ["DC806"]


#: name: (source, where in it, words)
REFUSED = {
    "absolute": ("{file: /etc/ridge.md, label: a}", 7, "named relative to this one"),
    "home": ("{file: ~/ridge.md, label: a}", 7, "named relative to this one"),
    "drive": ("{file: 'C:/ridge.md', label: a}", 8, "named relative to this one"),
    "backslash": ("{file: '..\\ridge.md', label: a}", 8, "named relative to this one"),
    "escape": ("{file: ../../secret.md, label: a}", 7, "outside the folder of this run"),
    "detour": ("{file: ../notes/../../secret.md, label: a}", 7, "outside the folder of this run"),
    "another kind": ("{file: ../notes/ridge.txt, label: a}", 7, "in .md, .qmd and .ipynb files"),
    "none": ("{file: .., label: a}", 7, "in .md, .qmd and .ipynb files"),
    "link": ("{file: ../notes/link.md, label: a}", 7, "reached over a link"),
    "folder link": ("{file: ../away/secret.md, label: a}", 7, "reached over a link"),
    "nul": ('{file: "a\\0.md", label: a}', 7, "printable characters"),
    "no file": ("{label: eq-ridge}", 8, "a label of which file?"),
    "no label": ("{file: ../notes/ridge.md}", 7, "label is missing"),
    "hash only": ("{sha256: 0123456789abcdef}", 9, "label is missing"),
    "two words": ("{file: a.md, label: a b}", 20, "a label is one word"),
    "short hash": ("{file: a.md, label: a, sha256: 12ab}", 31, "16 to 64 hexadecimal digits"),
    "no hash": ("{file: a.md, label: a, sha256: 0123456789ABCDEF}", 31, "16 to 64"),
    "unknown key": ("{file: a.md, lable: a}", 13, "unknown key lable"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_source_out_of_reach_costs_its_claim(place, name):
    source, at, words = REFUSED[name]
    Path("notes/link.md").symlink_to("ridge.md")
    Path("away").symlink_to("..")
    text = claims("{document: d}", source)
    Path("derivations/a.yaml").write_text(text)
    (derivation,) = load(["derivations"]).derivations
    assert [claim.id.value for claim in derivation.claims] == ["c0"]
    assert derivation.unread == 1
    (problem,) = derivation.problems
    assert problem.severity == "error"
    assert (problem.claim, problem.place.line) == ("c1", 3)
    assert problem.place.column == len("  - {id: c1, claim: 1 + 1 = 2, source: ") + at + 1
    assert words in problem.message


def test_files_checked_elsewhere_reach_as_far_as_their_folder(place, monkeypatch):
    Path("derivations/a.yaml").write_text(claims(source("eq-ridge")))
    folder = place.parent / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (found,) = load([str(place)]).derivations
    assert found.formulas["c0"].line == 3
    (found,) = load([str(place / "derivations")]).derivations
    assert [problem.message for problem in found.problems] == [
        "the file is outside the folder of this run"
    ]
    (found,) = load(["../work"]).derivations
    assert found.formulas["c0"].file == "../work/notes/ridge.md"


PARTS = ["..", ".", "notes", "derivations", "away", "link.md", "ridge.md", "secret.md", "", "~"]
PARTS += ["...", "a b", "%2e%2e", "file:", "ridge.md ", "C:", "\\..", "pipe.md", "\U0001f40d"]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=7), st.booleans())
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_file_outside_of_the_working_directory_is_opened(place, parts, absolute):
    written = ("/" if absolute else "") + "/".join(parts)
    for link, target in (("notes/link.md", "../../secret.md"), ("away", "..")):
        if not os.path.lexists(link):
            Path(link).symlink_to(target)
    if not Path("notes/pipe.md").exists():
        os.mkfifo("notes/pipe.md")
    Path("derivations/a.yaml").write_text(claims(f"{{file: '{written}', label: eq-ridge}}"))
    opened.clear()
    derivation = load(["derivations"]).derivations[0]
    inside = [place / "derivations" / "a.yaml", place / "notes" / "ridge.md"]
    assert {Path.cwd() / name for name in opened} <= set(inside)
    for problem in derivation.problems:
        assert problem.place.line == 2
        assert 1 <= problem.place.column <= len(derivation.lines[1])


opened: list[str] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        opened.append(arguments[0])


sys.addaudithook(_note)


def test_the_schema_knows_the_keys(place):
    folder = Path(derivcheck.__file__).parent / "verify" / "schemas"
    schema = json.loads((folder / "derivation.json").read_text())
    good = claims(source("eq-ridge", f", sha256: '{ACCEPTED}'"), "{label: a, quote: b}")
    jsonschema.validate(yaml.safe_load(good), schema)
    for wrong in ("{file: a.md}", "{file: a.txt, label: a}", "{label: a, sha256: XYZ}"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(yaml.safe_load(claims(wrong)), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"source": {"label": "a"}, "claims": []}, schema)


def test_labels_of_quarto_are_found(place):
    """https://quarto.org/docs/authoring/cross-references.html#equations"""
    text = "---\ntitle: Ridge\n---\n\n$$\na = b\n$$ {#eq-ridge}\n\n$$ c = d $$ {#eq-other}\n"
    claim = "claims:\n  - {id: a, claim: 1 + 1 = 3, source: {label: eq-other}}"
    (place / "ridge.qmd").write_text(f"{text}\n```{{derivcheck}}\n{claim}\n```\n")
    source = "{file: ../ridge.qmd, label: eq-ridge}"
    (place / "derivations" / "a.yaml").write_text(claims(source))
    (found,) = load(["derivations"]).derivations
    assert [each.text for each in found.formulas.values()] == ["a = b"]
    report = run(["ridge.qmd"], Settings(), Means(jobs=1, cache=False))
    (claim,) = report.claims
    assert (claim.verdict.value, claim.line) == ("refuted", 13)
