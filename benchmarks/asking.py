"""Ways of deciding asked about rows: what they answer, how long it takes, and one table."""

from __future__ import annotations

import logging
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import sympy

LIMIT = 10.0

#: True, False, or None where it cannot tell
Answer = bool | None


class Row(Protocol):
    """Something that is true or false, and known to be."""

    @property
    def name(self) -> str:
        """What it is called when a way is wrong about it."""

    @property
    def holds(self) -> bool:
        """Whether it is true."""


R = TypeVar("R", bound=Row)


class TooLong(BaseException):
    """The limit of a row was reached; no `Exception`, so that nobody catches it on the way."""


@dataclass
class Told:
    """What one way said: `right`, `open`, `WRONG` or what was raised, by the truth of the row."""

    answers: dict[bool, Counter[str]] = field(
        default_factory=lambda: {True: Counter(), False: Counter()}
    )
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def ask(ways: Mapping[str, Callable[[R], Answer]], rows: Sequence[R]) -> dict[str, Told]:
    """Every way on every row, with at most `LIMIT` seconds each."""
    logging.disable(logging.CRITICAL)
    before = signal.signal(signal.SIGALRM, _stop)
    told = {name: Told() for name in ways}
    for row in rows:
        for name, way in ways.items():
            answer, seconds = _measured(way, row)
            told[name].answers[row.holds][answer] += 1
            told[name].seconds.append(seconds)
            if answer == "WRONG":
                told[name].wrong.append(row.name)
    signal.signal(signal.SIGALRM, before)
    return told


def _measured(way: Callable[[R], Answer], row: R) -> tuple[str, float]:
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


def table(told: Mapping[str, Told]) -> str:
    """Right, wrong and undecided among true and false rows, and time, as Markdown.

    A row that is open, that takes too long or that raises something is undecided. Times are
    medians of a row, in milliseconds and as multiples of the first way's.
    """
    lines = [
        "| way | true: right | wrong | undecided | false: right | wrong | undecided "
        "| median a row | times the first | all rows |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    base = statistics.median(next(iter(told.values())).seconds)
    for name, each in told.items():
        cells = [name]
        for holds in (True, False):
            counts = each.answers[holds]
            rest = counts.total() - counts["right"] - counts["WRONG"]
            cells += [str(counts["right"]), str(counts["WRONG"]), str(rest)]
        middle = statistics.median(each.seconds)
        cells += [f"{1000 * middle:.1f} ms", f"{middle / base:.2f}", f"{sum(each.seconds):.1f} s"]
        lines.append(f"| {' | '.join(cells)} |")
    lines.append("")
    for name, each in told.items():
        lines += [f"{name} is wrong about {row}" for row in each.wrong]
        raised = each.answers[True] + each.answers[False]
        for what in ("right", "WRONG", "open"):
            del raised[what]
        lines += [f"{name}: {what} on {n} rows" for what, n in raised.most_common()]
    return "\n".join(lines)
