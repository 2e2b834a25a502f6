"""What decided: versions of the language, the deciders and the libraries they rest on."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from derivcheck.verify.record import Finding

#: raised whenever the meaning of a claim changes
LANGUAGE = 1

_PARTS = ("language", "calculus", "evaluation", "claims", "deciders", "verify")


def engine(findings: Sequence[Finding]) -> dict[str, Any]:
    """The engine of a report; SymPy is named only if it was asked."""
    asked = any(finding.decider.startswith("sympy") for finding in findings)
    return {
        "language": LANGUAGE,
        "deciders": f"sha256:{_sources()}",
        "python": platform.python_version(),
        "python-flint": version("python-flint"),
        "sympy": version("sympy") if asked else None,
    }


def _sources() -> str:
    """One hash of every module that a verdict may depend on."""
    package = Path(__file__).parent.parent
    total = hashlib.sha256()
    for part in _PARTS:
        for path in sorted((package / part).rglob("*.py")):
            total.update(path.relative_to(package).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()
