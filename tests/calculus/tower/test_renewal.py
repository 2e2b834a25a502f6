"""Composition with monomials, exponent by exponent, against that of FLINT."""

from __future__ import annotations

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx
from hypothesis import given
from hypothesis import strategies as st

from derivcheck.calculus.tower.renewal import _renamed

CONTEXT = fmpq_mpoly_ctx.get(("x", "y", "z", "w"), "lex")

exponents = st.tuples(*(st.integers(0, 3) for _ in range(4)))
numbers = (
    st.integers(-3, 3)
    .filter(bool)
    .flatmap(lambda top: st.integers(1, 3).map(lambda bottom: fmpq(top, bottom)))
)
polynomials = st.dictionaries(exponents, numbers, max_size=6).map(CONTEXT.from_dict)
monomials = st.tuples(exponents, numbers).map(lambda term: CONTEXT.from_dict(dict([term])))


@given(polynomials, st.dictionaries(st.integers(0, 3), monomials, max_size=4))
def test_monomials_are_put_in_as_flint_does(polynomial, values):
    images = [values.get(place, gen) for place, gen in enumerate(CONTEXT.gens())]
    assert _renamed(polynomial, values) == polynomial.compose(*images, ctx=CONTEXT)


def test_terms_that_cancel_leave_nothing():
    x, y, *_ = CONTEXT.gens()
    assert _renamed(x - y, {0: y}).is_zero()


def test_a_sum_is_no_monomial():
    x, y, *_ = CONTEXT.gens()
    assert _renamed(x, {0: x + y}) is None
    assert isinstance(_renamed(x, {0: y}), fmpq_mpoly)
