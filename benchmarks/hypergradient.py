"""Hypergradients at larger sizes: agreement, cost and memory of the estimators."""

from __future__ import annotations

import tracemalloc

from derivcheck.hypergradient import PROBLEMS, Sizes, estimate, problem_named
from derivcheck.hypergradient.orders import relative

LARGE = Sizes(weights=40, features=12, pairs=20)


def main() -> None:
    """Print agreement with brute force, then time and memory against the weights."""
    print("largest relative difference from the automatic one-step derivative, 20 seeds")
    for name in PROBLEMS:
        worst = dict.fromkeys(("equation-2", "equation-3", "brute-force"), 0.0)
        for seed in range(20):
            problem = problem_named(name, LARGE, seed)
            exact = estimate(problem, "one-step").value
            for estimator in worst:
                if estimator == "brute-force" and seed >= 2:
                    continue
                found = relative(estimate(problem, estimator).value, exact)
                worst[estimator] = max(worst[estimator], found)
        print(f"  {name:<12}", ", ".join(f"{k} {v:.1e}" for k, v in worst.items()))
    print("peak memory in bytes per number of data, as parameters grow (weights = 10,000)")
    for features in (10, 100, 1000):
        problem = problem_named("logistic", Sizes(10_000, features, 50), 0)
        stored = 8 * features * 10_000
        for estimator in ("one-step", "equation-3"):
            tracemalloc.start()
            found = estimate(problem, estimator)
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            print(
                f"  {features:>5} features, {estimator:<11} peak {peak / stored:6.3f} of the data, "
                f"{found.evaluations} evaluations, {found.seconds:.3f} s"
            )


if __name__ == "__main__":
    main()
