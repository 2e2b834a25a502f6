"""Bad input through the command: one clear error with its place, and nothing else is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from derivcheck.cli import main

FIRST, LAST = "  - id: first\n    claim: x = x\n", "  - id: last\n    claim: x + x = 2*x\n"
HEAD = "symbols:\n  x: scalar\n  y: scalar\n  A: matrix[n, m]\nclaims:\n"
#: a bad claim stands from this line on; its text starts at this column of the next line
LINE, COLUMN = 8, 12


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """An empty working directory without colours from outside."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def run(capsys, *arguments):
    code = main(list(arguments))
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def verify(capsys, source: str, name: str = "f.yaml"):
    """Exit code and report of a file, with what a reader of the text sees."""
    Path(name).write_text(source, encoding="utf-8")
    code, text, err = run(capsys, "verify", name, "--jobs", "1")
    assert err == ""
    again, told, _ = run(capsys, "verify", name, "--jobs", "1", "--format", "json")
    assert again == code
    return code, text, json.loads(told)


def verdicts(report) -> dict[str, str]:
    return {claim["id"]: claim["verdict"] for claim in report["claims"]}


#: name: (the claim, code, column in the claim from 1, words of the message)
UNREADABLE = {
    "unknown name": ("x = z", "DC201", 5, "unknown name z"),
    "unknown function": ("x = foo(x)", "DC201", 5, "foo"),
    "two equals signs": ("x == y", "DC104", 3, "="),
    "relation turned round": ("x =< y", "DC104", 3, "<="),
    "arrow for a relation": ("x -> y", "DC104", 3, "->"),
    "an assignment": ("x := y", "DC104", 3, ":"),
    "unclosed bracket": ("x = (y + 1", "DC104", 5, "`(` is never closed"),
    "nothing on the right": ("x =", "DC104", 4, ""),
    "an import": ("__import__('os').system('id') = 0", "DC104", 1, ""),
    "an attribute": ("x.__class__ = 0", "DC104", 2, ""),
    "a lambda": ("(lambda: 0)() = 0", "DC104", 8, ""),
    "a string": ('x = "os"', "DC104", 5, ""),
    "a semicolon": ("x = y; x", "DC104", 6, ";"),
    "a power of powers": ("x = 9^9^9", "DC105", 5, ""),
    "a power of powers of powers": ("x = 9^9^9^9", "DC105", 7, ""),
    "a large exponent": ("x = 10^100000", "DC105", 5, ""),
    "foreign letters": ("x = ж", "DC104", 5, "ж"),
    "too long": ("x = " + "+".join(["y"] * 1000), "DC105", 2001, "at most 2,000"),
    "too deep": ("x = " + "(" * 61 + "y" + ")" * 61, "DC105", 65, "60"),
    "too deep in signs": ("x = " + "-" * 61 + "y", "DC105", 65, "60"),
    "too many parts": ("x = " + "y+" * 760 + "y", "DC105", 1, "1,500"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_claim_that_cannot_be_read_is_shown_where_it_stands(capsys, name):
    claim, code, column, words = UNREADABLE[name]
    quoted = "'" + claim.replace("'", "''") + "'"
    shift = sum(c == "'" for c in claim[: column - 1])
    source = f"{HEAD}{FIRST}  - id: bad\n    claim: {quoted}\n{LAST}"
    exit_code, text, report = verify(capsys, source)
    errors = [p for p in report["problems"] if p["severity"] == "error"]
    assert exit_code == 1
    assert [(p["code"], p["file"], p["line"]) for p in errors] == [(code, "f.yaml", LINE + 1)]
    assert errors[0]["column"] == COLUMN + column + shift
    assert words in errors[0]["message"] + (errors[0]["hint"] or "") + (errors[0]["found"] or "")
    assert f"f.yaml:{LINE + 1}:{COLUMN + column + shift}: error" in text
    assert verdicts(report) == {"first": "proved", "bad": "undecided", "last": "proved"}


#: name: (lines of the claim, code, line of the claim from 1, column)
ILL_POSED = {
    "shapes": ("    claim: A@A = A\n", "DC202", 2, 12),
    "addition": ("    claim: tr(A'@A + x) = 0\n", "DC202", 2, 15),
    "layout": ("    claim: deriv(A@A', x) = 0\n", "DC203", 2, 12),
    "assumption": ("    given: [A@A = A]\n    claim: x = x + 1\n", "DC202", 2, 13),
    "mixed chain": ("    steps: |\n      x\n      <= x + 1\n      >= x\n", "DC205", 3, 7),
}


@pytest.mark.parametrize("name", ILL_POSED)
def test_a_claim_without_a_meaning_is_a_finding_and_no_malformed_file(capsys, name):
    lines, code, line, column = ILL_POSED[name]
    exit_code, _, report = verify(capsys, f"{HEAD}{FIRST}  - id: bad\n{lines}{LAST}")
    bad = next(claim for claim in report["claims"] if claim["id"] == "bad")
    parts = [*(bad["steps"] or ()), bad]
    found = next(part for part in parts if part["code"] == code)
    region = found["focus"] or [found["line"], found["column"]]
    assert exit_code == 1
    assert report["problems"] == []
    assert region[:2] == [LINE + line - 1, column]
    assert verdicts(report) == {"first": "proved", "bad": "ill_posed", "last": "proved"}


@pytest.mark.parametrize("first", ["x = exp(z)", "z", "z = x"])
def test_what_is_wrong_with_the_first_line_of_a_chain_is_told_once(capsys, first):
    lines = f"    steps: |\n      {first}\n      = x\n      = y\n"
    _, text, report = verify(capsys, f"{HEAD}{FIRST}  - id: bad\n{lines}{LAST}")
    (problem,) = report["problems"]
    assert (problem["line"], problem["column"]) == (LINE + 2, 7 + first.index("z"))
    assert text.count("unknown name z") == 1


def test_a_symbol_that_cannot_be_read_is_told_where_it_is_declared(capsys):
    lines = "    symbols: {w: 'vector[mid'}\n    steps: |\n      A'@w\n      = A@w\n"
    _, text, report = verify(capsys, f"{HEAD}{FIRST}  - id: bad\n{lines}{LAST}")
    (problem,) = report["problems"]
    assert (problem["line"], problem["column"]) == (LINE + 1, 25)
    assert text.count("is never closed") == 1


#: name: (text of the file, code, line, column, claims that are decided all the same)
FILES = {
    "malformed": (f"{HEAD}{FIRST}  - id: [\n", "DC101", 8, 9, {}),
    "duplicate id": (
        f"{HEAD}{FIRST}{FIRST}{LAST}",
        *("DC103", 8, 9, {"first": "proved", "last": "proved"}),
    ),
    "unknown key": (
        f"{HEAD}{FIRST}  - id: bad\n    clam: x\n{LAST}",
        *("DC102", 9, 5, {"first": "proved", "last": "proved"}),
    ),
    "anchor bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nclaims: [*c, *c]\n",
        *("DC101", 1, 4, {}),
    ),
    "3 MB": ("claims:\n" + "  - {id: a, claim: x}\n" * 140_000, "DC105", 1, 1, {}),
    "tag": (f"claims:\n{FIRST}  - id: !!python/name:os.system x\n", "DC101", 4, 9, {}),
}


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_file_has_one_error_with_its_place(capsys, name):
    source, code, line, column, decided = FILES[name]
    Path("g.yaml").write_text(f"symbols: {{x: scalar}}\nclaims:\n{LAST}")
    exit_code, text, report = verify(capsys, source)
    (problem,) = report["problems"]
    assert exit_code == 1
    assert (problem["code"], problem["line"], problem["column"]) == (code, line, column)
    assert f"f.yaml:{line}:{column}: error" in text
    assert verdicts(report) == decided
    code, out, _ = run(capsys, "verify", ".", "--jobs", "1", "--format", "json")
    assert code == 1
    assert [c["verdict"] for c in json.loads(out)["claims"] if c["file"] == "g.yaml"] == ["proved"]


@pytest.mark.parametrize(
    ("kind", "column"),
    [("scalar in (1, 0)", 6), ("scalar in {}", 6), ("scalar in (0, 0]", 6)],
)
def test_an_empty_domain_makes_no_claim_true(capsys, kind, column):
    source = f"claims:\n  - id: bad\n    symbols:\n      x: {kind}\n    claim: x = x + 1\n{LAST}"
    exit_code, _, report = verify(capsys, source.replace("x + x = 2*x", "2 + 2 = 4"))
    assert exit_code == 1
    assert verdicts(report)["bad"] in ("ill_posed", "undecided")
    assert verdicts(report)["last"] == "proved"


@pytest.mark.parametrize(
    ("symbols", "given", "claim"),
    [
        ("x: scalar", "x^2 < 0", "x = 1"),
        ("x: scalar > 0", "x < 0", "x = 1"),
        ("x: scalar", "sqrt(x) < 0", "1 = 2"),
        ("x: scalar in {1, 2}", "x = 3", "x = 1"),
    ],
)
def test_contradictory_assumptions_prove_nothing(capsys, symbols, given, claim):
    lines = f"    symbols:\n      {symbols}\n    given:\n      - {given}\n    claim: {claim}\n"
    exit_code, _, report = verify(capsys, f"claims:\n  - id: bad\n{lines}")
    assert exit_code == 1
    assert verdicts(report)["bad"] in ("ill_posed", "undecided")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["verify", "nowhere.yaml"], "no such file or folder"),
        (["verify", "empty"], "nothing to check in empty"),
        (["verify", "f.yaml::zz"], "has no claim zz"),
        (["verify", "f.yaml", "--jobs", "-1"], "jobs"),
        (["verify", "f.yaml", "--timeout", "soon"], "soon"),
        (["verify", "f.yaml", "--frobnicate"], "frobnicate"),
        (["verify", "f.yaml", "--output", "no/such/folder/o"], "no/such/folder"),
        (["check", "x = "], "expected an expression, found the end"),
        (["check", "x = y", "-s", "x: tensor[n]"], "tensor"),
        (["check", "x = y", "-g", "x >"], ""),
        (["check", "__import__('os').system('id') = 0"], ""),
        (["check", "x.__class__ = 0"], ""),
        (["check", "9^9^9 = 1"], ""),
        (["explain", "nowhere.yaml::a"], "no such file"),
        (["explain", "DC000"], "DC000"),
    ],
)
def test_a_wrong_call_exits_with_2_and_one_error(capsys, arguments, words):
    Path("f.yaml").write_text(f"{HEAD}{FIRST}")
    Path("empty").mkdir()
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert words in out + err
    assert (out + err).strip()


def test_a_bad_file_costs_nothing_but_itself(capsys):
    for name in ("a.yaml", "c.yaml"):
        Path(name).write_text(f"{HEAD}{FIRST}{LAST}")
    Path("b.yaml").write_bytes(b"claims:\n  - \xff\n")
    code, out, _ = run(capsys, "verify", ".", "--jobs", "2", "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert [p["file"] for p in report["problems"]] == ["b.yaml"]
    assert [claim["verdict"] for claim in report["claims"]] == ["proved"] * 4


def test_nothing_of_a_claim_is_run(capsys):
    marker = Path("made-by-a-claim")
    attacks = [
        f"__import__('pathlib').Path('{marker}').touch() = 0",
        f"open('{marker}', 'w') = 0",
        f'exec(\'open("{marker}", "w")\') = 0',
        f"[x for x in open('{marker}', 'w')] = 0",
    ]
    claims = "".join(
        f"  - id: a{at}\n    claim: '{text.replace(chr(39), chr(39) * 2)}'\n"
        for at, text in enumerate(attacks)
    )
    code, _, report = verify(capsys, f"{HEAD}{claims}{LAST}")
    assert code == 1
    assert len(report["problems"]) == len(attacks)
    assert not marker.exists()
    assert verdicts(report)["last"] == "proved"
