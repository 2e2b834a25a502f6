"""The false sums and recurrences of `recurrences.yaml`, both sides at the point of the note."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction


def differ(left: float | Fraction, right: float | Fraction) -> bool:
    """Whether two numbers differ by more than rounding."""
    return abs(left - right) > 1e-6


FALSE: dict[str, Callable[[], bool]] = {
    "recurrences.unit-fractions.false": lambda: differ(Fraction(1, 2), Fraction(2, 3)),
    "recurrences.squares-product.false": lambda: differ(1 - Fraction(1, 4), Fraction(2, 3)),
    "recurrences.gauss.false": lambda: differ(1 + 2, 2 * 1 // 2),
    "recurrences.squares.false": lambda: differ(1 + 4, 2 * 3 * 4 // 6),
    "recurrences.cubes.false": lambda: differ(1 + 8, (1 + 2) ** 3),
    "recurrences.geometric.false": lambda: differ(1.5, (1 - 0.5) / (1 - 0.5)),
    "recurrences.arithmetic-geometric.false": lambda: differ(0.5, 0.5 * (1 - 0.5 + 0.25) / 0.25),
    "recurrences.odd-numbers.false": lambda: differ(3, 1),
    "recurrences.two-apart.false": lambda: differ(Fraction(1, 3), Fraction(3, 4) - Fraction(1, 2)),
    "recurrences.logarithms.false": lambda: differ(math.log(2), math.log(1)),
    "recurrences.ratios-product.false": lambda: differ(1 + 1, 1),
    "recurrences.ratios-two-apart.false": lambda: differ(3 * 2, 4),
    "recurrences.power-product.false": lambda: differ(2 * 2, 2),
    "recurrences.telescoping.false": lambda: differ(1 - 0, 1 - 1),
    "recurrences.product-of-sums.false": lambda: differ(1 + 2 + 2 + 4, 5),
    "recurrences.triangle.false": lambda: differ(1 + 2, 4),
    "recurrences.triangle-exchange.false": lambda: differ(1, 0),
    "recurrences.rising.false": lambda: differ(6, 24 // 3),
    "recurrences.roots.false": lambda: differ(1, math.sqrt(2)),
    "recurrences.alternating.false": lambda: differ(1 - 1 + 1, 0),
    "recurrences.factorial.false": lambda: differ(2, math.gamma(2)),
    "recurrences.factorial-sum.false": lambda: differ(1, math.gamma(2) - 1),
    "recurrences.powers-of-two.false": lambda: differ(1 + 2, 2 - 1),
    "recurrences.average.false": lambda: differ(0.5, 0.5 * 0.5),
    "recurrences.average-constant.false": lambda: differ(0.75, 0.25),
    "recurrences.bias-correction.false": lambda: differ(0.75 / 0.5, 1),
    "recurrences.momentum-constant.false": lambda: differ(-1, -0.5),
    "recurrences.momentum.false": lambda: differ(-1, -0.5),
    "recurrences.descent-quadratic.false": lambda: differ(1 - 0.5, 1.5),
    "recurrences.descent-matrix.false": lambda: differ(1 - 0.5, 1.5),
    "recurrences.affine-matrix.false": lambda: differ(1 + 1, 1 + 1 + 1),
    "recurrences.running-mean.false": lambda: differ(1, 0.5),
    "recurrences.weight-decay.false": lambda: differ(0.5 * -1 - 1, -2),
    "recurrences.adagrad.false": lambda: differ(1 + 1, (1 + 1) ** 2),
    "recurrences.rmsprop.false": lambda: differ(0.5, 0.75),
    "recurrences.squaring.false": lambda: differ(2**8, 2**6),
    "recurrences.constant-step.false": lambda: differ(1, 2),
    "recurrences.harmonic-decay.false": lambda: differ(0.5, 1),
    "recurrences.cassini.false": lambda: differ(1 * 0 - 1, 1),
    "recurrences.fibonacci-sum.false": lambda: differ(0 + 1 + 1 + 2, 3),
    "recurrences.second-order.false": lambda: differ(3 * 1 - 2 * 0, 2),
    "recurrences.chebyshev.false": lambda: differ(2 * 0 - 1, 0),
    "recurrences.nesterov-quadratic.false": lambda: differ(0.5 * 1.5, 0.5 + 0.5),
    "recurrences.adam-first-step.false": lambda: differ(2 / math.sqrt(4), 2),
    "recurrences.affine.false": lambda: differ(1, 0.5),
    "recurrences.moebius.false": lambda: differ(
        Fraction(1, 2) / (1 + Fraction(1, 2)), Fraction(1, 4)
    ),
    "recurrences.average-weights.false": lambda: differ(0.5, 1),
    "recurrences.binomial.false": lambda: differ(1 + 1, 1),
}
