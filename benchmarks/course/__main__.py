"""`python -m benchmarks.course FOLDER`: submissions and the marks that they must get."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from benchmarks.course.generate import SHARES, pairs, submissions
from benchmarks.course.writing import FORMS, write


def main() -> None:
    """Write a class into a folder and say what is in it."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.course", description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--submissions", type=int, default=2000)
    options.add_argument("--answers", type=int, default=3, help="how many a student answers")
    options.add_argument("--steps", type=int, help="about so many lines an answer")
    options.add_argument("--pool", type=int, default=0, help="different answers a question")
    options.add_argument("--kinds", nargs="+", choices=SHARES, default=tuple(SHARES))
    options.add_argument("--format", choices=FORMS, default="yaml")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    started = time.perf_counter()
    counts = (given.submissions, given.seed, given.answers, given.steps)
    made = list(submissions(*counts, given.kinds, given.pool))
    write(given.folder, made, given.format)
    kinds = Counter(each.kind for _, own in made for each in own)
    lines = sum(len(each.lines) for _, own in made for each in own)
    print(
        f"{len(made)} submissions, {sum(kinds.values())} answers, {lines} lines, "
        f"{pairs(made)} different pairs of lines, {time.perf_counter() - started:.1f} s"
    )
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    main()
