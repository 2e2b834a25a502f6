"""Operators are a closed set: each has every interpretation, or a reason why it needs none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import derivcheck
from derivcheck.calculus.differentials.pointwise import SLOPES
from derivcheck.calculus.differentials.rules import RULES
from derivcheck.language.operators import FUNCTIONS, REDUCTIONS, Operator
from derivcheck.reports._codes import CODES

#: constant arrays: no arguments, so nothing to differentiate
CONSTANT = {Operator.IDENTITY, Operator.ONES, Operator.ZEROS, Operator.BASIS}
#: without a rule, so that the normal form is silent: digamma is no function of the language,
#: and rank and pseudoinverse jump
WITHOUT_RULE = {Operator.GAMMA, Operator.RANK, Operator.PSEUDOINVERSE}


@pytest.mark.parametrize("operator", [o for o in Operator if o not in CONSTANT])
def test_every_operator_has_one_differential(operator):
    rules = (operator in SLOPES) + (operator in RULES)
    assert rules == (operator not in WITHOUT_RULE)


@pytest.mark.parametrize("operator", list(FUNCTIONS.values()))
def test_every_function_has_a_notation_a_type_and_a_value(operator):
    claim = derivcheck.check(f"{operator.value}(x) = 12345")
    assert claim.verdict.value == "refuted"


@pytest.mark.parametrize("name", sorted(REDUCTIONS))
def test_every_reduction_has_a_notation_a_type_and_a_value(name):
    claim = derivcheck.check(f"{name}(x) = 12345", {"x": "vector[n]"})
    assert claim.verdict.value == "refuted"


@pytest.mark.parametrize("operator", [o for o in FUNCTIONS.values() if o not in WITHOUT_RULE])
def test_every_function_has_a_value_along_a_nilpotent(operator):
    claim = derivcheck.check(f"d({operator.value}(x), x) = 12345")
    assert claim.verdict.value == "refuted"


def test_every_code_that_is_told_has_a_manual():
    package = Path(derivcheck.__file__).parent
    written = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    assert set(re.findall(r"\bDC\d{3}\b", written)) <= set(CODES)


def test_every_operator_has_a_notation_of_its_own():
    assert len({operator.value for operator in Operator}) == len(Operator)
