"""Counterexamples whose values need names: a better point, a midpoint, a supporting line.

Every function gives pairs (label, text), shown as columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from derivcheck.reports._values import value
from derivcheck.verify.record import Counterexample

Rows = list[tuple[str, str]]


def witness_rows(example: Counterexample) -> Rows | None:
    """The lines below the point, None where both sides need no other names than left, right."""
    witness = example.witness if isinstance(example.witness, Mapping) else {}
    match example.kind:
        case "better" if witness and example.right is not None:
            return _better(example, witness)
        case "inequality" if len(witness) == 1 and example.right is not None:
            return _supporting(example)
        case "midpoint" if len(witness) % 2 == 0 and witness and example.right is not None:
            return _midpoint(example, witness)
        case "solution" if example.left in ("holds", "fails"):
            return _solution(example)
        case _:
            return None


def shown_names(example: Counterexample) -> Mapping[str, Any]:
    """The point without what the rows below it name themselves."""
    hidden: set[str] = set()
    witness = example.witness if isinstance(example.witness, Mapping) else {}
    if example.kind in ("better", "midpoint"):
        hidden = set(witness)
    assignment = example.assignment or {}
    shown = {name: given for name, given in assignment.items() if name not in hidden}
    if example.kind == "inequality" and len(witness) == 1:
        ((twin, given),) = witness.items()
        shown.pop(twin, None)
        shown["z"] = given
    return shown


def _better(example: Counterexample, witness: Mapping[str, Any]) -> Rows:
    """The claimed minimiser beside a point with a smaller value."""
    point = ", ".join(f"{_original(name)} = {value(given)}" for name, given in witness.items())
    return [
        ("claimed minimiser", f"value {example.left}"),
        (point, f"value {example.right}, which is smaller"),
    ]


def _supporting(example: Counterexample) -> Rows:
    """A point that lies below the line the claimed subgradient supports."""
    return [
        ("f(z)", str(example.left)),
        ("f(x) + g'@(z - x)", f"{example.right}, which is larger"),
    ]


def _midpoint(example: Counterexample, witness: Mapping[str, Any]) -> Rows:
    """Two points and their midpoint, where f is on the wrong side of the mean."""
    values = list(witness.values())
    half = len(values) // 2
    first, second = values[:half], values[half:]
    side = "above" if example.relation == "<=" else "below"
    middle = [_mean(a, b) for a, b in zip(first, second, strict=True)]
    ends = f"{_point(first)} and {_point(second)}"
    centre = "midpoint" if None in middle else f"midpoint {_point(middle)}"
    return [
        (f"at {ends}", f"mean of the two values: {example.right}"),
        (centre, f"value {example.left}, {side} the mean"),
    ]


def _solution(example: Counterexample) -> Rows:
    """Which of the two statements holds at the point."""
    words = {"holds": "holds", "fails": "does not hold"}
    left = example.left_text or "the left one"
    right = example.right_text or "the right one"
    return [
        (left, words[example.left or "fails"]),
        (right, words[example.right or "fails"]),
    ]


def _point(values: Sequence[Any]) -> str:
    """`(1, 0)` for scalars, one vector as it is."""
    told = [value(each) for each in values]
    if len(told) == 1:
        return told[0]
    return f"({', '.join(told)})"


def _mean(first: Any, second: Any) -> Any:
    """The midpoint of two exact values, None where one is not rational."""
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        inner = [_mean(a, b) for a, b in zip(first, second, strict=True)]
        return None if None in inner else inner
    try:
        return str((Fraction(first) + Fraction(second)) / 2)
    except (TypeError, ValueError):
        return None


def _original(name: str) -> str:
    """The variable whose second value bears this name: `x` for `x2`."""
    return name.rstrip("_").removesuffix("2")
