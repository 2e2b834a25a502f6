"""`derivcheck hypergradient` as a user calls it."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from derivcheck.cli import main


def run(capsys, *arguments):
    code = main(["hypergradient", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_text_says_what_holds_and_what_does_not(capsys):
    code, out, _ = run(capsys, "--problem", "quadratic", "--seeds", "1", "--weights", "3")
    assert code == 0
    assert "nas.update-2" in out
    assert "refuted" in out
    assert max(map(len, out.splitlines())) <= 80


def test_json_holds_every_check(capsys):
    code, out, _ = run(capsys, "--problem", "quadratic", "--seeds", "1", "--format", "json")
    document = json.loads(out)
    assert code == 0
    assert document["ok"] is True
    (problem,) = document["problems"]
    verdicts = {check["id"]: check["verdict"] for check in problem["checks"]}
    assert verdicts["nas.dW-dA"] == "refuted"
    assert verdicts["nas.update-3"] == "supported"


def test_pictures_are_well_formed(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("derivcheck.cli.hypergradient._COUNTS", (5, 10))
    file = tmp_path / "errors.svg"
    code, *_ = run(capsys, "--problem", "logistic", "--seeds", "1", "--plot", str(file))
    assert code == 0
    for picture in (file, tmp_path / "errors-cost.svg"):
        root = ElementTree.fromstring(picture.read_text())
        assert root.tag.endswith("svg")
        assert len(list(root.iter("{http://www.w3.org/2000/svg}polyline"))) >= 3


def test_an_estimate_by_name(capsys):
    arguments = ("--problem", "logistic", "--seeds", "1", "--estimator", "equation-3")
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    assert "from the one-step derivative" in out
    code, out, _ = run(capsys, *arguments, "--format", "json")
    assert len(json.loads(out)[0]["hypergradient"]) == 8


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--problem", "cubic"), "no problem is called cubic"),
        (("--weights", "0"), "weights must be at least 1"),
        (("--weights", "-3"), "weights must be at least 1"),
        (("--estimator", "guess"), "no estimator guess"),
        (("--plot", "errors.png"), "ends in .svg"),
        (("--plot", "nowhere/errors.svg"), "no folder"),
        (("--step-w", "nan"), "step_W is not finite"),
    ],
)
def test_wrong_use_is_one_sentence(capsys, arguments, told):
    code, out, err = run(capsys, "--seeds", "1", *arguments)
    assert code == 2
    assert told in err
    assert out == ""
    assert len(err.strip().splitlines()) == 1


def test_the_page_has_both_pictures_and_every_check(capsys, monkeypatch):
    monkeypatch.setattr("derivcheck.cli.hypergradient._COUNTS", (5, 10))
    code, out, _ = run(capsys, "--problem", "quadratic", "--seeds", "1", "--format", "html")
    assert code == 0
    assert out.startswith("<!DOCTYPE html>")
    assert "everything is as expected" in out
    titles = re.findall("<svg[^>]*><title>(.*?)</title>", out)
    assert titles == ["Errors of the finite differences", "Cost of one hypergradient"]
    _, document, planted, errors, costs = out.split("<h2>")
    assert "nas.update-3" in document
    assert "sign-slip" not in document
    assert "sign-slip" in planted
    assert "difference in V" in errors
    assert "brute-force" in costs


def test_an_estimate_has_no_page(capsys):
    code, _, err = run(capsys, "--estimator", "one-step", "--format", "html")
    assert code == 2
    assert "an estimate has no page" in err
