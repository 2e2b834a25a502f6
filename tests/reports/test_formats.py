"""Formats are found in their folder; each is a function of the record."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib import import_module

import pytest
from samples import COMMA, ERRATUM, MISFIT, PROVED, SIGN, STALE, UNKNOWN, report

from derivcheck.cli import main
from derivcheck.reports import Options, formats, render
from derivcheck.verify.codec import from_json
from derivcheck.verify.record import Verdict
from derivcheck.verify.report import Report

EVERYTHING = report(PROVED, SIGN, MISFIT, STALE, ERRATUM, problems=[UNKNOWN, COMMA])


def test_the_folder_is_the_list_of_formats():
    names = "concise github gitlab html json jsonl junit markdown sarif text"
    assert formats() == names.split()


@pytest.mark.parametrize("form", formats())
def test_every_module_of_the_folder_is_a_format_of_its_name(form):
    module = import_module(f"derivcheck.reports.{form}")
    assert form == module.NAME
    assert callable(module.render)


@pytest.mark.parametrize("form", formats())
def test_a_format_changes_nothing_when_the_record_went_through_json(form):
    again = from_json(Report, json.loads(render(EVERYTHING, "json", Options())))
    assert render(again, form, Options()) == render(EVERYTHING, form, Options())


def test_one_run_writes_every_format_and_the_help_names_them(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    claims = "claims:\n  - {id: a, symbols: {x: scalar}, claim: 'd(x^2, x) = x'}\n"
    (tmp_path / "a.yaml").write_text(claims)
    wanted = [part for form in formats() for part in ("--report", f"{form}=out.{form}")]
    assert main(["verify", "a.yaml", "-j", "1", *wanted]) == 1
    assert capsys.readouterr().out == (tmp_path / "out.text").read_text()
    for form in formats():
        assert "a.yaml" in (tmp_path / f"out.{form}").read_text()
        assert main(["verify", "a.yaml", "-j", "1", "--format", form]) == 1
    capsys.readouterr()
    assert main(["verify", "--help"]) == 0
    assert set(formats()) <= set(re.findall("[a-z]+", capsys.readouterr().out))


def test_an_unknown_format_is_refused():
    with pytest.raises(
        ValueError, match="no format pdf; there are concise, github, gitlab, html, json"
    ):
        render(EVERYTHING, "pdf", Options())


def test_json_keeps_what_people_wrote():
    data = json.loads(render(report(replace(PROVED, claim="θ = θ")), "json", Options()))
    assert data["claims"][0]["claim"] == "θ = θ"
    assert data["format"] == 1


def test_concise_has_one_line_a_finding():
    assert render(EVERYTHING, "concise", Options()).splitlines() == [
        "derivations/ridge.yaml:11:37: DC201 ridge.gradient: error: unknown name Lambda",
        "derivations/hinge.yaml:3:14: DC107 error: a comma cut this value in two",
        "derivations/ridge.yaml:11:29: DC301 ridge.gradient: refuted at n = 1, d = 1, X = [[1]],"
        " y = [1], theta = [0], lambda = 1: left [-1], right [1]",
        "derivations/optimiser.yaml:40:42: DC202 lr.solving: ill-posed: a0'@X@X' is matrix[1, n]"
        " and X' is matrix[d, n]: cannot multiply.",
        "derivations/activations.yaml:58:5: DC501 softsign: stale erratum: The line above it is"
        " now proved: remove the erratum.",
    ]


def test_concise_of_a_good_run_is_empty_unless_every_claim_is_asked_for():
    good = report(PROVED, replace(PROVED, id="s", verdict=Verdict.SUPPORTED))
    assert render(good, "concise", Options()) == ""
    assert render(good, "concise", Options(verbosity=1)).splitlines() == [
        "derivations/ridge.yaml:11:12: tanh: proved",
        "derivations/ridge.yaml:11:12: s: supported",
    ]
