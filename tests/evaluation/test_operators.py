"""Every operator has a value in every arithmetic that can have one, and the right slope."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.evaluation import taylor
from derivcheck.evaluation.arithmetic import Arithmetic, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.duals import Dual
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.floats import Floats
from derivcheck.evaluation.point import Point, Values
from derivcheck.evaluation.rationals import Rationals
from derivcheck.language import terms
from derivcheck.language.operators import ELEMENTWISE_PAIRS, FUNCTIONS, Operator
from derivcheck.language.sizes import ONE, SCALAR, Shape, Size
from derivcheck.language.terms import Apply, Context, Term, Variable

_O = Operator
CONTEXT = Context({}, {})
TWO, THREE, FOUR = Size.of(2), Size.of(3), Size.of(4)
SQUARE, VECTOR = Shape(THREE, THREE), Shape(THREE, ONE)

x = Variable(SCALAR, "x")
y = Variable(SCALAR, "y")
v = Variable(VECTOR, "v")
A = Variable(SQUARE, "A")
K = Variable(Shape(TWO, TWO), "K")

#: an argument inside the domain, where 3/4 is not
INSIDE = {_O.ACOSH: Fraction(7, 4)}


def sample(op: Operator) -> tuple[Term, Variable | None]:
    """A term that uses the operator, and the variable it depends on."""
    if op in FUNCTIONS.values():
        return terms.apply(op, x), x
    if op in ELEMENTWISE_PAIRS:
        return terms.apply(op, x, y), x
    match op:
        case _O.NEGATE:
            return terms.negate(x), x
        case _O.MATMUL | _O.KRONECKER:
            size = THREE if op is _O.MATMUL else Size.of(9)
            return Apply(Shape(size, size), op, (A, A)), A
        case _O.TRANSPOSE | _O.INVERSE | _O.PSEUDOINVERSE:
            return Apply(SQUARE, op, (A,)), A
        case _O.MATRIX_POWER:
            return Apply(SQUARE, op, (A,), terms.constant(3)), A
        case _O.TRACE | _O.DETERMINANT | _O.LOGDET | _O.RANK:
            return terms.scalar_of(op, A), A
        case _O.DIAGONAL_MATRIX:
            return Apply(SQUARE, op, (v,)), v
        case _O.DIAGONAL:
            return Apply(VECTOR, op, (A,)), A
        case _O.VEC:
            return Apply(Shape(Size.of(9), ONE), op, (A,)), A
        case _O.IDENTITY | _O.ONES | _O.ZEROS:
            return Apply(SQUARE, op, ()), None
        case _O.BASIS:
            return Apply(VECTOR, op, (), terms.constant(2)), None
        case _O.CONVOLUTION:
            return Apply(Shape(FOUR, FOUR), op, (A, K), terms.constant(1)), A
        case _O.SOFTMAX:
            return Apply(VECTOR, op, (v,)), v
        case _:
            return terms.scalar_of(op, v), v


def point(op: Operator) -> Point:
    """Where every sample has a value and is smooth."""
    values: dict[str, Values] = {
        "x": ((INSIDE.get(op, Fraction(3, 4)),),),
        "y": ((Fraction(5, 3),),),
        "v": ((Fraction(1, 2),), (Fraction(-3, 2),), (Fraction(2),)),
        "A": ((2, 1, Fraction(1, 3)), (0, Fraction(3, 2), -1), (1, 1, 4)),
        "K": ((1, -2), (Fraction(1, 2), 3)),
    }
    return Point(values=values)


def lacking(arithmetic: Arithmetic) -> set[Operator]:
    """The operators without a value in this arithmetic."""
    holes = set()
    for op in Operator:
        try:
            Evaluator(arithmetic, CONTEXT, point(op)).value(sample(op)[0])
        except Unsupported:
            holes.add(op)
    return holes


TRANSCENDENTAL = {
    *(_O.EXP, _O.LOG, _O.SIGMOID, _O.SOFTPLUS, _O.SIN, _O.COS, _O.TAN, _O.SEC, _O.CSC, _O.COT),
    *(_O.ASIN, _O.ACOS, _O.ATAN, _O.SINH, _O.COSH, _O.TANH, _O.SECH, _O.CSCH, _O.COTH),
    *(_O.ASINH, _O.ACOSH, _O.ATANH, _O.ERF, _O.GAMMA, _O.LOGDET, _O.LOGSUMEXP, _O.SOFTMAX),
}
ROOTS = {_O.POWER, _O.SQRT, _O.NORM}


def test_floats_lack_nothing() -> None:
    assert lacking(Floats()) == set()


def test_balls_lack_nothing() -> None:
    assert lacking(Balls(64)) == set()


def test_rationals_lack_what_is_irrational_here() -> None:
    assert lacking(Rationals()) == TRANSCENDENTAL | ROOTS


# Slopes -----------------------------------------------------------------------------------

STEP = Fraction(1, 10**9)


def wrong_slopes() -> set[Operator]:
    """The operators whose derivative is not the central difference of their values."""
    return {op for op in Operator if not slope_fits(op)}


def slope_fits(op: Operator) -> bool:
    term, variable = sample(op)
    if variable is None:
        return True
    where, r = point(op), Balls(256)
    tangent = directions(where.values[variable.name])
    dual = Evaluator(r, CONTEXT, where.with_values({"t": tangent})).value(
        terms.Derivative(term.shape, "along", term, variable, Variable(variable.shape, "t"))
    )
    ends = []
    for sign in (1, -1):
        moved = tuple(
            tuple(Fraction(a) + sign * STEP * b for a, b in zip(p, q, strict=True))
            for p, q in zip(where.values[variable.name], tangent, strict=True)
        )
        ends.append(Evaluator(r, CONTEXT, where.with_values({variable.name: moved})).value(term))
    with r.active():
        differences = [
            abs(float(slope - (up - down) * r.number(1 / STEP / 2)))
            for row, ups, downs in zip(dual, *ends, strict=True)
            for slope, up, down in zip(row, ups, downs, strict=True)
        ]
    return max(differences) < 1e-14


def directions(values: Values) -> Values:
    """A direction in which every entry moves, each at its own speed."""
    columns = len(values[0])
    return tuple(
        tuple(Fraction(3 * (i * columns + j) % 7 + 1, 2) for j in range(columns))
        for i in range(len(values))
    )


def test_every_slope_is_that_of_the_values() -> None:
    assert wrong_slopes() == set()


def test_a_wrong_product_rule_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it, as if the second factor never moved."""
    right = Dual.__mul__

    def wrong(a: Dual, b: object) -> object:
        return right(a, b.value if isinstance(b, Dual) and b.level == a.level else b)

    monkeypatch.setattr(Dual, "__mul__", wrong)
    assert {_O.MATRIX_POWER, _O.DETERMINANT, _O.VARIANCE} <= wrong_slopes()


def test_a_wrong_table_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = taylor._TABLE[_O.TANH]

    def wrong(r: Arithmetic, c: object, n: int) -> list[object]:
        value, *slopes = right(r, c, n)
        return [value, *(s * r.number(Fraction(2001, 1000)) for s in slopes)]

    monkeypatch.setitem(taylor._TABLE, _O.TANH, wrong)
    assert wrong_slopes() == {_O.TANH}


#: f(3/4) to 15 digits by mpmath 1.3 (acosh at 7/4)
VALUES = {
    _O.EXP: 2.11700001661267,
    _O.LOG: -0.287682072451781,
    _O.SQRT: 0.866025403784439,
    _O.ABS: 0.75,
    _O.SIGN: 1.0,
    _O.RELU: 0.75,
    _O.STEP: 1.0,
    _O.SIGMOID: 0.679178699175393,
    _O.SOFTPLUS: 1.13687100611490,
    _O.SIN: 0.681638760023334,
    _O.COS: 0.731688868873821,
    _O.TAN: 0.931596459944072,
    _O.SEC: 1.36670112467223,
    _O.CSC: 1.46705272447501,
    _O.COT: 1.07342614854938,
    _O.ASIN: 0.848062078981481,
    _O.ACOS: 0.722734247813416,
    _O.ATAN: 0.643501108793284,
    _O.SINH: 0.822316731935830,
    _O.COSH: 1.29468328467684,
    _O.TANH: 0.635148952387287,
    _O.SECH: 0.772389673857265,
    _O.CSCH: 1.21607643522695,
    _O.COTH: 1.57443383357774,
    _O.ASINH: 0.693147180559945,
    _O.ACOSH: 1.15881036042995,
    _O.ATANH: 0.972955074527657,
    _O.ERF: 0.711155633653515,
    _O.GAMMA: 1.22541670246518,
}


@pytest.mark.parametrize("arithmetic", [Floats(), Balls(64)], ids=["floats", "balls"])
@pytest.mark.parametrize("op", FUNCTIONS.values(), ids=lambda op: op.value)
def test_scalar_functions_have_their_values(op: Operator, arithmetic: Arithmetic) -> None:
    [[found]] = Evaluator(arithmetic, CONTEXT, point(op)).value(sample(op)[0])
    assert float(found) == pytest.approx(VALUES[op], abs=2e-14)
