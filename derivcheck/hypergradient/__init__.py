"""The architecture-search hypergradient of document 000, checked in numbers.

Two stages: W is learned on weighted pairs (the weights are A), V on pseudo-targets that W
gives. `examine` checks every equation of the document on a bilevel problem; problems of your
own are objects with the attributes of `BilevelProblem`.
"""

from derivcheck.hypergradient.checks import Check, Examination, examine
from derivcheck.hypergradient.estimators import ESTIMATORS, Estimate, estimate
from derivcheck.hypergradient.problem import BilevelProblem, ProblemError, checked
from derivcheck.hypergradient.problems import PROBLEMS, Sizes, problem_named

__all__ = [
    "ESTIMATORS",
    "PROBLEMS",
    "BilevelProblem",
    "Check",
    "Estimate",
    "Examination",
    "ProblemError",
    "Sizes",
    "checked",
    "estimate",
    "examine",
    "problem_named",
]
