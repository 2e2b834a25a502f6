"""The rule of curvature of each operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from derivcheck.deciders._curvature import functions, matrices, powers, products
from derivcheck.deciders._curvature.values import Curvature
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply

if TYPE_CHECKING:
    from derivcheck.deciders._curvature.curved import Curved

_O = Operator

RULES: dict[Operator, Callable[[Curved, Apply], Curvature]] = {
    _O.ADD: products.add,
    _O.NEGATE: products.negate,
    _O.MULTIPLY: products.multiply,
    _O.DIVIDE: products.divide,
    _O.POWER: powers.power,
    _O.SQRT: powers.square_root,
    _O.LOG: functions.logarithm,
    _O.ABS: functions.absolute,
    _O.EXP: functions.increasing,
    _O.RELU: functions.increasing,
    _O.SOFTPLUS: functions.increasing,
    _O.LOGSUMEXP: functions.increasing,
    _O.LARGEST: functions.increasing,
    _O.SMALLEST: functions.smallest,
    _O.TANH: functions.s_shaped,
    _O.ATAN: functions.s_shaped,
    _O.ERF: functions.s_shaped,
    _O.SIGMOID: functions.s_shaped,
    _O.ASINH: functions.s_shaped,
    _O.SINH: functions.hyperbolic_sine,
    _O.COSH: functions.absolute,
    _O.ACOSH: functions.inverse_hyperbolic_cosine,
    _O.ASIN: functions.inverse_sine,
    _O.ACOS: functions.inverse_sine,
    _O.ATANH: functions.inverse_sine,
    _O.GAMMA: functions.gamma,
    _O.MAXIMUM: functions.maximum,
    _O.MINIMUM: functions.minimum,
    _O.NORM: matrices.norm,
    _O.NORM_1: matrices.norm,
    _O.NORM_INF: matrices.norm,
    _O.VARIANCE: matrices.variance,
    _O.SUM: matrices.linear,
    _O.MEAN: matrices.linear,
    _O.TRANSPOSE: matrices.linear,
    _O.VEC: matrices.linear,
    _O.DIAGONAL: matrices.linear,
    _O.DIAGONAL_MATRIX: matrices.linear,
    _O.TRACE: matrices.trace,
    _O.MATMUL: matrices.matrix_product,
    _O.LOGDET: matrices.logdet,
    _O.KRONECKER: matrices.bilinear,
    _O.CONVOLUTION: matrices.bilinear,
}
