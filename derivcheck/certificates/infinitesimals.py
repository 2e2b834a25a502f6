"""Numbers a + b*e with e*e = 0, and the functions that stand in certificates."""

from __future__ import annotations

from typing import Any

from flint import arb, fmpq

__all__ = ["DERIVED", "Dual", "Fails", "Number", "Rejected", "apply", "ball", "sign"]


class Rejected(Exception):
    """The certificate does not show what it says."""


class Fails(Rejected):
    """The claim is false where the certificate has it true, or the other way round."""


class Number:
    """What follows from `+`, `*` and `inverse`."""

    def __add__(self, other: Any) -> Any:
        raise NotImplementedError

    def __mul__(self, other: Any) -> Any:
        raise NotImplementedError

    def inverse(self) -> Any:
        """1/x"""
        raise NotImplementedError

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __neg__(self) -> Any:
        return self * -1

    def __sub__(self, other: Any) -> Any:
        return self + other * -1

    def __rsub__(self, other: Any) -> Any:
        return self * -1 + other

    def __truediv__(self, other: Any) -> Any:
        return self * (fmpq(1, other) if isinstance(other, int) else 1 / other)

    def __rtruediv__(self, other: Any) -> Any:
        return self.inverse() * other


class Dual(Number):
    """a + b*e; every derivative has its own e, the newest outermost."""

    def __init__(self, tag: int, a: Any, b: Any) -> None:
        self.tag, self.a, self.b = tag, a, b

    def _with(self, other: Any) -> tuple[Any, ...]:
        tag = max(self.tag, other.tag) if isinstance(other, Dual) else self.tag
        pairs = (
            (x.a, x.b) if isinstance(x, Dual) and x.tag == tag else (x, x * 0)
            for x in (self, other)
        )
        return (tag, *(part for pair in pairs for part in pair))

    def __add__(self, other: Any) -> Dual:
        tag, a, b, c, d = self._with(other)
        return Dual(tag, a + c, b + d)

    def __mul__(self, other: Any) -> Dual:
        tag, a, b, c, d = self._with(other)
        return Dual(tag, a * c, a * d + b * c)

    def inverse(self) -> Dual:
        """1/(a + b*e) = 1/a - b/a^2*e"""
        a = 1 / self.a
        return Dual(self.tag, a, -1 * self.b * a * a)


#: functions in terms of others, and derivatives of the rest; f applies a function by its name
DERIVED: dict[str, Any] = {
    "sec": lambda f, x: 1 / f("cos", x),
    "csc": lambda f, x: 1 / f("sin", x),
    "cot": lambda f, x: f("cos", x) / f("sin", x),
    "tan": lambda f, x: f("sin", x) / f("cos", x),
    "sinh": lambda f, x: (f("exp", x) - f("exp", -1 * x)) / 2,
    "cosh": lambda f, x: (f("exp", x) + f("exp", -1 * x)) / 2,
    "tanh": lambda f, x: 1 - 2 / (f("exp", 2 * x) + 1),
    "sech": lambda f, x: 2 / (f("exp", x) + f("exp", -1 * x)),
    "csch": lambda f, x: 2 / (f("exp", x) - f("exp", -1 * x)),
    "coth": lambda f, x: 1 + 2 / (f("exp", 2 * x) - 1),
    "sigmoid": lambda f, x: 1 / (1 + f("exp", -1 * x)),
    "softplus": lambda f, x: f("log", 1 + f("exp", x)),
}
_SLOPES: dict[str, Any] = {
    "exp": lambda f, a: f("exp", a),
    "log": lambda _, a: 1 / a,
    "sqrt": lambda f, a: 1 / (2 * f("sqrt", a)),
    "abs": lambda f, a: a / f("abs", a),
    "relu": lambda f, a: f("step", a) * (a / a),
    "sign": lambda _, a: a * 0 / a,
    "step": lambda _, a: a * 0 / a,
    "sin": lambda f, a: f("cos", a),
    "cos": lambda f, a: -1 * f("sin", a),
    "asin": lambda f, a: 1 / f("sqrt", 1 - a * a),
    "acos": lambda f, a: -1 / f("sqrt", 1 - a * a),
    "atan": lambda _, a: 1 / (1 + a * a),
    "asinh": lambda f, a: 1 / f("sqrt", a * a + 1),
    "acosh": lambda f, a: 1 / f("sqrt", a * a - 1),
    "atanh": lambda _, a: 1 / (1 - a * a),
    "erf": lambda f, a: 2 * f("exp", -1 * a * a) / f("sqrt", f("pi", a)),
}


def apply(leaf: Any, name: str, x: Any) -> Any:
    """A function at a number, at a Dual by its derivative; `leaf` applies those of _SLOPES."""

    def function(name: str, x: Any) -> Any:
        return apply(leaf, name, x)

    if name in DERIVED:
        return DERIVED[name](function, x)
    if not isinstance(x, Dual) or name == "pi":
        return leaf(name, x)
    if name not in _SLOPES:
        raise Rejected(f"the derivative of {name} is not known here")
    return Dual(x.tag, function(name, x.a), _SLOPES[name](function, x.a) * x.b)


def sign(x: Any) -> int:
    """The sign of the value itself, whatever its infinitesimals are."""
    while isinstance(x, Dual):
        x = x.a
    if isinstance(x, Number) or not (x > 0 or x < 0 or x == 0):
        raise Rejected("a sign is not clear")
    return 1 if x > 0 else -1 if x < 0 else 0


def ball(name: str, x: Any) -> Any:
    """A function at a number: a rigorous enclosure."""
    if name in ("abs", "sign", "step", "relu"):
        s = sign(x)
        return {"abs": x * s, "sign": fmpq(s), "step": fmpq(s >= 0), "relu": x * (s > 0)}[name]
    return arb.pi() if name == "pi" else getattr(arb(x), name)()
