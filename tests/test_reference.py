"""The page on the language is what the package says, and its examples are proved."""

from __future__ import annotations

import json
import re

import pytest
import reference

from derivcheck import verify
from derivcheck.language.elaboration.derivatives import DERIVATIVES
from derivcheck.language.elaboration.functions import TABLE
from derivcheck.language.meanings import ARRAYS, ENTRIES, FORMS, SCALAR
from derivcheck.language.operators import FUNCTIONS, REDUCTIONS
from derivcheck.language.parsing_types import KINDS

EVERY = {
    f"{group}.{name}": meaning
    for group, meanings in {
        "scalar": SCALAR,
        "entries": ENTRIES,
        "arrays": ARRAYS,
        "forms": FORMS,
    }.items()
    for name, meaning in meanings.items()
}


def test_the_page_is_up_to_date():
    written = reference.PAGE.read_text(encoding="utf-8")
    assert written == reference.page(), "run: python tests/reference.py"


def test_every_function_has_a_meaning():
    assert set(SCALAR) == set(FUNCTIONS)
    assert set(ENTRIES) == set(REDUCTIONS)
    assert set(SCALAR) | set(ENTRIES) | set(ARRAYS) == set(TABLE)
    assert set(DERIVATIVES) <= set(FORMS)
    assert set(reference.TYPES) == set(KINDS)


def test_every_key_of_a_file_is_explained():
    rows = re.findall(r"^\| `\w+` \|(.*)\|$", reference.page(), re.MULTILINE)
    assert len(rows) > 25
    assert all(row.strip() for row in rows)


def test_the_examples_are_proved(tmp_path):
    claims = []
    for name, meaning in EVERY.items():
        pairs = re.findall(r"(\w+): (.*?)(?=, \w+:|$)", meaning.symbols or "")
        names = {"x": "scalar", "y": "scalar"} | dict(pairs)
        if meaning.example:
            claims.append({"id": name, "symbols": names, "claim": meaning.example})
    path = tmp_path / "examples.yaml"
    path.write_text(json.dumps({"claims": claims}))
    report = verify(path)
    assert [each.message for each in report.problems if each.severity == "error"] == []
    wrong = {claim.id: str(claim.verdict) for claim in report.claims if claim.verdict != "proved"}
    assert wrong == {}
    assert len(report.claims) == len(EVERY) - 1


@pytest.mark.parametrize("name", sorted(set(EVERY) - {"forms.deriv"}))
def test_an_example_uses_what_it_is_an_example_of(name):
    function = name.partition(".")[2]
    assert re.search(rf"\b{function}\b", EVERY[name].example)
