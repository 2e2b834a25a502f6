"""Hostile input by the thousand: `python benchmarks/fuzz.py [HOW MANY] [--from N] [--seed N]`.

Inputs are made by the generators of the tests and each is known by its number. A batch is read,
decided and told in every format; whatever must not happen is printed with the inputs it may be
due to, which are kept in a folder.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "fuzzing")]

from campaign import Input, inputs, tried  # noqa: E402
from spoken import of_results, of_submission, results  # noqa: E402
from watching import Watch  # noqa: E402

#: files that are read and decided together, and results that are told beside them
BATCH, RESULTS = 50, 5


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
        kinds.update({"results": RESULTS, "submission": 1})
        for what in others(first, given.seed, watch):
            found += 1
            print(f"\n{first}, beside the files: {what}", flush=True)
        done, seconds = last - given.first, time.monotonic() - started
        told = f"{done:,} of {given.count:,} inputs, {found} wrong, {seconds:,.0f} s"
        print(f"\r{told}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{sum(kinds.values()):,} inputs ({dict(kinds)}): {found} wrong")
    sys.exit(1 if found else 0)


def others(number: int, seed: int, watch: Watch) -> Iterator[str]:
    """What is wrong with results and a submission of that number."""
    with TemporaryDirectory(prefix="derivcheck-fuzz-") as folder, chdir(folder):
        os.environ["DERIVCHECK_CACHE_DIR"] = f"{folder}/cache"
        text = results(Path(folder))
        for at in range(RESULTS):
            random = Random(f"{seed}:{number}:{at}")  # noqa: S311  (no secret)
            yield from of_results(text, random, Path(folder), watch)
        random = Random(f"{seed}:{number}")  # noqa: S311  (no secret)
        yield from of_submission(random, Path(folder), watch)


def _keep(each: Input, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / each.name).write_bytes(each.data)


if __name__ == "__main__":
    main()
