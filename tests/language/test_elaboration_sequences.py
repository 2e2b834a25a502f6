"""Sequences: members, recurrences, and definitions that go nowhere."""

from __future__ import annotations

import pytest
from declared import SYMBOLS, scope

from derivcheck.language.errors import LanguageError
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import Apply, Index, SequenceMember, constant

MOMENTUM = {"v[0]": "0", "v[t]": "a*v[t-1] - c*g[t]"}


def test_a_member_of_a_sequence_stays_one():
    one = scope(SYMBOLS, MOMENTUM)
    assert one.expression("v[t]") == SequenceMember(SCALAR, "v", one.expression("t"))


def test_a_recurrence_has_starts_and_a_step():
    one = scope(SYMBOLS, MOMENTUM)
    context = one.context(one.proposition("v[t] = 0"))
    recurrence = context.recurrences["v"]
    index = Index(SCALAR, "t#1")
    assert recurrence.starts == ((0, constant(0)),)
    assert recurrence.index == "t#1"
    assert isinstance(recurrence.step, Apply)
    assert SequenceMember(SCALAR, "v", Apply(SCALAR, Operator.ADD, (index, constant(-1)))) in (
        recurrence.step.arguments[0].arguments  # type: ignore[attr-defined]
    )
    assert context.declarations.keys() == {"t", "a", "c", "g"}


@pytest.mark.parametrize(
    ("define", "shape"),
    [
        ({"v[0]": "0", "v[t]": "a*v[t-1] + x"}, "vector[n]"),
        ({"v[0]": "x", "v[t]": "2*v[t-1]"}, "vector[n]"),
        ({"v[0]": "0", "v[t]": "A@v[t-1] + A@B"}, "matrix[n, n]"),
        ({"v[0]": "0", "v[t]": "v[t-1] + u[t]", "u[0]": "0", "u[t]": "u[t-1] - x"}, "vector[n]"),
        ({"v[0]": "0", "v[1]": "1", "v[t]": "v[t-1] + v[t-2]"}, "scalar"),
        ({"v[0]": "0", "v[t + 1]": "v[t] + g[t + 1]"}, "scalar"),
    ],
)
def test_a_start_0_takes_the_shape_of_the_step(define, shape):
    one = scope(SYMBOLS, define)
    assert str(one.expression("v[t]").shape) == shape
    recurrence = one.context(one.proposition("v[t] = v[t]")).recurrences["v"]
    assert {str(start.shape) for _, start in recurrence.starts} == {shape}
    assert str(recurrence.step.shape) == shape


def test_sequences_may_refer_to_one_another():
    one = scope(
        SYMBOLS, {"u[0]": "1", "u[t]": "u[t-1] + v[t-1]", "v[0]": "0", "v[t]": "u[t-1] + u[t]"}
    )
    assert one.context(one.proposition("u[t] = 0")).recurrences.keys() == {"u", "v"}


@pytest.mark.parametrize(
    ("define", "text", "code", "message"),
    [
        ({"v[0]": "0", "v[t]": "v[t] + 1"}, "v[t]", "DC104", "v is defined by itself"),
        ({"v[0]": "v[0]", "v[t]": "v[t-1]"}, "v[t]", "DC104", "v[0] is defined by itself"),
        ({"v[t]": "v[t-1] + 1"}, "v[t]", "DC104", "v is defined by itself: v -> v"),
        ({"v[1]": "0", "v[t]": "v[t-1]"}, "v[0]", "DC104", "the sequence v starts at 1"),
        ({"v[0]": "0"}, "v[t]", "DC104", "v has starts but no step"),
        ({"v[0]": "0", "v[t]": "v[t-1]"}, "v", "DC104", "v is a sequence: write v[t]"),
        ({"v[0]": "x", "v[t]": "v[t-1] + theta"}, "v[t]", "DC202", "cannot add"),
        ({"v[0]": "x", "v[t]": "norm(v[t-1])"}, "v[t]", "DC202", "at one index and scalar at"),
        (
            {"u[0]": "0", "u[t]": "v[t]", "v[0]": "0", "v[t]": "u[t] + v[t-1]"},
            "u[t]",
            "DC104",
            "defined by each other",
        ),
    ],
)
def test_a_sequence_that_goes_nowhere(define, text, code, message):
    one = scope(SYMBOLS, define)
    with pytest.raises(LanguageError) as caught:
        one.context(one.expression(text))
    assert caught.value.code == code
    assert message in caught.value.message


def test_a_start_without_a_step_is_a_value():
    one = scope(SYMBOLS, {"v[0]": "a + 1"})
    assert one.expression("v[0]") == one.expression("a + 1")
