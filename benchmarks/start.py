"""`derivcheck check` from start to end, beside what importing SymPy alone takes."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

TIMES = 7
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "derivcheck --version": ["-m", "derivcheck", "--version"],
    "derivcheck check": ["-m", "derivcheck", "check", "d(tanh(x), x) = 1 - tanh(x)^2"],
    "import sympy": ["-c", "import sympy"],
    "sympy.simplify": [
        "-c",
        "from sympy import *; x = Symbol('x', real=True); "
        "print(simplify(diff(tanh(x), x) - 1 + tanh(x)**2))",
    ],
}


def seconds(arguments: list[str]) -> float:
    """The median of several runs, after one that is not counted."""
    found = []
    for _ in range(TIMES + 1):
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)  # noqa: S603
        found.append(time.perf_counter() - started)
    return statistics.median(found[1:])


def main() -> None:
    """Every command, as a multiple of `import sympy`."""
    taken = {name: seconds(arguments) for name, arguments in COMMANDS.items()}
    for name, time_taken in taken.items():
        print(f"{name:<22} {time_taken:6.2f} s  {time_taken / taken['import sympy']:5.2f}")


if __name__ == "__main__":
    main()
