"""Integers used as subscripts, range ends and sizes: terms and polynomials of sizes."""

from __future__ import annotations

from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR, Member, Size
from derivcheck.language.terms.building import constant
from derivcheck.language.terms.expressions import Apply, Constant, Index, SizeOf, Variable
from derivcheck.language.terms.tree import Term


def as_size(term: Term) -> Size | None:
    """An integer term as a polynomial of sizes and indices, where it is one."""
    match term:
        case SizeOf(size=size):
            return size
        case Index(name=name):
            return Size.of(name)
        case Variable(name=name, indices=()):
            return Size.of(name)
        case Variable(name=name, indices=(index,)):
            inner = as_size(index)
            return None if inner is None else Size.of(Member(name, inner))
        case Constant(value=value) if value.denominator == 1:
            return Size.of(int(value))
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            inner = as_size(a)
            return None if inner is None else -inner
        case Apply(operator=Operator.ADD | Operator.MULTIPLY as op, arguments=(a, b)):
            x, y = as_size(a), as_size(b)
            if x is None or y is None:
                return None
            return x + y if op is Operator.ADD else x * y
        case _:
            return None


def integer(size: Size) -> Term:
    """A polynomial of sizes and indices as a term."""
    return constant(size.constant) if size.constant is not None else SizeOf(SCALAR, size)
