"""Certificates: written by the engine, accepted by the replay, which rejects forged ones."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import derivcheck
from derivcheck.certificates.replay import Rejected, digest, main, rechecked, replay
from derivcheck.certificates.writing import NoCertificate, certificate
from derivcheck.verify.judge import judge
from derivcheck.verify.oneline import single
from derivcheck.verify.settings import Settings


def made(text, symbols=(), given=()):
    """The certificate of a claim as the command writes it."""
    derivation = single(text, [tuple(each.split(": ")) for each in symbols], given)
    record = judge(derivation, derivation.claims[0], Settings())
    return json.loads(json.dumps(certificate(derivation, derivation.claims[0], record)))


def signed(certificate):
    """A forged certificate with a checksum that fits."""
    certificate["sha256"] = digest(certificate)
    return certificate


def reason(certificate):
    with pytest.raises(Rejected) as rejected:
        replay(signed(certificate))
    return str(rejected.value)


TANH = "d(tanh(x), x) = 1 - tanh(x)^2"
GRADIENT = "grad(norm(X@w - y)^2, w) = 2*X'@(X@w - y)"
ARRAYS = ("X: matrix[n, d]", "y: vector[n]", "w: vector[d]")


@pytest.mark.parametrize(
    ("text", "symbols", "checks"),
    [
        (TANH, (), "normal form: the difference is 0; 3 functions by a law; 0 by enclosures"),
        ("sqrt(x^2) = x", ("x: scalar > 0",), "normal form: the difference is 0; 1 functions by"),
        ("sin(2*x) = 2*sin(x)*cos(x)", (), "normal form: the difference is 0; 0 functions by"),
        ("sqrt(2)*sqrt(3) = sqrt(6)", (), "normal form: the difference is 0; 3 functions by"),
        ("d(x^a, x) = a*x^(a - 1)", ("x: scalar > 0", "a: scalar"), "normal form: the"),
        (GRADIENT, ARRAYS, "normal form at d = 2, n = 3: the difference is 0; both sides"),
        ("inv(A)@A = I", ("A: matrix[n, n] invertible",), "normal form at n = 2: the difference"),
        ("x^2 + 1 >= 2*x", (), "evaluation at 8 exact points, no proof"),
        ("sum(k for k in 1..n) = n*(n + 1)/2", ("n: index >= 0",), "evaluation at 8 exact points"),
        ("x = 3", (), "point"),
        ("d(x/(1 + abs(x)), x) = 1/(1 + x)^2", (), "point"),
        ("det(-A) = -det(A)", ("A: matrix[n, n]",), "point"),
        ("x'@A@x >= 0", ("A: matrix[n, n] symmetric", "x: vector[n]"), "point"),
        ("grad(f(x), x) = x", ("f: function(vector[n]) -> scalar", "x: vector[n]"), "point"),
        ("sqrt(x) = x", (), "point"),
        ("sin(x)^2 = 1", (), "point"),
    ],
)
def test_what_was_rechecked_is_told(text, symbols, checks):
    found = replay(made(text, symbols))
    assert len(found) == 1
    assert found[0].startswith(checks)


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


# Forged -----------------------------------------------------------------------------------


def test_any_change_is_noticed_by_the_checksum():
    forged = made(TANH)
    forged["claim"] = "d(tanh(x), x) = 1"
    with pytest.raises(Rejected, match="checksum"):
        replay(forged)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_changed_coefficient_of_a_normal_form_is_rejected(side):
    forged = made(TANH)
    form = forged["parts"][0]["normal_form"]
    form[side][0][0][0][0][0] = "5"
    assert reason(forged) == "the normal forms differ"


def test_a_changed_coefficient_on_both_sides_is_rejected():
    forged = made(GRADIENT, ARRAYS)
    form = forged["parts"][0]["normal_form"]
    for side in ("left", "right"):
        form[side][0][0][0][0][0] = "5"
    assert reason(forged) == "the normal forms differ"


def test_a_changed_function_is_rejected():
    forged = made(TANH)
    form = forged["parts"][0]["normal_form"]
    for each in form["functions"]:
        each[2][0][0][0] = "3"  # exp(2*x) is said to be 3*exp(x)^2
    assert reason(forged) == "exp has another value at a point"


def test_a_changed_generator_is_rejected():
    forged = made(TANH)
    form = forged["parts"][0]["normal_form"]
    next(g for g in form["generators"] if g[1] == "exp")[2][0][0][0][0] = "7"
    assert reason(forged) == "exp has another value at a point"


def test_a_relation_that_holds_only_at_the_points_is_rejected():
    forged = made("x + 0 = x", (), ())
    part = forged["parts"][0]
    part["goal"][3] = ["number", "3"]
    part["points"] = [{**part["points"][0], "values": {"x": [[["number", "3"]]]}}]
    part["points"][0] |= {"left": [["3"]], "right": [["3"]]}
    form = part["normal_form"]
    form["right"] = [[[[["3", [0]]], [["1", [0]]]]]]
    assert reason(copy.deepcopy(forged)) == "the normal forms differ"
    form["relations"] = [["x", [["1", [1]], ["-3", [0]]]]]
    assert reason(forged) == "a relation does not follow from what its generator stands for"


def test_a_symbol_is_no_size():
    forged = made("x + 0 = x", (), ())
    part = forged["parts"][0]
    part["normal_form"] |= {"sizes": {"x": 3}, "symbols": {}}
    assert reason(forged) == "x is no size"


def test_one_generator_for_two_entries_is_rejected():
    forged = made("tr(A@B) = tr(B@A)", ("A: matrix[n, n]", "B: matrix[n, n]"))
    part = forged["parts"][0]
    form = part["normal_form"]
    form["symbols"]["B"] = form["symbols"]["A"]
    assert reason(forged) == "a generator stands for two entries"


def test_the_wrong_sign_of_a_root_is_rejected():
    forged = made("sqrt(x^2) = abs(x)", ("x: scalar < 0",), ())
    form = forged["parts"][0]["normal_form"]
    for each in form["functions"]:
        each[2][0][0][0] = "1"
    for side in ("left", "right"):
        form[side][0][0][0][0][0] = "1"
    assert "has another value at a point" in reason(forged)


def test_another_point_is_rejected():
    forged = made("x = 3", (), ())
    forged["parts"][0]["points"][0]["values"]["x"] = [[["number", "3"]]]
    assert "another value than the certificate says" in reason(copy.deepcopy(forged))
    forged["parts"][0]["points"][0]["left"] = [["3"]]
    assert reason(forged) == "the claim holds at the point"


def test_a_point_outside_of_the_assumptions_is_rejected():
    forged = made("x = abs(x) + 1", ("x: scalar > 0",), ("x > 1",))
    point = forged["parts"][0]["points"][0]
    point |= {"values": {"x": [[["number", "1/2"]]]}, "left": [["1/2"]], "right": [["3/2"]]}
    assert reason(copy.deepcopy(forged)) == "an assumption does not hold at a point"
    point |= {"values": {"x": [[["number", "-1"]]]}, "left": [["-1"]], "right": [["2"]]}
    assert reason(forged) == "x is not of its declared type"


@pytest.mark.parametrize("kind", ["sizes", "functions"])
def test_no_value_goes_around_the_check_of_its_type(kind):
    forged = made("x = abs(x) + 1", ("x: scalar > 0",))
    point = forged["parts"][0]["points"][0]
    point |= {"values": {}, kind: {"x": 5 if kind == "sizes" else [[5]]}}
    assert "has the name of a" in reason(forged)


def test_a_structure_that_does_not_hold_is_rejected():
    forged = made("A = 2*A", ("A: matrix[n, n] symmetric",), ("n = 2",))
    part = forged["parts"][0]
    entries = [["1", "2"], ["3", "4"]]
    part["points"][0]["values"]["A"] = [[["number", x] for x in row] for row in entries]
    assert reason(forged) == "A is not of its declared type"


def test_another_claim_is_rejected():
    forged = made(TANH)
    forged["parts"][0]["goal"][3] = ["number", "1"]
    assert "another value than the certificate says" in reason(forged)


def test_a_kink_has_no_derivative():
    forged = made("d(abs(x), x) = 5", (), ())
    point = forged["parts"][0]["points"][0]
    point |= {"values": {"x": [[["number", "0"]]]}, "left": [["0"]], "right": [["5"]]}
    assert "has no value" in reason(forged)


def test_more_than_was_checked_is_not_said():
    forged = made("x^2 + 1 >= 2*x", (), ())
    forged["checks"] = ["normal form: the difference is 0"]
    assert "but what was rechecked is" in reason(forged)


def test_a_verdict_is_not_exchanged():
    forged = made("x = 3", (), ())
    forged["verdict"] = "proved"
    assert reason(forged) == "the claim fails at a point"
    with pytest.raises(Rejected, match="only what is proved or refuted"):
        rechecked(forged | {"verdict": "supported"})


def test_a_truncated_file_is_rejected(tmp_path, capsys):
    text = json.dumps(made(TANH))
    path = tmp_path / "certificate.json"
    for end in (0, 1, len(text) // 2, len(text) - 1):
        path.write_text(text[:end])
        assert main([str(path)]) == 1
    path.write_text(text)
    assert main([str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("  =(derivative(along")


@pytest.mark.parametrize("content", ["[]", "1", '{"certificate": 1}', '"x"', "null"])
def test_what_is_no_certificate_is_rejected(content):
    with pytest.raises(Rejected):
        replay(json.loads(content))


def test_parts_that_are_missing_are_rejected():
    whole = made(TANH)
    for key in ("goal", "points", "declarations", "assumptions", "normal_form"):
        forged = copy.deepcopy(whole)
        del forged["parts"][0][key]
        assert "not a certificate" in reason(forged)
    assert "only what is proved or refuted" in reason(whole | {"parts": []})


# Alone ------------------------------------------------------------------------------------


def test_the_replay_needs_nothing_of_the_engine(tmp_path):
    """Copied with the four modules beside it, it accepts the certificate."""
    source = Path(derivcheck.__file__).parent / "certificates"
    alone = tmp_path / "derivcheck" / "certificates"
    alone.mkdir(parents=True)
    for name in ("replay", "fields", "trees", "operations", "infinitesimals"):
        shutil.copy(source / f"{name}.py", alone)
    (tmp_path / "certificate.json").write_text(json.dumps(made(GRADIENT, ARRAYS)))
    command = [sys.executable, "-m", "derivcheck.certificates.replay", "certificate.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"accepted  proved  {GRADIENT}\n")
