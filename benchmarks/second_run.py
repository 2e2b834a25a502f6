"""A run with nothing changed, beside importing the libraries it would need anyway.

Both are run in turn, so that a machine that is busy with other work slows both alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
TIMES = 15
KNOWN = [sys.executable, "-m", "derivcheck", "verify", "derivations"]
IMPORTS = [sys.executable, "-c", "import click, yaml"]


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long a command takes, from start to end."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)  # noqa: S603
    return time.perf_counter() - started


def main() -> None:
    """The median of the ratios, pair by pair; the first run fills the cache."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "DERIVCHECK_CACHE_DIR": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        first = seconds(KNOWN, environment)
        seconds(IMPORTS, environment)
        seconds(KNOWN, environment)
        pairs = [(seconds(KNOWN, environment), seconds(IMPORTS, environment)) for _ in range(TIMES)]
    known, imports = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"first run                 {first:7.2f} s")
    print(f"nothing changed           {known:7.3f} s")
    print(f"import click, yaml        {imports:7.3f} s")
    print(f"nothing changed / imports {ratio:7.2f}")


if __name__ == "__main__":
    main()
