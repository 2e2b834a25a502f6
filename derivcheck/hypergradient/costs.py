"""What each estimator costs as the number of architecture weights grows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from derivcheck.hypergradient.estimators import estimate
from derivcheck.hypergradient.problem import BilevelProblem

#: those whose cost is compared; brute force only up to so many weights
COMPARED = ("one-step", "equation-3", "brute-force")
MOST_FOR_BRUTE_FORCE = 100


@dataclass(frozen=True, slots=True)
class Cost:
    """Loss evaluations (each with its gradient) and seconds at a number of weights."""

    estimator: str
    weights: int
    evaluations: int
    seconds: float


def costs(problem_of: Callable[[int], BilevelProblem], weights: Iterable[int]) -> Iterator[Cost]:
    """One measurement for every estimator and number of weights."""
    for count in weights:
        problem = problem_of(count)
        for name in COMPARED:
            if name == "brute-force" and count > MOST_FOR_BRUTE_FORCE:
                continue
            found = estimate(problem, name)
            yield Cost(name, count, found.evaluations, found.seconds)
