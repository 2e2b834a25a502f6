"""Certificates: written by the engine, accepted by the replay, which rejects forged ones."""

from __future__ import annotations

import ast
import copy
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from derivcheck.certificates import replay
from derivcheck.certificates.writing import REJECTED, NoCertificate, certificate
from derivcheck.verify.judge import judge
from derivcheck.verify.oneline import single
from derivcheck.verify.settings import Settings

REPLAY = Path(replay.__file__)


def made(text, symbols=(), given=()):
    """The certificate of a claim as the command writes it."""
    derivation = single(text, [tuple(each.split(": ")) for each in symbols], given)
    record = judge(derivation, derivation.claims[0], Settings())
    return json.loads(json.dumps(certificate(derivation, derivation.claims[0], record)))


def outcomes(text, symbols=()):
    """All that is shown about the parts of a claim."""
    found = made(text, symbols)
    assert replay.recheck(found)[0] == f"accepted: {found['verdict']}"
    return {words for part in found["parts"] for words in part["outcomes"]}


def reason(certificate):
    with pytest.raises(REJECTED) as rejected:
        replay.recheck(certificate)
    return str(rejected.value)


IDENTITY, BRANCH, FAILS = "identity", "identity on a branch", "fails"
DIGITS, HOLDS = "equal to 50 digits, no proof", "holds, no proof"
TANH = "d(tanh(x), x) = 1 - tanh(x)^2"
GRADIENT = "grad(norm(X@w - y)^2, w) = 2*X'@(X@w - y)"
ARRAYS = ("X: matrix[n, d]", "y: vector[n]", "w: vector[d]")


@pytest.mark.parametrize(
    ("text", "symbols", "shown"),
    [
        (TANH, (), IDENTITY),
        ("sqrt(x)^2 = x", ("x: scalar > 0",), IDENTITY),
        ("sin(x)^2 + cos(x)^2 = 1", (), IDENTITY),
        ("exp(x/2)*exp(x + y) = exp(3*x/2 + y)", (), IDENTITY),
        ("d(d(exp(x*y), x), y) = (1 + x*y)*exp(x*y)", (), IDENTITY),
        (GRADIENT, ARRAYS, IDENTITY),
        ("inv(A)@A = I", ("A: matrix[n, n] invertible",), IDENTITY),
        ("tr(A@B) = tr(B'@A)", ("A: matrix[n, n]", "B: matrix[n, n] symmetric"), IDENTITY),
        ("d(relu(x), x) = step(x)", (), BRANCH),
        ("max(x, y) + min(x, y) = x + y", (), BRANCH),
        ("sqrt(x^2) = x", ("x: scalar > 0",), DIGITS),
        ("sqrt(2)*sqrt(3) = sqrt(6)", (), DIGITS),
        ("x^2 + 1 >= 2*x", (), HOLDS),
        ("sum(k for k in 1..n) = n*(n + 1)/2", ("n: index >= 0",), IDENTITY),
        ("x = 3", (), FAILS),
        ("d(x/(1 + abs(x)), x) = 1/(1 + x)^2", (), FAILS),
        ("det(-A) = -det(A)", ("A: matrix[n, n]",), FAILS),
        ("x'@A@x >= 0", ("A: matrix[n, n] symmetric", "x: vector[n]"), FAILS),
        ("x'@A@x < 0", ("A: matrix[n, n] positive definite", "x: vector[n]"), FAILS),
        ("Q = I", ("Q: matrix[n, n] orthogonal",), FAILS),
        ("grad(f(x), x) = x", ("f: function(vector[n]) -> scalar", "x: vector[n]"), FAILS),
        ("sin(x)^2 = 1", (), FAILS),
        ("x = 1", ("x: scalar in {-1, 1}",), FAILS),
        ("x > 0", ("x: scalar in (-2, -1) or (1, 2)",), FAILS),
    ],
)
def test_what_was_rechecked_is_told(text, symbols, shown):
    assert shown in outcomes(text, symbols)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("convex(x^2, x)", "claims of this kind (Convex) have none"),
        ("lim((1 + 1/t)^t, t -> oo) = exp(1)", "Limit is not written in certificates"),
        ("convex(x^3, x)", "refuted by other means"),
    ],
)
def test_a_claim_without_a_certificate_says_why(text, said):
    with pytest.raises(NoCertificate) as refused:
        made(text)
    assert said in str(refused.value)


def test_the_claim_is_told_as_it_was_rechecked():
    words = replay.recheck(made("x = abs(x) + 1", ("x: scalar > 0",)))
    assert words == [
        "accepted: refuted",
        '[["fails"], ["=", "x", ["+", ["*", "x", ["+", ["step", "x"], ["*", "-1", ["step", '
        '["*", "-1", "x"]]]]], "1"]], [[">", "x", "0"]], {"x": [1, 1]}]',
    ]


# Forged -----------------------------------------------------------------------------------


def swapped(tree, old, new):
    """A tree with a part replaced everywhere."""
    if tree == old:
        return new
    return [swapped(part, old, new) for part in tree] if isinstance(tree, list) else tree


@pytest.mark.parametrize(
    ("old", "new"),
    [("2", "3"), ("-1", "1"), (["exp", ["*", "2", "x"]], ["exp", "x"]), ("sqrt", "exp")],
)
def test_a_changed_tree_is_rejected(old, new):
    forged = made("d(tanh(x), x) = 1 - tanh(x)^2 + sqrt(4) - 2")
    for part in forged["parts"]:
        part["goal"] = swapped(part["goal"], old, new)
    assert "a side has another value" in reason(forged)


@pytest.mark.parametrize("side", [0, 1])
def test_a_changed_value_is_rejected(side):
    forged = made("x = 3")
    forged["parts"][0]["points"][0]["sides"][side] = [["7"]]
    assert reason(forged) == "a side has another value than the certificate says"


def test_another_point_is_rejected():
    forged = made("x = 3")
    point = forged["parts"][0]["points"][0]
    point["values"]["x"] = [["3"]]
    assert "a side has another value" in reason(copy.deepcopy(forged))
    point["sides"] = [[["3"]], [["3"]]]
    assert reason(forged).startswith("it shows proved")


def test_a_point_outside_of_the_assumptions_is_rejected():
    forged = made("x = abs(x) + 1", ("x: scalar > 0",), ("x > 1",))
    point = forged["parts"][0]["points"][0]
    point |= {"values": {"x": [["1/2"]]}, "sides": [[["1/2"]], [["3/2"]]]}
    assert reason(copy.deepcopy(forged)) == "an assumption does not hold at a point"
    point |= {"values": {"x": [["-1"]]}, "sides": [[["-1"]], [["2"]]]}
    assert reason(forged) == "an assumption does not hold at a point"


def test_a_dropped_assumption_is_told():
    forged = made("sqrt(x)^2 = x", ("x: scalar > 0",))
    told = replay.recheck(forged)[1]
    for part in forged["parts"]:
        part["given"] = []
    assert replay.recheck(forged)[1] != told


@pytest.mark.parametrize(
    ("symbols", "entries"),
    [
        ("A: matrix[n, n] symmetric", [["1", "2"], ["3", "4"]]),
        ("A: matrix[n, n] orthogonal", [["1", "1"], ["0", "1"]]),
        ("A: matrix[n, n] positive definite", [["1", "2"], ["2", "1"]]),
        ("A: matrix[n, n] invertible", [["1", "1"], ["1", "1"]]),
        ("A: matrix[n, n] diagonal", [["1", "1"], ["0", "1"]]),
    ],
)
def test_a_structure_that_does_not_hold_is_rejected(symbols, entries):
    forged = made("A[1, 2] = 7", (symbols,), ("n = 2",))
    point = forged["parts"][0]["points"][0]
    point |= {"values": {"A": entries}, "sides": [[[entries[0][1]]], [["7"]]]}
    assert reason(forged) == "an assumption does not hold at a point"


def test_another_shape_is_rejected():
    forged = made("sum(x) = 7", ("x: vector[n]",))
    forged["parts"][0]["points"][0]["values"]["x"] = [["1", "2"], ["3", "4"]]
    assert reason(forged) == "x has another shape"


@pytest.mark.parametrize("relation", ["!=", "<=", "<", "+", "and", "exp"])
def test_another_relation_is_rejected(relation):
    forged = made("x = 3")
    forged["parts"][0]["goal"][0] = relation
    reason(forged)


def test_a_verdict_is_not_exchanged():
    forged = made("x = 3")
    forged["verdict"] = "proved"
    assert reason(forged) == "it shows refuted: [['fails']]"
    forged = made(TANH)
    for verdict in ("refuted", "supported", "nothing"):
        assert "it shows proved" in reason({**forged, "verdict": verdict})


def test_more_than_was_shown_is_not_said():
    forged = made("x^2 + 1 >= 2*x")
    forged["parts"][0]["outcomes"] = [IDENTITY]
    assert "it shows proved" in reason(forged)


@pytest.mark.parametrize("free", [["x", "x"], ["x"], []])
def test_an_identity_needs_all_symbols(free):
    """At x = y a claim about both holds for every x."""
    forged = made("x + y = y + x")
    part = forged["parts"][0]
    part["goal"] = ["=", "x", "3"]
    point = part["points"][0]
    point |= {"values": {"x": [["3"]], "y": [["3"]]}, "free": free, "sides": [[["3"]], [["3"]]]}
    part |= {"points": [point], "outcomes": [IDENTITY]}
    assert "it shows proved" in reason(forged)
    assert IDENTITY not in reason(forged)


def test_mirrored_entries_are_one_only_where_that_is_assumed():
    forged = made("tr(A@B) = tr(B'@A)", ("A: matrix[n, n]", "B: matrix[n, n] symmetric"))
    for part in forged["parts"]:
        part["given"] = []
    assert "it shows proved" in reason(forged)


def test_an_identity_in_all_symbols_is_not_stated_from_one_point():
    """x = 3 is no identity though it holds at 3, nor is sqrt(x^2) = x."""
    for goal in (["=", "x", "3"], ["=", ["sqrt", ["^", "x", 2]], "x"]):
        forged = made("x + 0 = x")
        part = forged["parts"][0]
        point = {**part["points"][0], "values": {"x": [["3"]]}, "generators": 9, "free": ["x"]}
        point["sides"] = [[["3"]], [["3"]]]
        part |= {"goal": goal, "points": [point], "outcomes": [IDENTITY]}
        assert IDENTITY not in reason(forged)


def test_a_kink_has_no_derivative():
    forged = made("d(abs(x), x) = 5")
    point = forged["parts"][0]["points"][0]
    point |= {"values": {"x": [["0"]]}, "sides": [[["0"]], [["5"]]]}
    assert reason(forged) == "a sign is not clear"


@pytest.mark.parametrize(
    "tree",
    [["log", "-1"], ["sqrt", "-2"], ["1/", "0"], ["1/", ["+", ["sqrt", "4"], "-2"]]],
)
def test_what_has_no_value_is_rejected(tree):
    forged = made("x = 3")
    forged["parts"][0]["goal"][1] = ["*", "0", tree]
    reason(forged)


@pytest.mark.parametrize(
    "tree", [["mid", "x"], ["__class__", "x"], ["entry", "x", 0, 1], ["^", "x", -1], [], "y", None]
)
def test_what_is_no_tree_is_rejected(tree):
    forged = made("x = 3")
    forged["parts"][0]["goal"][1] = tree
    reason(forged)


def test_a_symbol_is_no_numeral():
    forged = made("x = 3")
    part = forged["parts"][0]
    part["shapes"] |= {"2": [1, 1]}
    part["points"][0]["values"]["2"] = [["3"]]
    part["goal"] = ["=", "2", "3"]
    part["points"][0]["sides"] = [[["3"]], [["3"]]]
    assert "a side has another value" in reason(forged)


def test_a_dual_has_its_own_infinitesimal():
    """d(x*d(x + y, y), x) = 1: the classic confusion gives 2."""
    assert outcomes("d(x*d(x + y, y), x) = 1") >= {IDENTITY}
    assert outcomes("d(x*d(x + y, y), x) = 2") == {FAILS}


@pytest.mark.parametrize("content", [[], 1, {"verdict": "proved"}, "x", None])
def test_what_is_no_certificate_is_rejected(content):
    reason(content)


@pytest.mark.parametrize("key", ["goal", "points", "shapes", "given", "outcomes"])
def test_parts_that_are_missing_are_rejected(key):
    forged = made(TANH)
    del forged["parts"][0][key]
    reason(forged)
    assert "it shows nothing" in reason({**forged, "parts": []})


# Alone ------------------------------------------------------------------------------------


def test_the_replay_has_at_most_two_hundred_lines():
    assert len(REPLAY.read_text().splitlines()) <= 200


def test_the_replay_needs_python_flint_and_nothing_else():
    trees = ast.walk(ast.parse(REPLAY.read_text()))
    names = {node.module for node in trees if isinstance(node, ast.ImportFrom)}
    trees = ast.walk(ast.parse(REPLAY.read_text()))
    names |= {a.name for node in trees if isinstance(node, ast.Import) for a in node.names}
    assert {name for name in names if name not in sys.stdlib_module_names} == {"flint"}


def run(path, *arguments):
    command = [sys.executable, "-I", str(path), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_replay_stands_alone(tmp_path):
    shutil.copy(REPLAY, tmp_path)
    text = json.dumps(made(GRADIENT, ARRAYS))
    (tmp_path / "certificate.json").write_text(text)
    done = run(tmp_path / "replay.py", str(tmp_path / "certificate.json"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("accepted: proved\n")
    assert '"identity"], ["=", ["grad", ["sum", ["^", ["+", ["@", "X", "w"]' in done.stdout
    (tmp_path / "certificate.json").write_text(text[:-9])
    done = run(tmp_path / "replay.py", str(tmp_path / "certificate.json"))
    assert done.returncode == 1
    assert done.stderr.startswith("rejected: JSONDecodeError")
