"""Bilevel problems with data drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derivcheck.hypergradient.problem import BilevelProblem, ProblemError
from derivcheck.hypergradient.problems.logistic import logistic
from derivcheck.hypergradient.problems.network import network
from derivcheck.hypergradient.problems.quadratic import quadratic
from derivcheck.hypergradient.problems.translator import translator


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many weighted pairs (weights), features, and pairs of the other data sets."""

    weights: int = 8
    features: int = 4
    pairs: int = 6

    def __post_init__(self) -> None:
        for name in ("weights", "features", "pairs"):
            if getattr(self, name) < 1:
                raise ProblemError(f"{name} must be at least 1, not {getattr(self, name)}")


#: a problem from its sizes and a seed, by name
PROBLEMS: dict[str, Callable[[Sizes, int], BilevelProblem]] = {
    "quadratic": lambda sizes, seed: quadratic(sizes.weights, sizes.features, sizes.pairs, seed),
    "logistic": lambda sizes, seed: logistic(sizes.weights, sizes.features, sizes.pairs, seed),
    "translator": lambda sizes, seed: translator(sizes.weights, sizes.features, sizes.pairs, seed),
    "network": lambda sizes, seed: network(sizes.weights, sizes.features, sizes.pairs, seed),
}


def problem_named(name: str, sizes: Sizes, seed: int) -> BilevelProblem:
    """The problem of this name; `ProblemError` lists the names when there is none."""
    if name not in PROBLEMS:
        raise ProblemError(f"no problem is called {name}; there are {', '.join(PROBLEMS)}")
    return PROBLEMS[name](sizes, seed)
