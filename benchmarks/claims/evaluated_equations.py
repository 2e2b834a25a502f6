"""The false equations and chains of `equations.yaml`, both sides at the point of the note.

For `<=>` exactly one side must hold there, for `=>` the premise alone; of a chain it is the
step that the erratum names. Where a side has no value it does not hold.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, e, exp, log, pi, sin, sqrt

import numpy as np

UP, DOWN = np.array([[0, 1], [0, 0]]), np.array([[0, 0], [1, 0]])
TALL = np.array([[1], [0]])


def same(left: object, right: object) -> bool:
    """Whether both are equal up to rounding."""
    return bool(np.allclose(np.asarray(left, float), np.asarray(right, float), atol=1e-9))


def differ(left: object, right: object) -> bool:
    """Whether they differ by more than rounding."""
    return not same(left, right)


def apart(first: bool, second: bool) -> bool:
    """Whether exactly one of two statements holds."""
    return bool(first) != bool(second)


def breaks(premise: bool, conclusion: bool) -> bool:
    """Whether the premise holds and the conclusion does not."""
    return bool(premise) and not conclusion


def quadratic(a: float, b: float, c: float, x: float, claimed: Callable[[int], float]) -> bool:
    """Whether x solves the equation and is none of the claimed roots, or the other way round."""
    return apart(same(a * x**2 + b * x + c, 0), any(same(x, claimed(s)) for s in (1, -1)))


def sigmoid(x: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-x))


def slope(f: Callable[[float], float], x: float) -> float:
    """The derivative by a central difference."""
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


def near(left: float, right: float) -> bool:
    """Equal up to the error of a difference quotient."""
    return abs(left - right) < 1e-4


def likelihood(z: float, mu: float, s: float) -> float:
    """The logarithm of a normal density."""
    return -log(2 * pi) / 2 - log(s) - (z - mu) ** 2 / (2 * s**2)


def root(a: float, b: float, c: float) -> float:
    """The root of the discriminant."""
    return sqrt(b * b - 4 * a * c)


FALSE: dict[str, Callable[[], bool]] = {
    "eq.divide.loses-zero": lambda: apart(0**2 == 2 * 0, False),
    "eq.divide.cubic-loses": lambda: apart(0**3 == 0, 0**2 == 1),
    "eq.divide.cancel-factor": lambda: apart(0 * 0 == 0 * 1, 0 == 1),
    "eq.divide.exponential": lambda: apart(0 * exp(0) == 0, exp(0) == 1 and 0 != 0),
    "eq.square.one-root": lambda: apart((-3) ** 2 == 9, -3 == 3),
    "eq.square.radical-gains": lambda: apart(sqrt(1) == 1 - 2, True),
    "eq.square.backward": lambda: breaks((1 - 2) ** 2 == 1, sqrt(1) == 1 - 2),
    "eq.square.radical-sum-gains": lambda: apart(sqrt(-2 + 6) == -2, True),
    "eq.square.root-cancels": lambda: differ(sqrt((-1) ** 2), -1),
    "eq.square.root-of-square-strict": lambda: apart(sqrt(0) == -0.0, 0 < 0),
    "eq.square.of-equals-cancels": lambda: apart(1**2 == (-1) ** 2, 1 == -1),
    "eq.square.fourth": lambda: apart(1**4 == (-1) ** 4, 1 == -1),
    "eq.square.root-sum": lambda: differ(sqrt(1 + 1), sqrt(1) + sqrt(1)),
    "eq.square.pythagoras": lambda: differ(sqrt(1 + 1), 1 + 1),
    "eq.square.sum": lambda: differ((1 + 1) ** 2, 1 + 1),
    "eq.square.half-circle": lambda: apart(0 + (-1) ** 2 == 1, sqrt(1) == -1),
    "eq.log.of-square-loses": lambda: apart(same(log(e**2), 2), -e == e),
    "eq.log.sum": lambda: differ(log(1 + 1), log(1) + log(1)),
    "eq.log.quotient": lambda: differ(log(e) / log(e**2), log(e) - log(e**2)),
    "eq.log.equation-gains": lambda: apart(-1 > 0 and log(1) == log(4), True),
    "eq.log.power-confused": lambda: differ(log(e) ** 2, 2 * log(e)),
    "eq.abs.one": lambda: apart(abs(-1 - 1) == 2, -1 == 3),
    "eq.abs.cancels": lambda: apart(abs(1) == abs(-1), 1 == -1),
    "eq.abs.line-gains": lambda: apart(abs(-1 - 2) == 2 * -1 - 1, True),
    "eq.abs.outside": lambda: apart(abs(-4) > 3, -4 > 3),
    "eq.abs.sum": lambda: differ(abs(1 - 1), abs(1) + abs(-1)),
    "eq.quadratic.sign": lambda: quadratic(1, 1, 0, 1, lambda s: (1 + s * root(1, 1, 0)) / 2),
    "eq.quadratic.denominator": lambda: quadratic(
        2, 2, 0, -1, lambda s: (-2 + s * root(2, 2, 0)) / 2 * 2
    ),
    "eq.quadratic.half": lambda: quadratic(1, 1, 0, 0, lambda s: -1 + s * root(1, 1, 0) / 2),
    "eq.quadratic.factor-signs": lambda: apart(2**2 - 5 * 2 + 6 == 0, 2 in (-2, -3)),
    "eq.quadratic.product-not-zero": lambda: apart((1 - 2) * (1 - 3) == 2, 1 in (4, 5)),
    "eq.square.completed-wrong": lambda: differ(0, 2 * (0 + 2 / 4) ** 2 + 0 - 2**2 / 4),
    "eq.square.completed-sign": lambda: differ(0 + 0 + 5, (0 + 3) ** 2 + 4),
    "eq.rational.excluded": lambda: apart(1 - 1 != 0 and True, True),
    "eq.rational.no-solution": lambda: apart(1 - 1 != 0 and True, True),
    "eq.rational.two-loses": lambda: apart(2 / (-2 + 1) == -2, -2 == 1),
    "eq.rational.sum-wrong": lambda: differ(1 / 1 + 1 / 1, 1 / (1 + 1)),
    "eq.rational.cancel-terms": lambda: differ((1 + 2) / (1 + 1), 2),
    "eq.rational.zero-excluded": lambda: apart(0 != 0 and True, True),
    "eq.exp.not-resubstituted": lambda: apart(exp(0) - 3 * exp(0) + 2 == 0, 0 in (1, 2)),
    "eq.exp.base-wrong": lambda: apart(4**1 == 2 ** (1 + 2), True),
    "eq.exp.power-of-power": lambda: differ((2**1) ** 2, 2 ** (1**2)),
    "eq.exp.sum": lambda: differ(2**0 + 2**0, 4**0),
    "eq.exp.sum-rule": lambda: differ(exp(0 + 0), exp(0) + exp(0)),
    "eq.less.square-half": lambda: apart((-3) ** 2 < 4, -3 < 2),
    "eq.less.square-outside-half": lambda: apart((-3) ** 2 > 4, -3 > 2),
    "eq.less.reciprocal-half": lambda: apart(1 / -1 < 1, -1 > 1),
    "eq.less.negative-factor-kept": lambda: apart(-2 * 0 < 6, 0 < -3),
    "eq.less.squares": lambda: breaks(-2 < 1, (-2) ** 2 < 1**2),
    "eq.less.inverse": lambda: breaks(-1 < 1, 1 / 1 < 1 / -1),
    "eq.less.between-outside": lambda: apart((0 - 1) * (0 - 2) <= 0, 0 <= 1),
    "eq.less.product": lambda: apart(-1 * -1 > 0, -1 > 0),
    "eq.less.fraction": lambda: apart((0 + 1) / (0 - 2) > 1, 0 + 1 > 0 - 2),
    "eq.zero.product-both": lambda: apart(0 * 1 == 0, 0 == 0 and 1 == 0),
    "eq.zero.one": lambda: apart(2 * 0.5 == 1, 2 == 1),
    "eq.system.linear-swapped": lambda: apart(2 + 1 == 3 and 2 - 1 == 1, 2 == 1),
    "eq.system.sum-product-half": lambda: apart(3 + 2 == 5 and 3 * 2 == 6, 3 == 2),
    "eq.trig.zero": lambda: apart(same(sin(pi), 0), pi == 0),
    "eq.trig.injective": lambda: breaks(same(sin(0), sin(pi)), same(0, pi)),
    "eq.trig.double": lambda: differ(sin(2 * pi / 2), 2 * sin(pi / 2)),
    "eq.trig.inverse": lambda: differ(asin(sin(pi)), pi),
    "eq.lagrange.sign": lambda: apart(2 * 0.5 == 1 and 0.5 + 0.5 == 1, 1 == -1),
    "eq.matrix.normal-equations-back": lambda: breaks(
        same(TALL.T @ TALL @ [0], TALL.T @ [0, 1]), same(TALL @ [0], [0, 1])
    ),
    "eq.matrix.kernel": lambda: apart(same(np.zeros((1, 1)) @ [1], [0]), same([1], [0])),
    "eq.matrix.orthogonal": lambda: breaks(np.dot([1, 0], [0, 1]) == 0, False),
    "eq.matrix.cancel": lambda: breaks(0 * 0 == 0 * 1, 0 == 1),
    "eq.matrix.zero-product": lambda: breaks(same(UP @ UP, 0 * UP), same(UP, 0 * UP)),
    "eq.matrix.binomial-commuted": lambda: differ(
        (UP + DOWN) @ (UP + DOWN), UP @ UP + 2 * UP @ DOWN + DOWN @ DOWN
    ),
    "eq.matrix.difference-of-squares-always": lambda: differ(
        (UP + DOWN) @ (UP - DOWN), UP @ UP - DOWN @ DOWN
    ),
    "eq.matrix.involution": lambda: apart(
        same(np.diag([1, -1]) @ np.diag([1, -1]), np.eye(2)),
        any(same(np.diag([1, -1]), s * np.eye(2)) for s in (1, -1)),
    ),
    "eq.matrix.projection-trivial": lambda: breaks(
        same(np.diag([1, 0]) @ np.diag([1, 0]), np.diag([1, 0])),
        any(same(np.diag([1, 0]), s * np.eye(2)) for s in (0, 1)),
    ),
    "eq.matrix.nilpotent": lambda: breaks(same(UP @ UP, 0 * UP), same(UP, 0 * UP)),
    "eq.matrix.eigen-shape": lambda: np.ndim(UP) != np.ndim(1.0),
    "eq.matrix.pythagoras-norms": lambda: apart(abs(1 + 1) == 1 + 1, 1 * 1 == 0),
    "eq.matrix.ridge-shrunk": lambda: apart(
        same(2 * (2 * 0.4 - 1) + 0.4, 0), same(0.4, 2 / (1 + 1))
    ),
    "eq.matrix.inverse-product": lambda: differ(
        np.linalg.inv((np.eye(2) + UP) @ (np.eye(2) + DOWN)),
        np.linalg.inv(np.eye(2) + UP) @ np.linalg.inv(np.eye(2) + DOWN),
    ),
    "eq.matrix.square-completed-half": lambda: differ(0, (0 - 1) ** 2 / 2 - 1),
    "eq.chain.divided": lambda: apart(0**3 == 4 * 0, 0**2 == 4),
    "eq.chain.squared": lambda: apart(sqrt(2 * -1 + 3) == -1, 2 * -1 + 3 == (-1) ** 2),
    "eq.chain.one-is-two": lambda: breaks((1 + 1) * (1 - 1) == 1 * (1 - 1), 1 + 1 == 1),
    "eq.chain.sigmoid": lambda: differ(1 / 4, sigmoid(0) * (1 + sigmoid(0))),
    "eq.chain.softplus-wrong": lambda: differ(log(1 + exp(0)), log(1) + log(exp(0))),
    "eq.chain.logit-wrong": lambda: apart(
        same(exp(-log(3)), (1 - 3 / 4) / (3 / 4)), same(log(3), log((1 / 4) / (3 / 4)))
    ),
    "eq.chain.logistic-gradient-sign": lambda: differ(sigmoid(0) - 0, 0 - sigmoid(0)),
    "eq.chain.logistic-hessian-wrong": lambda: not near(slope(sigmoid, 0), sigmoid(0)),
    "eq.chain.cross-entropy-wrong": lambda: differ(1 - 0, 0 - 1),
    "eq.chain.softmax-jacobian-diagonal": lambda: not near(slope(lambda z: 1 / (exp(z) + 1), 0), 0),
    "eq.chain.gauss-mean-wrong": lambda: not near(slope(lambda mu: likelihood(1, mu, 1), 0), 0 - 1),
    "eq.chain.gauss-variance-wrong": lambda: (
        not near(slope(lambda s: likelihood(1, 0, s), 1), -1 - 1)
    ),
    "eq.chain.gauss-precision-wrong": lambda: not near(slope(log, 2), 2),
    "eq.chain.pca-wrong": lambda: differ((1 - 1 * 2 * 2) ** 2, 1 - 2**2),
    "eq.chain.newton-wrong": lambda: differ(1 - (1 * 1 - 0), 2 * 1 - 0),
    "eq.chain.least-squares-cancelled": lambda: apart(
        same(TALL.T @ (TALL @ [0] - np.array([0, 1])), [0]), same(TALL @ [0], [0, 1])
    ),
    "eq.chain.variance-wrong": lambda: differ((1 - 1) ** 2, 1 - 2 * 1 * 1 - 1),
    "eq.chain.descent-wrong": lambda: differ((1 + 1) ** 2 / 2, (1 + 1) / 2),
    "eq.chain.square-completed-wrong": lambda: apart((-5 + 2) ** 2 == 9, -5 + 2 == 3),
    "eq.chain.inequality": lambda: apart(1 / -1 >= 2, 1 >= 2 * -1),
}
