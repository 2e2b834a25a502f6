"""Accuracy and speed on scalar identities: derivcheck beside SymPy's simplify and equals."""

from __future__ import annotations

import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable

import sympy
from as_sympy import Beyond, as_sympy
from rows import Row, rows

from derivcheck.deciders import normal_form
from derivcheck.language.obligations import Effort, Outcome
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import decide

LIMIT = 10.0

#: True, False, or None where it cannot tell
Answer = bool | None


class TooLong(Exception):
    """The limit of a row was reached."""


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


WAYS: dict[str, Callable[[Row], Answer]] = {
    "normal form": tower,
    "both routes": both_routes,
    "simplify": simplify,
    "equals": equals,
}


def measured(way: Callable[[Row], Answer], row: Row) -> tuple[str, float]:
    """`right`, `open`, `WRONG`, `too long` or the name of an exception; and seconds."""
    sympy.core.cache.clear_cache()
    started = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        answer = way(row)
        told = "open" if answer is None else "right" if answer == row.holds else "WRONG"
    except TooLong:
        told = "too long"
    except Exception as error:  # noqa: BLE001  (counted by name)
        told = type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return told, time.perf_counter() - started


def _stop(*_: object) -> None:
    raise TooLong


def _writable(row: Row) -> bool:
    try:
        as_sympy(row.goal.left, row.context)
        as_sympy(row.goal.right, row.context)
    except Beyond:
        return False
    return True


def main() -> None:
    """Every way on every row, then the sums."""
    signal.signal(signal.SIGALRM, _stop)
    every = [row for row in rows() if _writable(row)]
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    told: dict[str, dict[bool, Counter[str]]] = {
        name: {True: Counter(), False: Counter()} for name in WAYS
    }
    for row in every:
        for name, way in WAYS.items():
            answer, seconds = measured(way, row)
            if answer == "WRONG":
                print(f"{name} is wrong about {row.name}")
            told[name][row.holds][answer] += 1
            times[name].append(seconds)
    true = sum(row.holds for row in every)
    print(f"{true} true rows and {len(every) - true} false ones, limit {LIMIT:.0f} s a row\n")
    base = statistics.median(times["both routes"])
    for name in WAYS:
        middle, total = statistics.median(times[name]), sum(times[name])
        print(
            f"{name:<12} median {1000 * middle:8.1f} ms ({middle / base:6.2f} of both routes), "
            f"total {total:6.1f} s"
        )
        for holds in (True, False):
            counts = ", ".join(f"{n} {what}" for what, n in told[name][holds].most_common())
            print(f"{'':<12}   {'true' if holds else 'false'} rows: {counts}")


if __name__ == "__main__":
    main()
