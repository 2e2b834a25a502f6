"""Every false claim of this folder fails where its note says, in plain mpmath and NumPy.

Nothing of derivcheck is used: the sides are written down a second time, by hand, at the point
of the note. `python benchmarks/claims/confirm.py` prints what could not be confirmed and ends
with 1 if anything was left.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent
SUBJECTS = (
    *("limits", "recurrences", "inequalities"),
    *("equations", "subgradients", "convexity"),
)


def false_claims(subject: str) -> set[str]:
    """The ids of the claims with an erratum, read off the text of the file."""
    text = (FOLDER / f"{subject}.yaml").read_text(encoding="utf-8")
    entries = re.split(r"^  - id: ", text, flags=re.MULTILINE)[1:]
    return {entry.split("\n", 1)[0] for entry in entries if "\n    erratum:" in entry}


def main() -> int:
    """Compare the claims of the files with the evaluations beside them."""
    left = 0
    for subject in SUBJECTS:
        evaluations = import_module(f"evaluated_{subject}").FALSE
        wanted = false_claims(subject)
        confirmed = {name for name in wanted & set(evaluations) if evaluations[name]()}
        for name in sorted(wanted - confirmed):
            print(f"not confirmed: {name}")
        for name in sorted(set(evaluations) - wanted):
            print(f"no such claim: {name}")
        left += len(wanted ^ set(evaluations)) + len(wanted & set(evaluations)) - len(confirmed)
        print(f"{subject}: {len(confirmed)} of {len(wanted)} false claims confirmed")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
