"""The false inequalities of `inequalities.yaml`, both sides at the point of the note."""

from __future__ import annotations

from collections.abc import Callable

import mpmath as m
import numpy as np


def violates(left: float, relation: str, right: float) -> bool:
    """Whether the relation fails by more than rounding; a strict one fails at equality, too."""
    gap = float(left) - float(right) if relation[0] == "<" else float(right) - float(left)
    return gap >= 0 if relation in ("<", ">") else gap > 1e-6


FALSE: dict[str, Callable[[], bool]] = {
    "inequalities.cosine-quadratic.false": lambda: violates(m.cos(1), ">=", 1 - 1 / 3),
    "inequalities.reverse-triangle.false": lambda: violates(0, ">=", 2),
    "inequalities.triangle.false": lambda: violates(2, "<", 2),
    "inequalities.softplus-relu.false": lambda: violates(m.log(1 + m.exp(10)), ">", 10.1),
    "inequalities.softplus-upper.false": lambda: violates(m.log(2), "<=", 0.5),
    "inequalities.am-gm.false": lambda: violates(2.5, "<=", 2),
    "inequalities.am-gm-three.false": lambda: violates(4, ">=", 8),
    "inequalities.am-gm-weighted.false": lambda: violates(2, ">=", 2.5),
    "inequalities.harmonic.false": lambda: violates(1.6, ">=", 2),
    "inequalities.quadratic-mean.false": lambda: violates(2, "<=", m.sqrt(2)),
    "inequalities.cauchy-schwarz.false": lambda: violates(16, "<=", 4),
    "inequalities.cauchy-schwarz-root.false": lambda: violates(0, ">=", 1),
    "inequalities.minkowski.false": lambda: violates(4, "<=", 2),
    "inequalities.minkowski-reverse.false": lambda: violates(0, ">=", 2),
    "inequalities.two-norm-one-norm.false": lambda: violates(2, "<=", m.sqrt(2)),
    "inequalities.one-norm-two-norm.false": lambda: violates(3, "<=", m.sqrt(6)),
    "inequalities.max-norm.false": lambda: violates(m.sqrt(2), "<=", 1),
    "inequalities.two-norm-max-norm.false": lambda: violates(m.sqrt(3), "<=", m.sqrt(2)),
    "inequalities.one-norm-max-norm.false": lambda: violates(2, "<=", m.sqrt(2)),
    "inequalities.hoelder.false": lambda: violates(2, "<=", 1),
    "inequalities.operator.false": lambda: violates(1, ">=", m.sqrt(2)),
    "inequalities.submultiplicative.false": lambda: violates(2, "<=", 1),
    "inequalities.young.false": lambda: violates(2, "<=", 1.5),
    "inequalities.young-scaled.false": lambda: violates(1, "<=", 0.5),
    "inequalities.young-three.false": lambda: violates(1, "<=", 2 / 3),
    "inequalities.bernoulli.false": lambda: violates((1 - 4) ** 3, ">=", 1 - 12),
    "inequalities.exponential.false": lambda: violates(m.exp(-2), ">=", 1),
    "inequalities.exponential-strict.false": lambda: violates(m.e, ">", 3),
    "inequalities.logarithm.false": lambda: violates(m.log(2), "<=", 0.5),
    "inequalities.logarithm-lower.false": lambda: violates(0.5, ">=", m.log(2)),
    "inequalities.logarithm-quadratic.false": lambda: violates(m.log(2), "<=", 0.5),
    "inequalities.sine.false": lambda: violates(m.sin(-1), "<=", -1),
    "inequalities.jordan.false": lambda: violates(m.sin(1), "<=", 2 / m.pi),
    "inequalities.sine-cubic.false": lambda: violates(m.sin(1), ">=", 1 - 1 / 12),
    "inequalities.tangent.false": lambda: violates(m.tan(1.5), "<=", 3),
    "inequalities.tanh.false": lambda: violates(m.tanh(2), ">=", 1),
    "inequalities.sigmoid-slope.false": lambda: violates(0.25, "<=", 0.2),
    "inequalities.cosh-gauss.false": lambda: violates(m.cosh(1), "<=", 1.5),
    "inequalities.cosh-quadratic.false": lambda: violates(m.cosh(1), ">=", 2),
    "inequalities.logsumexp-lower.false": lambda: violates(m.log(2), "<=", 0),
    "inequalities.logsumexp-upper.false": lambda: violates(m.log(3), "<=", m.log(2)),
    "inequalities.logsumexp-mean.false": lambda: violates(m.log(1 + m.exp(2)), "<=", 1 + m.log(2)),
    "inequalities.softmax-norm.false": lambda: violates(
        m.sqrt(1 + m.exp(4)) / (1 + m.exp(2)), "<=", 1 / m.sqrt(2)
    ),
    "inequalities.softmax-largest.false": lambda: violates(m.exp(2) / (1 + m.exp(2)), "<=", 0.5),
    "inequalities.softmax-positive.false": lambda: violates(1 / (1 + m.exp(10)), ">", 0.01),
    "inequalities.mean-of-squares.false": lambda: violates(1, ">=", 2),
    "inequalities.jensen-exponential.false": lambda: violates(m.e, ">=", (1 + m.exp(2)) / 2),
    "inequalities.jensen-logarithm.false": lambda: violates(m.log(3) / 2, ">=", m.log(2)),
    "inequalities.jensen-two-points.false": lambda: violates(m.e, ">=", (1 + m.exp(2)) / 2),
    "inequalities.gram-trace.false": lambda: violates(
        np.trace(np.array([[0, 1], [-1, 0]]) @ np.array([[0, 1], [-1, 0]])), ">=", 0
    ),
    "inequalities.gram-form.false": lambda: violates(
        (np.array([[0, 1], [-1, 0]]) @ np.array([[0, 1], [-1, 0]]))[0, 0], ">=", 0
    ),
    "inequalities.trace-norm.false": lambda: violates(
        np.trace(np.eye(2)) ** 2, "<=", np.trace(np.eye(2))
    ),
    "inequalities.trace-product.false": lambda: violates(2, "<=", 1),
    "inequalities.definite-form.false": lambda: violates(-1, ">=", 0),
    "inequalities.definite-trace.false": lambda: violates(0.5, ">", 1),
    "inequalities.definite-determinant.false": lambda: violates(np.linalg.det(-np.eye(1)), ">", 0),
    "inequalities.ridge-form.false": lambda: violates(0.5, ">=", 1),
    "inequalities.entropy.false": lambda: violates(m.log(2), "<=", 0.5),
    "inequalities.relative-entropy.false": lambda: violates(-m.log(2), ">=", 0),
    "inequalities.pseudo-huber.false": lambda: violates(m.sqrt(2) - 1, "<=", 1 / 3),
    "inequalities.rearrangement.false": lambda: violates(3, ">=", 6),
    "inequalities.nesbitt.false": lambda: violates(1.5, ">=", 2),
    "inequalities.relu-subadditive.false": lambda: violates(0, ">=", 1),
    "inequalities.relu-lipschitz.false": lambda: violates(1, "<=", 0.5),
    "inequalities.sine-lipschitz.false": lambda: violates(m.sin(0.1), "<=", 0.05),
    "inequalities.euler-bound.false": lambda: violates(2, ">=", m.e),
    "inequalities.power-of-two.false": lambda: violates(8, ">=", 9),
    "inequalities.square.false": lambda: violates(4, "<=", 2),
}
