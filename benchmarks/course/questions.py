"""The questions of the assignment with random points: what a line is worth in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.course.arrays import Array, Identity, NoValue, Shape, Value
from benchmarks.course.evaluation import Definitions, Point
from derivcheck.language import syntax
from derivcheck.language.parsing import parse_expression, parse_heading, parse_proposition

ASSIGNMENT = Path(__file__).parents[2] / "derivations" / "course" / "assignment.yaml"
_SIZES = ((4, 3), (2, 3), (5, 2))
_TOLERANCE = 2e-5
Values = tuple[Value | None, ...]
#: names for parts of a question that are written out, or introduced by `let`
BRACKETS = {
    "q6": {
        "u": "1.5 - x1 + x1*x2",
        "v": "2.25 - x1 + x1*x2^2",
        "q": "2.625 - x1 + x1*x2^3",
    }
}


@dataclass(frozen=True)
class Question:
    """A question: its fields, its own definitions, and points to evaluate lines at."""

    ident: str
    fields: Mapping[str, Any]
    points: tuple[Point, ...]

    @property
    def method(self) -> int:
        """The method marks."""
        marks = self.fields["marks"]
        return marks["method"] if isinstance(marks, dict) else marks - 1

    @property
    def answer(self) -> int:
        """The answer marks."""
        marks = self.fields["marks"]
        return marks["answer"] if isinstance(marks, dict) else 1

    def values(self, text: str) -> Values:
        """The value at every point, None where there is none; raises `Shape`."""
        return _values(self.ident, text)

    def shape(self, text: str) -> tuple[int, int] | None:
        """Rows and columns of an array at the first point with a value, None for a number."""
        value = next(each for each in self.values(text) if each is not None)
        return None if isinstance(value, float) else (value.shape[0], value.shape[1])

    def equal(self, left: str, right: str) -> bool:
        """Whether two expressions agree at every point at which both have a value."""
        found = False
        for a, b in zip(self.values(left), self.values(right), strict=True):
            if a is not None and b is not None:
                if np.shape(a) != np.shape(b):
                    raise Shape(f"{np.shape(a)} = {np.shape(b)}")
                found = True
                if not near(a, b):
                    return False
        if not found:
            raise NoValue
        return True

    def solutions(self, text: str) -> tuple[Array | None, ...]:
        """The solution of an equation that is affine in the unknown, at every point."""
        return _solutions(self.ident, text)

    def equivalent(self, left: str, right: str) -> bool:
        """Whether two equations have the same solution at every point at which both have one."""
        pairs = list(zip(self.solutions(left), self.solutions(right), strict=True))
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        if not both or any(np.isnan(side).any() for pair in both for side in pair):
            raise NoValue
        return all(near(a, b) for a, b in both)


def near(a: Value | Array, b: Value | Array) -> bool:
    """Equal up to rounding and the error of difference quotients."""
    a, b = np.asarray(a), np.asarray(b)
    return bool(np.all(np.abs(a - b) <= _TOLERANCE * (1 + np.abs(a) + np.abs(b))))


def written_out(ident: str, text: str) -> str:
    """A line without the names of its brackets."""
    for name, body in BRACKETS.get(ident, {}).items():
        text = re.sub(rf"\b{name}\b", f"({body})", text)
    return text


@cache
def questions() -> dict[str, Question]:
    """The questions of the assignment by id."""
    assignment = yaml.safe_load(ASSIGNMENT.read_text(encoding="utf-8"))
    return {
        each["id"]: Question(each["id"], each, tuple(_points(each["id"], _definitions(each))))
        for each in assignment["questions"]
    }


@cache
def _values(ident: str, text: str) -> Values:
    tree = parse_expression(text)
    return tuple(_value(point, tree) for point in questions()[ident].points)


def _value(point: Point, tree: syntax.Expression) -> Value | None:
    try:
        value = point.value(tree)
    except NoValue:
        return None
    return value if np.all(np.isfinite(value)) else None


@cache
def _solutions(ident: str, text: str) -> tuple[Array | None, ...]:
    question = questions()[ident]
    tree = parse_proposition(text)
    assert isinstance(tree, syntax.Relation)
    left, right = tree.operands
    return tuple(_solution(p, left, right, question.fields["unknown"]) for p in question.points)


def _solution(
    point: Point, left: syntax.Expression, right: syntax.Expression, unknown: str
) -> Array | None:
    """The only zero of left - right in the unknown, NaN without any; None where it is not told."""
    known = point.values[unknown]
    assert not callable(known)
    size = 1 if isinstance(known, float) else known.shape[0]

    def residual(entries: Sequence[float]) -> Array:
        at: Value = (
            float(entries[0]) if isinstance(known, float) else np.array(entries).reshape(-1, 1)
        )
        moved = point.moved(unknown, at)
        a, b = moved.value(left), moved.value(right)
        zero = any(isinstance(s, syntax.Number) for s in (left, right))
        if isinstance(a, Identity) or isinstance(b, Identity):
            raise Shape("an identity without a size")
        if np.shape(a) != np.shape(b) and not zero:
            raise Shape(f"{np.shape(a)} = {np.shape(b)}")
        return np.ravel(np.asarray(a - b, dtype=float))

    try:
        start = residual([0.0] * size)
        slopes = np.stack([residual(row) - start for row in np.eye(size)], axis=1)
        probe = np.arange(2.0, size + 2.0)
        if not np.allclose(residual(probe), start + slopes @ probe, rtol=1e-4, atol=1e-4):
            return None
    except NoValue:
        return None
    zero, _, rank, _ = np.linalg.lstsq(slopes, -start, rcond=1e-6)
    exact = np.allclose(slopes @ zero, -start, rtol=1e-4, atol=1e-4)
    if not exact:
        return np.full(size, np.nan)
    return zero if rank == size else None


def _definitions(fields: Mapping[str, Any]) -> Definitions:
    read = {}
    for heading, body in {**fields["define"], **BRACKETS.get(fields["id"], {})}.items():
        head = parse_heading(heading)
        if not head.indices:
            read[head.name] = (head.parameters, parse_expression(body))
    return read


def _points(ident: str, definitions: Definitions) -> Iterator[Point]:
    """Random points of several sizes, tall and fat; no two sizes of one point are alike."""
    random = np.random.default_rng(int(ident[1:]))
    for n, d in _SIZES:
        yield Point(_VALUES[ident](random, n, d), definitions)


def _column(random: np.random.Generator, size: int) -> Array:
    return random.normal(size=(size, 1))


def _ridge(random: np.random.Generator, n: int, d: int) -> dict[str, Any]:
    X, y, theta = random.normal(size=(n, d)), _column(random, n), _column(random, d)
    size = {"n": float(n), "d": float(d)}
    return {"X": X, "y": y, "theta": theta, "lambda": float(random.uniform(0.3, 2)), **size}


def _rate(random: np.random.Generator, n: int, d: int) -> dict[str, Any]:
    X, w0, t = random.normal(size=(n, d)), _column(random, d), _column(random, n)
    return {"X": X, "w0": w0, "t": t, "eta": float(random.normal()), "n": float(n), "d": float(d)}


def _hinge(random: np.random.Generator, n: int, d: int) -> dict[str, Any]:
    rows = [_column(random, d) for _ in range(n)]
    labels = [float(random.choice([-1.0, 1.0])) for _ in range(n)]
    return {
        "x": lambda i: rows[round(i) - 1],
        "y": lambda i: labels[round(i) - 1],
        "w": _column(random, d),
        "b": float(random.normal()),
        "lambda": float(random.uniform(0.3, 2)),
        "K": float(n),
        "d": float(d),
    }


def _network(random: np.random.Generator, n: int, d: int) -> dict[str, Any]:
    p = n + d
    labels = random.integers(0, 2, size=(n, 1)).astype(float)
    labels[0, 0] = 1.0
    weights = {"W1": random.normal(size=(d, p)), "W2": random.normal(size=(n, d))}
    biases = {"b1": _column(random, d) + 0.5, "b2": _column(random, n)}
    sizes = {"p": float(p), "h": float(d), "K": float(n)}
    return {"x": _column(random, p), "y": labels, **weights, **biases, **sizes}


def _momentum(random: np.random.Generator, n: int, d: int) -> dict[str, Any]:
    steps = n + d
    alpha, eps = float(random.normal()), float(random.uniform(0.3, 2))
    gradients, velocity = [0.0, *map(float, random.normal(size=steps))], [0.0]
    for step in range(1, steps + 1):
        velocity.append(alpha * velocity[-1] - eps * gradients[step])

    def entry(sequence: list[float], first: int) -> Any:
        def at(index: float) -> float:
            if not first <= round(index) <= steps:
                raise NoValue
            return sequence[round(index)]

        return at

    families = {"g": entry(gradients, 1), "v": entry(velocity, 0)}
    return {"alpha": alpha, "eps": eps, "t": float(steps), **families}


def _beale(random: np.random.Generator, _n: int, _d: int) -> dict[str, Any]:
    return {"x1": float(random.normal()), "x2": float(random.normal())}


def _scores(random: np.random.Generator, n: int, _d: int) -> dict[str, Any]:
    labels = random.uniform(0.1, 1, size=(n, 1))
    return {"z": np.abs(_column(random, n)) + 0.1, "y": labels / labels.sum(), "m": float(n)}


_VALUES = {
    "q1": _ridge,
    "q2": _rate,
    "q3": _hinge,
    "q4": _network,
    "q5": _momentum,
    "q6": _beale,
    "q7": _ridge,
    "q8": _scores,
}
