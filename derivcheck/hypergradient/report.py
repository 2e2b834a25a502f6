"""What examinations say: as text and as JSON-like values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from derivcheck.hypergradient.checks import Check, Examination
from derivcheck.hypergradient.costs import Cost
from derivcheck.hypergradient.estimators.differences import LENGTH
from derivcheck.hypergradient.variants import VARIANTS

#: the finite differences of the document, in its order
APPROXIMATIONS = {
    "nas.finite-difference-V": "difference in V",
    "nas.finite-difference-W": "difference in W",
    "nas.update-3": "equation (3)",
}


@dataclass(frozen=True, slots=True)
class Study:
    """Examinations of some problems at some seeds, and what estimators cost."""

    examinations: Sequence[tuple[int, Examination]]
    costs: Sequence[Cost] = ()

    @property
    def ok(self) -> bool:
        """Whether every check on every problem is as expected."""
        return all(examination.ok for _, examination in self.examinations)

    def checks(self, identifier: str, problem: str | None = None) -> list[Check]:
        """The same check on all seeds (of one problem, or of all)."""
        return [
            check
            for _, examination in self.examinations
            for check in examination.checks
            if check.id == identifier and problem in (None, examination.problem)
        ]

    @property
    def identifiers(self) -> list[str]:
        """The ids of the checks in their order."""
        return list(dict.fromkeys(c.id for _, e in self.examinations for c in e.checks))

    @property
    def problems(self) -> list[str]:
        """The names of the problems in their order."""
        return list(dict.fromkeys(e.problem for _, e in self.examinations))


# What there is to tell --------------------------------------------------------------------


def heading(study: Study) -> str:
    """`Document 000 on quadratic, logistic (seeds 0 to 2)`"""
    seeds = sorted({seed for seed, _ in study.examinations})
    told = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
    return f"Document 000 on {', '.join(study.problems)} ({told})"


def error_rows(study: Study) -> Iterator[tuple[str, list[str]]]:
    """For every problem the largest error of every approximation."""
    for problem in study.problems:
        cells = []
        for identifier in APPROXIMATIONS:
            checks = study.checks(identifier, problem)
            errors = [check.error for check in checks if check.error is not None]
            if not errors:
                cells.append("no alpha")
            elif all(check.order is not None and check.order.exact for check in checks):
                cells.append("exact")
            else:
                cells.append(f"{max(errors):.1e}")
        yield problem, cells


def cost_rows(study: Study) -> Iterator[tuple[str, list[Cost]]]:
    """For every estimator its costs at the smallest and at the largest number of weights."""
    for name in dict.fromkeys(cost.estimator for cost in study.costs):
        rows = [cost for cost in study.costs if cost.estimator == name]
        yield name, [rows[0], rows[-1]][: len(rows)]


def surprises(study: Study) -> list[str]:
    """The checks that are not as expected."""
    return [
        f"{examination.problem}, seed {seed}: {check.id} {check.verdict}, {check.message}"
        for seed, examination in study.examinations
        for check in examination.checks
        if not check.ok
    ]


def summary(checks: Sequence[Check]) -> str:
    """Errors and orders of a check over all problems and seeds."""
    errors = [check.error for check in checks if check.error is not None]
    slopes = [c.order.slope for c in checks if c.order and c.order.slope is not None]
    exact = any(check.order is not None and check.order.exact for check in checks)
    parts = []
    if errors:
        parts.append(f"error {_range(errors, '.0e')}")
    if slopes:
        parts.append(f"order {_range(slopes, '.2f')}")
    if exact:
        parts.append("or exact (*)" if slopes else "exact (*)")
    if any("sign" in check.message for check in checks):
        parts.append("the sign is wrong")
    return ", ".join(parts) or checks[0].message


def _range(values: Sequence[float], form: str) -> str:
    low, high = (format(value, form) for value in (min(values), max(values)))
    low, high = (text.removeprefix("-") if not float(text) else text for text in (low, high))
    return low if low == high else f"{low} to {high}"


# Text -------------------------------------------------------------------------------------


def text(study: Study) -> str:
    """What holds, what does not, how large the errors are, what it costs; 80 columns."""
    blocks = (_verdicts(study), _errors(study), _cost_table(study), _surprises(study))
    shown = [*blocks, _statements(study)]
    return "\n\n".join("\n".join(block) for block in map(list, shown) if block) + "\n"


def _verdicts(study: Study) -> Iterator[str]:
    yield heading(study)
    yield ""
    words = {"supported": "hold", "refuted": "wrong", "exact": "no harm", "undecided": "open"}
    for verdict, word in words.items():
        names = [name for name in study.identifiers if _worst(study.checks(name)) == verdict]
        if names:
            yield from wrap(
                ", ".join(names),
                78,
                initial_indent=f"  {word:<8}",
                subsequent_indent=" " * 10,
                break_on_hyphens=False,
            )


def _worst(checks: Sequence[Check]) -> str:
    """Refuted on one problem is wrong; a variant that is exact on all is told apart."""
    verdicts = {check.verdict for check in checks}
    worst = next(v for v in ("refuted", "undecided", "supported") if v in verdicts)
    wrong_elsewhere = checks[0].id in {variant.id for variant in VARIANTS}
    return "exact" if worst == "supported" and wrong_elsewhere else worst


def _statements(study: Study) -> Iterator[str]:
    yield "Errors are relative; (*) the gradient is linear, a difference of it is exact."
    yield ""
    for identifier in study.identifiers:
        checks = study.checks(identifier)
        verdicts = sorted({check.verdict for check in checks})
        mark = "ok " if all(check.ok for check in checks) else "NOT"
        yield f"{mark} {identifier:<24} {' or '.join(verdicts)}: {summary(checks)}"
        yield f"      {checks[0].statement}"


def _errors(study: Study) -> Iterator[str]:
    yield f"Relative error at the document's alpha = {LENGTH}/norm, largest over the seeds:"
    yield f"  {'problem':<12}" + "".join(f"{name:>18}" for name in APPROXIMATIONS.values())
    for problem, cells in error_rows(study):
        yield f"  {problem:<12}" + "".join(f"{cell:>18}" for cell in cells)


def _surprises(study: Study) -> Iterator[str]:
    if unexpected := surprises(study):
        yield f"{len(unexpected)} not as expected:"
    yield from (f"  {line}" for line in unexpected)


def _cost_table(study: Study) -> Iterator[str]:
    if not study.costs:
        return
    yield "Cost of one hypergradient, in evaluations of a loss with its gradient:"
    for name, rows in cost_rows(study):
        yield f"  {name:<12}" + "; ".join(
            f"{row.evaluations:,} ({row.seconds:.2g} s) at {row.weights:,} weights" for row in rows
        )


# JSON -------------------------------------------------------------------------------------


def values(study: Study) -> dict[str, Any]:
    """Everything that the text and the pictures show, as JSON-like values."""
    return {
        "problems": [
            {
                "problem": examination.problem,
                "seed": seed,
                "checks": [_check(check) for check in examination.checks],
            }
            for seed, examination in study.examinations
        ],
        "costs": [
            {
                "estimator": cost.estimator,
                "weights": cost.weights,
                "evaluations": cost.evaluations,
                "seconds": cost.seconds,
            }
            for cost in study.costs
        ],
        "ok": study.ok,
    }


def _check(check: Check) -> dict[str, Any]:
    order = check.order
    return {
        "id": check.id,
        "claim": check.statement,
        "verdict": check.verdict,
        "expected": check.expected,
        "ok": check.ok,
        "message": check.message,
        "error": check.error,
        "tolerance": check.tolerance,
        "order": order
        and {
            "slope": order.slope,
            "exact": order.exact,
            "lengths": list(order.lengths),
            "errors": list(order.errors),
            "used": list(order.used),
        },
    }
