"""Lines that share parts are read alike with and without a memory of the parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_expression, parse_proposition
from derivcheck.language.positions import Text
from derivcheck.language.scope import read_scope

SYMBOLS = [("X", "matrix[n, n]"), ("x", "vector[n]"), ("t", "scalar")]


@pytest.fixture
def scope():
    symbols = [(Text(name), Text(kind)) for name, kind in SYMBOLS]
    return read_scope(symbols, [(Text("f(z)"), Text("z^2 + t"))], (), (), {}, None)


@pytest.mark.parametrize(
    "text",
    [
        "f(t) = t^2 + t",
        "sum(x[i]*t for i in 1..n) = t*sum(x)",
        "X + t*I = t*I + X",
        "d(f(t), t) = 2*t + 1",
    ],
)
def test_what_is_remembered_changes_no_meaning(scope, text):
    line = parse_proposition(text)
    plain = scope.elaborate_proposition(line)
    with scope.remembering():
        first, again = (scope.elaborate_proposition(line) for _ in range(2))
    assert plain.left.shape == first.left.shape == again.left.shape
    if "I" not in text:
        assert plain == first == again


def test_a_part_is_the_same_term_in_every_line(scope):
    line = parse_proposition("t*exp(t) = t")
    with scope.remembering():
        scope.elaborate_proposition(line)
        part = line.operands[0]
        changed = replace(line, operands=(part, parse_expression("2*t")))
        assert scope.elaborate_proposition(changed).left is scope.remembered(part)
    assert scope.remembered(part) is None


def test_a_part_that_fits_one_line_need_not_fit_another(scope):
    line = parse_proposition("X@x = x")
    with scope.remembering():
        scope.elaborate_proposition(line)
        with pytest.raises(LanguageError):
            scope.elaborate_proposition(
                replace(line, operands=(line.operands[0], line.operands[0].left))
            )
