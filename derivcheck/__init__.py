"""derivcheck: decides every line of a derivation, and shows why.

`check` decides one claim, `verify` the claim files under some paths; `Claim`, `Report` and
`Verdict` are what they return. Everything is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

# Loaded before the function of that name is defined: loaded later, the package would take the
# function's place among the names of this module.
import derivcheck.verify  # noqa: F401

if TYPE_CHECKING:
    from os import PathLike

    from derivcheck.verify.record import ClaimRecord as Claim
    from derivcheck.verify.record import Verdict
    from derivcheck.verify.report import Report

__version__ = "0.1.0"
__all__ = ["Claim", "Report", "Verdict", "check", "verify"]


def check(
    text: str,
    symbols: Mapping[str, str] | None = None,
    given: Iterable[str] = (),
    *,
    timeout: float = 10.0,
    effort: int = 1,
    seed: int = 0,
) -> Claim:
    """Decide one proposition; names that `symbols` does not declare are real scalars.

    >>> check("grad(logdet(X), X) = inv(X)'", {"X": "matrix[n, n] invertible"}).verdict

    Raises `ValueError` if the proposition, a type or an assumption cannot be read.
    """
    from derivcheck.verify.oneline import single
    from derivcheck.verify.run import one
    from derivcheck.verify.settings import Settings

    settings = Settings(timeout=timeout, effort=effort, seed=seed)
    claim = one(single(text, list((symbols or {}).items()), list(given)), settings).claims[0]
    if claim.errors:
        problem = claim.errors[0]
        raise ValueError(f"column {problem.column}: {problem.message}")
    return claim


def verify(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    jobs: int | None = None,
    timeout: float = 10.0,
    effort: int = 1,
    seed: int = 0,
    require: str = "support",
    select: Iterable[str] = (),
    cache: bool = True,
) -> Report:
    """Decide every claim of files, folders and single claims (`FILE::ID`).

    Verdicts are kept in the user's cache folder, and known from there, unless `cache` is false.

    Raises `ValueError` if a path does not exist or holds nothing to check.
    """
    from os import PathLike, fspath

    from derivcheck.verify.run import Means, run
    from derivcheck.verify.settings import Settings

    several = [paths] if isinstance(paths, (str, PathLike)) else list(paths)
    settings = Settings(
        require=require, effort=effort, timeout=timeout, seed=seed, select=tuple(select)
    )
    return run([fspath(path) for path in several], settings, Means(jobs=jobs, cache=cache))


def __getattr__(name: str) -> Any:
    """The classes of the values returned, imported on first use."""
    if name == "Report":
        from derivcheck.verify.report import Report

        return Report
    if name in ("Claim", "Verdict"):
        from derivcheck.verify import record

        return record.ClaimRecord if name == "Claim" else record.Verdict
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
