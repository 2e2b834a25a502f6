"""The false limits and orders of `limits.yaml`, evaluated near their points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import mpmath as m

m.mp.dps = 60
NEAR = (m.mpf(10) ** -3, m.mpf(10) ** -7)
FAR = (m.mpf(10) ** 6, m.mpf(10) ** 8)
_STEPS = tuple(m.mpf(10) ** -k for k in (2, 4, 6))


def away(f: Callable[[m.mpf], m.mpf], points: Sequence[m.mpf], claimed: m.mpf) -> bool:
    """Whether the values stay a hundredth or more away from the claimed limit."""
    return all(abs(f(m.mpf(p)) - claimed) > 0.01 for p in points)


def grows(quotient: Callable[[m.mpf], m.mpf]) -> bool:
    """Whether remainder over gauge grows by 10 with every step of a hundred."""
    sizes = [abs(quotient(h)) for h in _STEPS]
    return all(after > 10 * before for before, after in pairwise(sizes))


def drifts(quotient: Callable[[m.mpf], m.mpf]) -> bool:
    """Whether remainder over gauge grows by a fixed amount with every step, as a logarithm."""
    sizes = [abs(quotient(h)) for h in _STEPS]
    return all(after > before + 4 for before, after in pairwise(sizes))


FALSE: dict[str, Callable[[], bool]] = {
    "limits.cosine.false": lambda: away(lambda x: (1 - m.cos(x)) / x**2, NEAR, 1),
    "limits.exponential.false": lambda: away(lambda x: (m.exp(2 * x) - 1) / x, NEAR, 1),
    "limits.logarithm.false": lambda: away(lambda x: m.log(1 + x) / x, FAR, 1),
    "limits.tangent.false": lambda: away(
        lambda x: (m.tan(x) - m.sin(x)) / x**3, NEAR, m.mpf(1) / 3
    ),
    "limits.sine-cube.false": lambda: away(lambda x: (x - m.sin(x)) / x**3, NEAR, -m.mpf(1) / 6),
    "limits.x-log.false": lambda: away(lambda x: x * m.log(x), NEAR, -1),
    "limits.x-to-x.false": lambda: away(lambda x: x**x, NEAR, 0),
    "limits.compound.false": lambda: away(lambda x: (1 + 1 / x) ** x, FAR, 2),
    "limits.binomial.false": lambda: away(lambda x: ((1 + x) ** 2 - 1) / x, NEAR, 1),
    "limits.root-difference.false": lambda: away(lambda x: m.sqrt(x**2 + x) - x, FAR, 0),
    "limits.essential.false": lambda: away(lambda x: m.exp(1 / x), NEAR, 0),
    "limits.flat.false": lambda: away(lambda x: m.exp(-1 / x**2), FAR, 0),
    "limits.log-over-x.false": lambda: away(lambda x: m.log(x) / m.sqrt(x), FAR, 1),
    "limits.power-exponential.false": lambda: away(lambda x: -(x**5) * m.exp(x), (100, 1000), 0),
    "limits.damped.false": lambda: away(
        m.sin, (m.pi / 2 + 2 * m.pi * 10**6, m.pi / 2 + 2 * m.pi * 10**7), 0
    ),
    "limits.oscillating.false": lambda: away(
        lambda x: m.sin(1 / x),
        (1 / (m.pi / 2 + 2 * m.pi * 10**6), 1 / (m.pi / 2 + 2 * m.pi * 10**7)),
        0,
    ),
    "limits.x-sine-reciprocal.false": lambda: away(lambda x: x * m.sin(1 / x), FAR, 0),
    "limits.arctangent.false": lambda: away(lambda x: m.atan(-x), FAR, m.pi / 2),
    "limits.arctangent-reciprocal.false": lambda: away(lambda x: m.atan(-1 / x), NEAR, m.pi / 2),
    "limits.softplus.false": lambda: away(lambda x: m.log(1 + m.exp(x)), (-100, -1000), m.log(2)),
    "limits.sharp-softplus.false": lambda: away(
        lambda b: m.log(1 + m.exp(-b)) / b, (100, 1000), -1
    ),
    "limits.sharp-tanh.false": lambda: away(lambda b: m.tanh(-b), (100, 1000), 1),
    "limits.p-norm.false": lambda: away(
        lambda p: (m.mpf(2) ** p + 1) ** (1 / p), (m.mpf(100), m.mpf(1000)), 3
    ),
    "limits.box-cox.false": lambda: away(lambda a: (2**a - 1) / a, NEAR, 1),
    "limits.geometric.false": lambda: away(lambda k: (-1) ** k, (10**6, 10**7), 0),
    "limits.k-th-root.false": lambda: away(lambda k: k ** (1 / k), FAR, 0),
    "limits.euler.false": lambda: away(lambda k: (1 - 1 / k) ** k, FAR, m.e),
    "limits.sine-of-index.false": lambda: away(lambda x: m.sin(m.pi * (x + m.mpf(1) / 2)), FAR, 0),
    "limits.geometric-series.false": lambda: away(
        lambda k: m.fsum(m.mpf(2) ** -i for i in range(1, int(k) + 1)), (50, 60), 2
    ),
    "limits.alternating.false": lambda: away(lambda k: (-1) ** k, (10**6 + 1, 10**7 + 1), 1),
    "limits.telescoping.false": lambda: away(
        lambda k: m.fsum(1 / m.mpf(i * (i + 1)) for i in range(1, int(k) + 1)), (100, 1000), 0.5
    ),
    "limits.derivative.false": lambda: away(lambda h: (m.exp(h) - m.exp(-h)) / h, NEAR, 1),
    "limits.second-derivative.false": lambda: away(
        lambda h: (m.exp(h) - 2 + m.exp(-h)) / (2 * h**2), NEAR, 1
    ),
    "limits.log-derivative.false": lambda: away(
        lambda h: (m.log(2 + h) - m.log(2)) / h, NEAR, m.log(2)
    ),
    "limits.sigmoid.false": lambda: away(lambda x: 1 / (1 + m.exp(-x)), (-100, -1000), -1),
    "limits.sine-multiple.false": lambda: away(lambda x: m.sin(2 * x) / x, NEAR, 1),
    "limits.swish.false": lambda: away(lambda b: 1 / (1 + m.exp(-b)), (100, 1000), 0.5),
    "limits.order.sine.false": lambda: grows(lambda x: (m.sin(x) - x) / x**4),
    "limits.order.cosine.false": lambda: grows(lambda x: (m.cos(x) - 1 + x**2 / 2) / x**5),
    "limits.order.exponential.false": lambda: grows(lambda x: (m.exp(x) - 1 - x - x**2) / x**3),
    "limits.order.logarithm.false": lambda: grows(lambda x: (m.log(1 + x) - x - x**2 / 2) / x**3),
    "limits.order.root.false": lambda: grows(lambda x: (m.sqrt(1 + x) - 1 - x / 2) / x**3),
    "limits.order.geometric.false": lambda: grows(lambda x: (1 / (1 - x) - 1 + x) / x**2),
    "limits.order.tanh.false": lambda: grows(lambda x: (m.tanh(x) - x - x**3 / 3) / x**5),
    "limits.order.sigmoid.false": lambda: grows(
        lambda x: (1 / (1 + m.exp(-x)) - 0.5 - x / 2) / x**2
    ),
    "limits.order.taylor.false": lambda: grows(lambda h: (m.exp(h) - 1 - h) / h**3),
    "limits.order.forward-difference.false": lambda: grows(
        lambda h: ((m.exp(h) - 1) / h - 1) / h**2
    ),
    "limits.order.central-difference.false": lambda: grows(
        lambda h: ((m.exp(h) - m.exp(-h)) / (2 * h) - 1) / h**3
    ),
    "limits.order.second-difference.false": lambda: grows(
        lambda h: ((m.exp(h) - 2 + m.exp(-h)) / h**2 - 1) / h**3
    ),
    "limits.order.three-points.false": lambda: grows(
        lambda h: ((-3 + 4 * m.exp(h) - m.exp(2 * h)) / h - 1) / h**2
    ),
    "limits.order.five-points.false": lambda: grows(
        lambda h: (
            ((-m.exp(2 * h) + 8 * m.exp(h) - 8 * m.exp(-h) + m.exp(-2 * h)) / (12 * h) - 1) / h**5
        )
    ),
    "limits.order.richardson.false": lambda: grows(
        lambda h: ((4 * m.sinh(2 * h) / (2 * h) - m.sinh(h) / h) / 3 - 1) / h**4
    ),
    "limits.order.x-log.false": lambda: drifts(lambda x: m.log(x)),
    "limits.order.euler-step.false": lambda: grows(lambda h: (m.exp(h) - 1 - h) / h**3),
    "limits.order.descent.false": lambda: grows(lambda h: ((1 - 2 * h) ** 2 - 1 + 4 * h) / h**3),
    "limits.order.product.false": lambda: grows(lambda h: ((1 + h) ** 2 - 1 - 2 * h) / h**3),
    "limits.order.crank-nicolson.false": lambda: grows(
        lambda h: ((1 + h / 2) / (1 - h / 2) - m.exp(h)) / h**4
    ),
}
