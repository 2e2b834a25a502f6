"""Hostile input by the thousand: `python benchmarks/fuzz.py [HOW MANY] [--from N] [--seed N]`.

Inputs are made by the generators of the tests and each is known by its number. A batch is read,
decided and told in every format; whatever must not happen is printed with the inputs it may be
due to, which are kept in a folder.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "fuzzing")]

from campaign import Input, inputs, tried  # noqa: E402
from watching import Watch  # noqa: E402

BATCH = 50


def main() -> None:
    """Try the inputs, with a line of progress."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    given = parser.parse_args()
    watch = Watch(())
    kinds: Counter[str] = Counter()
    found = 0
    started = time.monotonic()
    for first in range(given.first, given.first + given.count, BATCH):
        last = min(first + BATCH, given.first + given.count)
        batch = list(inputs(range(first, last), given.seed))
        kinds.update(each.kind for each in batch)
        for wrong in tried(batch, watch, given.jobs):
            found += 1
            for each in wrong.inputs if len(wrong.inputs) == 1 else ():
                _keep(each, given.keep)
            numbers = [each.number for each in wrong.inputs]
            print(f"\n{numbers[0]}..{numbers[-1]}: {wrong.what}", flush=True)
        done, seconds = last - given.first, time.monotonic() - started
        told = f"{done:,} of {given.count:,} inputs, {found} wrong, {seconds:,.0f} s"
        print(f"\r{told}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{sum(kinds.values()):,} inputs ({dict(kinds)}): {found} wrong")
    sys.exit(1 if found else 0)


def _keep(each: Input, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / each.name).write_bytes(each.data)


if __name__ == "__main__":
    main()
