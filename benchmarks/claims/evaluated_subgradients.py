"""The false kinks and subgradients of `subgradients.yaml`, at the point of the note."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_STEPS = (1e-4, 1e-6, 1e-8)


def quotients(f: Callable[[float], float], at: float, side: int) -> list[float]:
    """Difference quotients from one side, nearer and nearer."""
    return [(f(at + side * h) - f(at)) / (side * h) for h in _STEPS]


def bent(f: Callable[[float], float], at: float = 0.0) -> bool:
    """Whether the quotients from both sides stay apart, do not settle, or grow."""
    ahead, behind = quotients(f, at, 1), quotients(f, at, -1)
    return any(abs(a - b) > 0.01 for a in ahead for b in behind)


def undershoots(
    f: Callable[[np.ndarray], float], g: object, at: object, others: list[object]
) -> bool:
    """Whether f(z) < f(x) + g'(z - x) for one of the given points z."""
    x, slope = np.atleast_1d(np.asarray(at, float)), np.atleast_1d(np.asarray(g, float))
    points = [np.atleast_1d(np.asarray(z, float)) for z in others]
    return any(f(z) < f(x) + slope @ (z - x) - 1e-9 for z in points)


def belongs(f: Callable[[float], float], g: float, at: float) -> bool:
    """Whether g supports a convex f at x, on a grid around it."""
    grid = at + np.linspace(-2, 2, 401)
    return all(f(z) >= f(at) + g * (z - at) - 1e-9 for z in grid)


def another(f: Callable[[float], float], low: float, high: float, at: float = 0.0) -> bool:
    """Whether an end of [low, high] is no subgradient, or a number next to it is one."""
    ends = belongs(f, low, at) and belongs(f, high, at)
    return not ends or belongs(f, low - 0.01, at) or belongs(f, high + 0.01, at)


def relu(x: object) -> np.ndarray:
    """max(0, x)"""
    return np.maximum(0, x)


def huber(x: float) -> float:
    """Quadratic near 0, then linear."""
    return x * x / 2 if abs(x) <= 1 else abs(x) - 0.5


def elu(x: float) -> float:
    """x for positive x, else exp(x) - 1."""
    return x if x > 0 else np.exp(x) - 1


def off(f: Callable[[float], float], claimed: float, at: float) -> bool:
    """Whether a smooth f has another derivative."""
    return abs((f(at + 1e-5) - f(at - 1e-5)) / 2e-5 - claimed) > 1e-3


def oscillates() -> bool:
    """Whether sin(1/x), the quotient of x*sin(1/x), keeps two values down to 0."""
    peaks = [1 / (2 * np.pi * k + np.pi / 2) for k in (10, 1000, 100000)]
    return all(abs(np.sin(1 / x) - 1) < 1e-6 and abs(np.sin(-1 / x) + 1) < 1e-6 for x in peaks)


FALSE: dict[str, Callable[[], bool]] = {
    "sub.kink.abs": lambda: bent(abs),
    "sub.kink.root": lambda: bent(lambda x: np.sqrt(abs(x))),
    "sub.kink.relu": lambda: bent(relu),
    "sub.kink.huber-jump": lambda: bent(lambda x: x * x / 2 if abs(x) <= 1 else abs(x) - 0.25, 1),
    "sub.kink.huber-slope": lambda: bent(
        lambda x: x * x / 2 if abs(x) <= 1 else 2 * abs(x) - 1.5, 1
    ),
    "sub.kink.selu": lambda: bent(lambda x: x if x > 0 else 2 * (np.exp(x) - 1)),
    "sub.kink.leaky-relu": lambda: bent(lambda x: max(x, x / 10)),
    "sub.kink.sum-of-relus": lambda: bent(lambda x: relu(x) + relu(-x)),
    "sub.kink.hard-tanh": lambda: bent(lambda x: max(-1, min(1, x)), 1),
    "sub.kink.max-of-lines": lambda: bent(lambda x: max(x, 2 * x)),
    "sub.kink.max-of-powers": lambda: bent(lambda x: max(x**2, x**3), 1),
    "sub.kink.hard-swish": lambda: bent(lambda x: x * min(max(x + 3, 0), 6) / 6, 3),
    "sub.kink.root-of-square": lambda: bent(lambda x: np.sqrt(x**2)),
    "sub.kink.sinc-wrong-value": lambda: bent(lambda x: np.sin(x) / x if x else 0),
    "sub.kink.oscillation": oscillates,
    "sub.kink.step": lambda: bent(lambda x: float(x >= 0)),
    "sub.kink.sine-of-abs": lambda: bent(lambda x: np.sin(abs(x))),
    "sub.kink.laplace": lambda: bent(lambda x: np.exp(-abs(x))),
    "sub.kink.abs-of-sine": lambda: bent(lambda x: abs(np.sin(x)), np.pi),
    "sub.kink.cube-root-of-square": lambda: bent(lambda x: (x**2) ** (1 / 3)),
    "sub.kink.soft-threshold": lambda: bent(lambda x: np.sign(x) * relu(abs(x) - 1), 1),
    "sub.set.abs-half": lambda: another(abs, 0, 1),
    "sub.set.relu-wide": lambda: another(relu, -1, 1),
    "sub.set.hinge-sign": lambda: another(lambda x: max(0, 1 - x), 0, 1, 1),
    "sub.set.pinball-mirrored": lambda: another(lambda x: max(x / 4, -3 * x / 4), -1 / 4, 3 / 4),
    "sub.set.huber-wide": lambda: another(huber, 0, 1, 1),
    "sub.set.max-of-affine-elsewhere": lambda: another(lambda x: max(x, 2 * x - 1), 1, 2),
    "sub.set.max-of-three": lambda: another(lambda x: max(0, x, 2 * x), 0, 1),
    "sub.set.two-kinks-one": lambda: another(lambda x: abs(x) + abs(x - 1), -1, 1),
    "sub.set.insensitive-zero": lambda: another(lambda x: max(0, abs(x) - 1), -1, 1),
    "sub.set.concave": lambda: another(lambda x: -abs(x), -1, 1),
    "sub.set.leaky-zero": lambda: another(lambda x: max(x, x / 2), 0, 1),
    "sub.set.weighted-one": lambda: another(lambda x: 2 * abs(x), -1, 1),
    "sub.member.norm-sign": lambda: undershoots(np.linalg.norm, [1, 1], [1, 1], [[2, 2]]),
    "sub.member.norm-square": lambda: undershoots(lambda u: u @ u, 1, 1, [0.5]),
    "sub.member.relu-sign": lambda: undershoots(lambda x: relu(x)[0], -1, -1, [-2]),
    "sub.member.relu-layer-sign": lambda: undershoots(lambda u: sum(relu(u)), -1, -1, [-2]),
    "sub.member.hinge-sign": lambda: undershoots(lambda w: max(0, 1 - w[0]), 1, 0, [1]),
    "sub.member.hinge-other-side": lambda: undershoots(lambda w: max(0, 1 - w[0]), -1, 2, [1.5]),
    "sub.member.lasso-weight": lambda: undershoots(lambda w: 2 * abs(w[0]), 1, 1, [0]),
    "sub.member.absolute-deviation-sign": lambda: undershoots(lambda w: abs(w[0]), -1, 1, [0.5]),
    "sub.member.max-ones": lambda: undershoots(max, [1, 1], [0, 0], [[1, 1]]),
    "sub.member.max-softmax": lambda: undershoots(
        max, [1 / (1 + np.e), np.e / (1 + np.e)], [0, 1], [[0.5, 1]]
    ),
    "sub.member.norminf-sign": lambda: undershoots(
        lambda u: max(abs(u)), [1, 1], [1, 2], [[1.5, 2]]
    ),
    "sub.member.network-signs": lambda: undershoots(lambda u: -relu(u)[0], -1, 0, [-1]),
    "sub.member.abs-square-of-sign": lambda: undershoots(lambda x: abs(x[0]), 1, -1, [0]),
    "sub.member.relu-squared-linear": lambda: undershoots(lambda x: relu(x)[0] ** 2, -2, -1, [-2]),
    "sub.member.huber-sign": lambda: undershoots(lambda x: huber(x[0]), 1, 0.5, [1]),
    "sub.slope.abs-cubed-sign": lambda: off(lambda x: abs(x) ** 3, 3, -1),
    "sub.slope.x-abs-linear": lambda: off(lambda x: x * abs(x), -2, -1),
    "sub.slope.huber-sign": lambda: off(huber, 1, 0.5),
    "sub.slope.elu-value": lambda: off(elu, np.exp(-1) - 1, -1),
    "sub.slope.softsign-sign": lambda: off(lambda x: x / (1 + abs(x)), -1 / 4, -1),
}
