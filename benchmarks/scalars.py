"""Accuracy and speed on scalar identities: derivcheck beside SymPy and math-verify."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import sympy
from as_sympy import Beyond, as_sympy
from asking import Answer, ask, table
from rows import Row, rows

from derivcheck.deciders import normal_form
from derivcheck.language.obligations import Effort, Outcome
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import decide


def tower(row: Row) -> Answer:
    """The normal form alone; it never says that a row is false."""
    return True if normal_form.prove(row.goal, row.context).outcome is Outcome.PROVED else None


def both_routes(row: Row) -> Answer:
    """A verdict as `derivcheck` gives it; support is no answer."""
    verdict = decide(row.goal, row.context, Effort()).verdict
    return {Verdict.PROVED: True, Verdict.REFUTED: False}.get(verdict)


def simplify(row: Row) -> Answer:
    """Whether the difference simplifies to 0, or to another number."""
    rest = sympy.simplify(as_sympy(row.left, row.context) - as_sympy(row.right, row.context))
    return True if rest == 0 else False if rest.is_number and rest.is_zero is False else None


def equals(row: Row) -> Answer:
    """`Expr.equals`."""
    left, right = as_sympy(row.left, row.context), as_sympy(row.right, row.context)
    answer: Answer = left.equals(right)
    return answer


def math_verify(row: Row) -> Answer:
    """`math_verify.verify`, which says False also where it cannot tell."""
    from math_verify import verify

    left, right = as_sympy(row.left, row.context), as_sympy(row.right, row.context)
    answer: Answer = verify(left, right, timeout_seconds=None)
    return answer


WAYS: dict[str, Callable[[Row], Answer]] = {
    "derivcheck, both routes": both_routes,
    "derivcheck, normal form": tower,
    "simplify(left - right)": simplify,
    "left.equals(right)": equals,
    "math_verify.verify": math_verify,
}


def _writable(row: Row) -> bool:
    try:
        as_sympy(row.goal.left, row.context)
        as_sympy(row.goal.right, row.context)
    except Beyond:
        return False
    return True


def main() -> None:
    """Every way on every row, in one table."""
    ways = dict(WAYS)
    if find_spec("math_verify") is None:
        del ways["math_verify.verify"]
        print("math_verify is not installed and left out: pip install '.[benchmark]'\n")
    every = [row for row in rows() if _writable(row)]
    print(table(ask(ways, every)))


if __name__ == "__main__":
    main()
