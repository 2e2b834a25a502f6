"""Results and submissions with slips, a sample; `benchmarks/fuzz.py` tries more."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from spoken import changed, of_results, of_submission, results, spoken
from watching import Watch


@pytest.fixture
def watch(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DERIVCHECK_CACHE_DIR", str(tmp_path / "cache"))
    watching = Watch((tmp_path,))
    yield watching
    watching.close()


def test_results_with_slips_do_no_harm(watch, tmp_path):
    text = results(tmp_path)
    wrong = [
        (number, each)
        for number in range(60)
        for each in of_results(text, Random(number), tmp_path, watch)
    ]
    assert wrong == []


def test_submissions_with_slips_do_no_harm(watch, tmp_path):
    numbers = range(4)
    wrong = [(n, each) for n in numbers for each in of_submission(Random(n), tmp_path, watch)]
    assert wrong == []


def test_slips_change_some_part_and_leave_most(tmp_path):
    value = {"a": [1, {"b": "c"}], "d": None}
    made = [str(changed(value, Random(number))) for number in range(40)]
    assert len(set(made)) > 15
    assert value == {"a": [1, {"b": "c"}], "d": None}


def test_what_a_command_raises_is_told(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert spoken(["verify", "nowhere"])[0] == 2
    monkeypatch.setattr("spoken.main", lambda words: Path("\0").read_text())
    assert "ValueError" in str(spoken(["verify"])[0])
