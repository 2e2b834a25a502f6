"""Terms and factors that a line lost of what stands near it."""

from __future__ import annotations

import pytest

from derivcheck.verify.judge import judge
from derivcheck.verify.reading import read
from derivcheck.verify.settings import Settings

FRAME = """\
symbols:
  X: matrix[n, d]
  y: vector[n]
  z: vector[n]
  theta: vector[d]
  lambda: scalar > 0
  alpha: scalar
  eps: scalar
  g[t]: scalar
  t: index >= 2
define:
  v[0]: 0
  v[t]: alpha*v[t-1] - eps*g[t]
claims:
  - id: chain
    steps: |
"""


def meant(*lines):
    text = FRAME + "".join(f"      {line}\n" for line in lines)
    derivation = read(text.encode(), "chain.yaml")
    return judge(derivation, derivation.claims[0], Settings()).suggestion


@pytest.mark.parametrize(
    ("lines", "claim", "kind"),
    [
        (("softmax(z) - y", "= -(-softmax(z) + y)", "= softmax(z)"), "= softmax(z) - y", "term"),
        (("sum(y)*z - y", "= sum(y)*z"), "= sum(y)*z - y", "term"),
        (
            ("-(X'@y) + (X'@X + lambda*I)@theta", "= X'@(-y + X@theta)"),
            "= X'@(-y + X@theta) + lambda*theta",
            "term",
        ),
        (("v[t]", "= -(eps*g[t])"), "= alpha*v[t - 1] - eps*g[t]", "term"),
        (
            ("(X'@X + lambda*I)@theta - X'@y", "= X'@X@theta"),
            "= X'@X@theta - X'@y + lambda*theta",
            "term",
        ),
        (
            ("(X'@X + lambda*I)@theta - X'@y = 0", "<=> X'@(1/2*X@theta - y/2) = 0"),
            "<=> X'@(1/2*X@theta - y/2) + 1/2*(lambda*theta) = 0",
            "term",
        ),
        (
            ("2*alpha^3 - 2*eps = 0", "<=> eps = -2*alpha^3"),
            "<=> eps = alpha^3",
            "factor",
        ),
        (("exp(z)/sum(exp(z)) - y", "= -y + exp(z)"), "= -y + exp(z)/sum(exp(z))", "factor"),
        (
            ("[alpha*eps + 2*alpha, 3*alpha*(eps - 1)]", "= [alpha*eps, 3*alpha*(eps - 1)]"),
            "= [alpha*(eps + 2), 3*alpha*(eps - 1)]",
            "term",
        ),
        (("y .* z .* (1 - z)", "= y .* (z .* -z)"), "= y .* (z .* (1 - z))", "term"),
        (
            (
                "eps*(sum(alpha^(t - i)*g[i] for i in 1..t - 1) + g[t])",
                "= eps*sum(g[i] for i in 1..t)",
            ),
            "= eps*sum(alpha^(t - i)*g[i] for i in 1..t)",
            "factor",
        ),
        (
            ("alpha*v[t-1] - eps*g[t]", "= alpha^2*v[t-1] - eps*(g[t] + alpha*g[t-1])"),
            "= alpha^2*v[t - 2] - eps*(g[t] + alpha*g[t - 1])",
            "index",
        ),
    ],
)
def test_what_was_lost_is_found_near_the_line(lines, claim, kind):
    found = meant(*lines)
    assert found is not None
    assert (found.claim, found.edit.kind, found.verdict) == (claim, kind, "proved")


def test_terms_that_are_missing_are_told_together():
    found = meant("(X'@X + lambda*I)@theta - X'@y", "= X'@X@theta")
    assert found.words == "the terms -X'@y and lambda*theta are missing"


def test_nothing_is_put_beside_a_number_to_make_both_sides_alike():
    assert meant("alpha*eps", "= 0") is None


def test_values_beyond_floating_point_numbers_tell_as_well():
    found = meant("alpha*10^400 + eps*10^400", "= alpha*10^400")
    assert found.claim == "= (alpha + eps)*10^400"
