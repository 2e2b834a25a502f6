"""The closed set of operators of typed terms.

Every interpretation (type rule, differential, value in each arithmetic, normal form) is a
table over these; `tests/test_completeness.py` counts what a table still lacks.

All arrays are two-dimensional: a scalar is 1 by 1, a vector n by 1. Where an operator is said
to act entry by entry, a 1 by 1 argument beside an array is used for every entry.
"""

from __future__ import annotations

from enum import Enum


class Operator(Enum):
    """What an `Apply` term applies; the value is the name in the language."""

    # each is one object: tables are asked for it all the time
    __hash__ = object.__hash__

    # entry by entry, two arguments of one shape (a scalar fits every shape)
    ADD = "+"
    MULTIPLY = ".*"
    DIVIDE = "./"
    POWER = ".^"
    MINIMUM = "min"
    MAXIMUM = "max"
    # entry by entry, one argument
    NEGATE = "-"
    EXP = "exp"
    LOG = "log"
    SQRT = "sqrt"
    ABS = "abs"
    SIGN = "sign"
    RELU = "relu"
    STEP = "step"
    SIGMOID = "sigmoid"
    SOFTPLUS = "softplus"
    SIN = "sin"
    COS = "cos"
    TAN = "tan"
    SEC = "sec"
    CSC = "csc"
    COT = "cot"
    ASIN = "asin"
    ACOS = "acos"
    ATAN = "atan"
    SINH = "sinh"
    COSH = "cosh"
    TANH = "tanh"
    SECH = "sech"
    CSCH = "csch"
    COTH = "coth"
    ASINH = "asinh"
    ACOSH = "acosh"
    ATANH = "atanh"
    ERF = "erf"
    GAMMA = "gamma"
    # matrices
    MATMUL = "@"
    TRANSPOSE = "'"
    MATRIX_POWER = "^"
    INVERSE = "inv"
    PSEUDOINVERSE = "pinv"
    TRACE = "tr"
    DETERMINANT = "det"
    LOGDET = "logdet"
    RANK = "rank"
    KRONECKER = "kron"
    DIAGONAL_MATRIX = "diag"
    DIAGONAL = "diagonal"
    VEC = "vec"
    # constants of a shape, no arguments (BASIS: the index)
    IDENTITY = "I"
    ONES = "ones"
    ZEROS = "zeros"
    BASIS = "basis"
    # reductions of all entries to a scalar
    NORM = "norm"
    NORM_1 = "norm1"
    NORM_INF = "norminf"
    SUM = "sum"
    MEAN = "mean"
    VARIANCE = "var"
    LARGEST = "max of entries"
    SMALLEST = "min of entries"
    LOGSUMEXP = "logsumexp"
    # others
    SOFTMAX = "softmax"
    CONVOLUTION = "conv2d"


_O = Operator

#: functions of one argument that act entry by entry
FUNCTIONS: dict[str, Operator] = {
    op.value: op
    for op in (
        *(_O.EXP, _O.LOG, _O.SQRT, _O.ABS, _O.SIGN, _O.RELU, _O.STEP, _O.SIGMOID, _O.SOFTPLUS),
        *(_O.SIN, _O.COS, _O.TAN, _O.SEC, _O.CSC, _O.COT, _O.ASIN, _O.ACOS, _O.ATAN),
        *(_O.SINH, _O.COSH, _O.TANH, _O.SECH, _O.CSCH, _O.COTH),
        *(_O.ASINH, _O.ACOSH, _O.ATANH, _O.ERF, _O.GAMMA),
    )
}

#: entry by entry, two arguments
ELEMENTWISE_PAIRS = frozenset({_O.ADD, _O.MULTIPLY, _O.DIVIDE, _O.POWER, _O.MINIMUM, _O.MAXIMUM})

#: entry by entry, any number of arguments
ELEMENTWISE = ELEMENTWISE_PAIRS | {_O.NEGATE} | frozenset(FUNCTIONS.values())

#: an array to a scalar, every entry counts
REDUCTIONS: dict[str, Operator] = {
    "norm": _O.NORM,
    "norm1": _O.NORM_1,
    "norminf": _O.NORM_INF,
    "sum": _O.SUM,
    "mean": _O.MEAN,
    "var": _O.VARIANCE,
    "max": _O.LARGEST,
    "min": _O.SMALLEST,
    "logsumexp": _O.LOGSUMEXP,
}

#: not smooth somewhere inside their domain
KINKED = frozenset(
    {
        *(_O.ABS, _O.SIGN, _O.RELU, _O.STEP, _O.MINIMUM, _O.MAXIMUM),
        *(_O.NORM_1, _O.NORM_INF, _O.LARGEST, _O.SMALLEST),
    }
)
