"""The false claims of `convexity.yaml`: a chord, or a feasible point that is better.

`not convex` is false where the function is convex: no chord of a grid lies below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import cos, exp, log, pi, sqrt

import numpy as np

Function = Callable[[np.ndarray], float]


def above(f: Function, a: object, b: object) -> bool:
    """Whether f lies above the chord at the midpoint: it is not convex."""
    x, y = (np.asarray(each, float) for each in (a, b))
    return bool(f((x + y) / 2) > (f(x) + f(y)) / 2 + 1e-9)


def below(f: Function, a: object, b: object) -> bool:
    """Whether f lies below the chord at the midpoint: it is not concave."""
    return above(lambda x: -f(x), a, b)


def never_above(f: Function, points: Sequence[object]) -> bool:
    """Whether f lies above no chord between the points."""
    return not any(above(f, a, b) for a, b in combinations(points, 2))


def better(f: Function, claimed: object, other: object) -> bool:
    """Whether the other point has the smaller value."""
    values = [f(np.asarray(each, float)) for each in (other, claimed)]
    return bool(values[0] < values[1] - 1e-9)


def unequal(left: object, right: object) -> bool:
    """Whether a constraint fails."""
    return not np.allclose(left, right)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """The logistic function."""
    return 1 / (1 + np.exp(-x))


def logsumexp(u: np.ndarray) -> float:
    """log(sum(exp(u)))"""
    return float(np.log(np.sum(np.exp(u))))


def distance(v: object) -> Function:
    """The squared distance to a point."""
    return lambda u: float(np.sum((u - np.asarray(v, float)) ** 2))


def two_largest(u: np.ndarray) -> float:
    """The sum of the two largest entries."""
    return float(np.sort(u)[-2:].sum())


GRID = [x / 4 for x in range(-12, 13)]
POSITIVE = [x / 4 for x in range(1, 25)]
PLANE = [(x, y) for x in (-2, -1, 0, 1, 3) for y in (-2, 0, 1, 4)]
DEFINITE = [np.array([[a, b], [b, c]]) for a in (1, 2, 5) for c in (1, 3) for b in (-0.5, 0, 0.9)]
TURN = np.array([[0.0, 1.0], [-1.0, 0.0]])
norm = np.linalg.norm


FALSE: dict[str, Callable[[], bool]] = {
    "convex.atom.norm.concave": lambda: below(norm, [1], [-1]),
    "convex.atom.norm.root": lambda: above(lambda u: sqrt(norm(u)), [0], [1]),
    "convex.atom.norminf.minus": lambda: above(lambda u: sum(abs(u)) - max(abs(u)), [2, 0], [0, 2]),
    "convex.atom.norm.shell": lambda: above(lambda u: (norm(u) - 1) ** 2, [1], [-1]),
    "convex.atom.quad-form.any": lambda: above(lambda u: -u @ u, [1], [-1]),
    "convex.atom.quad-form.symmetric": lambda: above(lambda u: -u @ u, [1], [-1]),
    "convex.atom.quad-over-lin.linear": lambda: above(lambda p: p[0] / p[1], [0, 1], [2, 3]),
    "convex.atom.quad-over-lin.sign": lambda: above(lambda p: p[0] ** 2 / p[1], [1, -1], [1, 3]),
    "convex.atom.log-sum-exp.concave": lambda: below(logsumexp, [0, 0], [2, 0]),
    "convex.atom.log-sum.convex": lambda: above(lambda u: np.log(np.sum(u)), [1], [3]),
    "convex.atom.log-det.convex": lambda: above(lambda p: np.log(np.linalg.det(p)), [[1]], [[3]]),
    "convex.atom.tr-inv.concave": lambda: below(lambda p: np.trace(np.linalg.inv(p)), [[1]], [[3]]),
    "convex.atom.det.convex": lambda: above(np.linalg.det, np.diag([1, 3]), np.diag([3, 1])),
    "convex.atom.det.concave": lambda: below(np.linalg.det, np.eye(2), 3 * np.eye(2)),
    "convex.atom.matrix-frac.concave": lambda: below(lambda p: 1 / p, 1, 3),
    "convex.atom.geo-mean.convex": lambda: above(lambda p: sqrt(p[0] * p[1]), [1, 4], [4, 1]),
    "convex.atom.geo-mean.no-root": lambda: below(lambda p: p[0] * p[1], [1, 1], [3, 3]),
    "convex.atom.entropy.convex": lambda: above(lambda x: -x * np.log(x), 1, 3),
    "convex.atom.entropy.vector-convex": lambda: above(lambda u: -np.sum(u * np.log(u)), [1], [3]),
    "convex.atom.kl-div.reversed": lambda: above(lambda p: p[0] * log(p[1] / p[0]), [1, 1], [3, 1]),
    "convex.atom.x-log-y": lambda: above(lambda p: p[0] * log(p[1]), [1, 1], [1, 3]),
    "convex.atom.huber.slope": lambda: above(lambda x: x * x if abs(x) <= 1 else abs(x), 0.5, 1.5),
    "convex.atom.logistic.sigmoid": lambda: above(sigmoid, 0, 2),
    "convex.atom.logistic.squared": lambda: above(lambda w: sigmoid(w) ** 2, 0, 4),
    "convex.atom.min.convex": lambda: above(min, [0, 2], [2, 0]),
    "convex.atom.max.plus-min": lambda: above(lambda u: max(u) + min(u), [0, 2, 2], [2, 0, 2]),
    "convex.atom.range.concave": lambda: below(lambda u: max(u) - min(u), [0, 2], [2, 0]),
    "convex.atom.sum-largest.second": lambda: above(
        lambda u: two_largest(u) - max(u), [2, 0, 0], [0, 2, 0]
    ),
    "convex.atom.inv-pos.all": lambda: above(lambda x: 1 / x, -1, -3),
    "convex.atom.power.small": lambda: above(np.sqrt, 1, 9),
    "convex.atom.cube": lambda: above(lambda x: x**3, -2, 0),
    "convex.compose.gauss": lambda: above(lambda x: np.exp(-(x**2)), -1, 1),
    "convex.compose.log-square": lambda: above(lambda x: np.log(1 + x**2), 1, 9),
    "convex.compose.x-exp": lambda: above(lambda x: x * np.exp(x), -6, -3),
    "convex.compose.abs-of-square": lambda: above(lambda x: abs(x**2 - 1), -1, 1),
    "convex.compose.product": lambda: above(lambda p: p[0] * p[1], [1, -1], [-1, 1]),
    "convex.compose.form-indefinite": lambda: above(
        lambda p: p[0] ** 2 + 3 * p[0] * p[1] + p[1] ** 2, [1, -1], [-1, 1]
    ),
    "convex.compose.double-well": lambda: above(lambda x: x**4 - x**2, -0.5, 0.5),
    "convex.compose.trace-power": lambda: above(lambda a: np.trace(a @ a), TURN, -TURN),
    "convex.not.square": lambda: never_above(lambda x: x**2, GRID),
    "convex.not.abs": lambda: never_above(abs, GRID),
    "convex.not.norm": lambda: never_above(norm, PLANE),
    "convex.not.log": lambda: never_above(lambda x: -np.log(x), POSITIVE),
    "convex.not.exp": lambda: never_above(np.exp, GRID),
    "convex.not.log-sum-exp": lambda: never_above(logsumexp, PLANE),
    "convex.not.log-det": lambda: never_above(lambda p: -np.log(np.linalg.det(p)), DEFINITE),
    "argmin.min.least-squares.no-inverse": lambda: better(lambda w: (2 * w - 1) ** 2, 2, 0.5),
    "argmin.min.ridge.doubled": lambda: better(lambda w: (w - 1) ** 2 + w**2, 1 / 3, 1 / 2),
    "argmin.min.weighted-mean.plain": lambda: better(lambda x: x**2 + 3 * (x - 1) ** 2, 0.5, 0.75),
    "argmin.min.median.mean": lambda: better(
        lambda x: abs(x - 1) + abs(x - 2) + abs(x - 5), 8 / 3, 2
    ),
    "argmin.min.two-points.sum": lambda: better(lambda x: abs(x - 1) + abs(x - 2), 3, 1.5),
    "argmin.min.midrange.end": lambda: better(lambda x: max(abs(x), abs(x - 2)), 0, 1),
    "argmin.project.ball.sphere": lambda: better(distance([0.5]), [1], [0.5]),
    "argmin.project.hyperplane.sign": lambda: unequal(1 * (1 + (1 - 0) / 1 * 1), 0),
    "argmin.project.half-space.plane": lambda: better(distance([-1]), [0], [-1]),
    "argmin.project.orthant.abs": lambda: better(distance([-1]), [1], [0]),
    "argmin.project.box.sigmoid": lambda: better(distance([0]), [sigmoid(np.array(0.0))], [0]),
    "argmin.project.line.first": lambda: better(distance([0, 0]), [0, 1], [0.5, 0.5]),
    "argmin.project.simplex.normalised": lambda: better(distance([1, 2]), [1 / 3, 2 / 3], [0, 1]),
    "argmin.prox.soft-threshold.no-relu": lambda: better(
        lambda x: (x - 0.5) ** 2 / 2 + abs(x), 0.5 - 1, 0
    ),
    "argmin.prox.soft-threshold.hard": lambda: better(lambda x: (x - 2) ** 2 / 2 + abs(x), 2, 1),
    "argmin.prox.group.entries": lambda: better(
        lambda u: distance([3, 4])(u) / 2 + norm(u), [2, 3], [2.4, 3.2]
    ),
    "argmin.prox.square.minus": lambda: better(lambda u: (u - 1) ** 2 / 2 + u**2 / 2, 0, 0.5),
    "argmin.min.norm.transpose": lambda: unequal(2 * (2 * 1), 1),
    "argmin.min.weighted-norm.plain": lambda: better(
        lambda w: w[0] ** 2 + 3 * w[1] ** 2, [0.5, 0.5], [0.75, 0.25]
    ),
    "argmin.min.x-log.e": lambda: better(lambda x: x - np.log(x), exp(1), 1),
    "argmin.min.entropy.one": lambda: better(lambda x: x * np.log(x), 1, exp(-1)),
    "argmin.min.exp-line.value": lambda: better(lambda x: np.exp(x) - x, 1, 0),
    "argmin.min.sum-of-reciprocals.no-root": lambda: better(lambda x: x + 4 / x, 4, 2),
    "argmin.min.cross-entropy.uniform": lambda: better(
        lambda q: -np.log(q[0]) - 3 * np.log(q[1]), [0.5, 0.5], [0.25, 0.75]
    ),
    "argmin.min.linear-on-ball.maximum": lambda: better(lambda u: u[0], [1], [-1]),
    "argmin.min.gaussian-covariance.inverse": lambda: better(lambda p: 2 * p - np.log(p), 2, 0.5),
    "argmin.min.cubic": lambda: better(lambda x: x**3, 0, -1),
    "argmin.min.saddle": lambda: better(lambda p: p[0] * p[1], [0, 0], [1, -1]),
    "argmin.min.double-well.hill": lambda: better(lambda x: x**4 - x**2, 0, 0.5),
    "argmin.min.local": lambda: better(lambda x: x**3 - 3 * x, 1, -3),
    "argmin.min.cosine.maximum": lambda: better(lambda x: cos(x), 0, pi),
    "argmin.min.quadratic.indefinite": lambda: better(lambda u: -(u**2) / 2, 0, 1),
}
