"""Many different claims: the memory of a run against their number, and what workers are worth.

python benchmarks/many.py [SMALL LARGE]      1,000 and 10,000 claims without
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from generated import write

ROOT = Path(__file__).parent.parent
FORMATS = ("text", "concise", "jsonl")
TIMES = 5


def run(folder: Path, *options: str) -> tuple[float, int]:
    """Seconds of a run, and the largest memory (kilobytes) of any of its processes."""
    command = [sys.executable, "-m", "derivcheck", "verify", str(folder), "--no-cache", *options]
    started = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execv(command[0], command)  # noqa: S606  (our own command)
    _, _, used = os.wait4(pid, 0)
    return time.perf_counter() - started, used.ru_maxrss


def main() -> None:
    """Memory in each format, then one worker and two in turn."""
    small, large = map(int, sys.argv[1:3] or (1000, 10_000))
    with tempfile.TemporaryDirectory() as below:
        folders = {}
        for total in (small, large):
            folders[total] = Path(below, str(total))
            folders[total].mkdir()
            write(folders[total], total)
        for form in FORMATS:
            peaks = [run(folders[total], "--format", form)[1] for total in (small, large)]
            print(
                f"{form:<8} {small:,} claims {peaks[0] / 1024:6.1f} MB, {large:,} claims "
                f"{peaks[1] / 1024:6.1f} MB: {peaks[1] / peaks[0]:.2f} times as much"
            )
        taken = [[run(folders[small], "-q", "--jobs", n)[0] for n in "12"] for _ in range(TIMES)]
        one, two = (min(times) for times in zip(*taken, strict=True))
        print(f"--jobs 1 {one:.1f} s, --jobs 2 {two:.1f} s: {one / two:.2f} times as fast")


if __name__ == "__main__":
    main()
