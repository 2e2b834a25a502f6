"""The whole folder, cold, in one process and in several; and the slowest claims."""

from __future__ import annotations

import subprocess
import sys
import time
from json import loads
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "derivations"
SHOWN = 8


def run(*options: str) -> tuple[float, str]:
    """Seconds of `derivcheck verify`, start-up included, and what it printed."""
    command = [sys.executable, "-m", "derivcheck", "verify", str(FOLDER), *options]
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    return time.perf_counter() - started, done.stdout


def main() -> None:
    """One process, then all processors."""
    alone, text = run("--jobs", "1", "--format", "json")
    several, _ = run("-q")
    claims = loads(text)["claims"]
    inside = sum(claim["seconds"] for claim in claims)
    print(f"{len(claims)} claims: {alone:.1f} s in one process, {several:.1f} s on all processors")
    print(f"({alone / several:.2f} times as fast); {inside:.1f} s of the first were deciding.")
    print("\nslowest:")
    for claim in sorted(claims, key=lambda claim: -claim["seconds"])[:SHOWN]:
        share = claim["seconds"] / inside
        print(f"  {claim['seconds']:6.2f} s {share:5.0%}  {claim['verdict']:<10} {claim['id']}")


if __name__ == "__main__":
    main()
