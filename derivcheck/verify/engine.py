"""What decided: versions of the language, the deciders and the libraries they rest on."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from json import dumps, loads
from pathlib import Path
from typing import Any

from derivcheck import __version__
from derivcheck.verify.cache.storage import Storage

#: raised whenever the meaning of a claim changes
LANGUAGE = 1

_PARTS = ("language", "calculus", "evaluation", "claims", "deciders", "verify")
_LIBRARIES = {"python-flint": "flint", "sympy": "sympy", "numpy": "numpy"}
_PACKAGE = Path(__file__).parent.parent


def engine(versions: Mapping[str, str], asked: bool) -> dict[str, Any]:
    """The engine of a report; SymPy is named only if it was asked."""
    return {
        "language": LANGUAGE,
        "deciders": versions["deciders"],
        "python": versions["python"],
        "python-flint": versions["python-flint"],
        "sympy": versions["sympy"] if asked else None,
    }


def program(versions: Mapping[str, str]) -> str:
    """Everything about the program that a verdict may depend on."""
    return dumps([__version__, LANGUAGE, sorted(versions.items())])


def versions(storage: Storage | None = None) -> dict[str, str]:
    """The versions of Python, of the libraries, and a hash of the deciders.

    They are read from the installed files. If none of these changed since, they are known from
    an earlier run.
    """
    if storage is None:
        return _versions()
    name = hashlib.sha256(dumps(["engine", *_marks()]).encode("ascii")).hexdigest()
    if (kept := storage.read(name)) is not None and (known := _read(kept)) is not None:
        return known
    found = _versions()
    storage.write(name, dumps(found))
    return found


def _read(text: str) -> dict[str, str] | None:
    """Versions as they were written, None if these are none."""
    try:
        known = loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(known, dict) or known.keys() != {"deciders", "python", *_LIBRARIES}:
        return None
    return known if all(isinstance(value, str) for value in known.values()) else None


@cache
def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {
        "deciders": f"sha256:{_sources()}",
        "python": sys.version.split()[0],
        **{name: version(name) for name in _LIBRARIES},
    }


def _sources() -> str:
    """One hash of every module that a verdict may depend on."""
    total = hashlib.sha256()
    for path in sorted(_files()):
        total.update(Path(path).relative_to(_PACKAGE).as_posix().encode())
        total.update(Path(path).read_bytes())
    return total.hexdigest()


def _files() -> Iterator[str]:
    """The modules of the language, the deciders and what puts them together."""
    for part in _PARTS:
        for folder, _, names in os.walk(_PACKAGE / part):
            yield from (f"{folder}{os.sep}{name}" for name in names if name.endswith(".py"))


def _marks() -> list[Any]:
    """What changes whenever a module, a library or Python does."""
    libraries = [_place(package) for package in _LIBRARIES.values()]
    return [sys.version, *([path, *_mark(path)] for path in (*sorted(_files()), *libraries))]


def _mark(path: str) -> list[int]:
    """Size, times of change, and number of a file."""
    try:
        known = os.stat(path)  # noqa: PTH116  (hundreds of them: a Path takes as long again)
    except OSError:
        return []
    return [known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino]


def _place(package: str) -> str:
    """The first file of a package, found without importing it."""
    from importlib.util import find_spec

    spec = find_spec(package)
    return spec.origin or "" if spec else ""
