"""Exact values as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def value(given: Any) -> str:
    """`[[1, 0], [0, 1/2]]`; a function by its formula, a ball by its middle."""
    if isinstance(given, (list, tuple)):
        return f"[{', '.join(value(inner) for inner in given)}]"
    if isinstance(given, Mapping):
        if "function" in given:
            return str(given["function"])
        if "mid" in given:
            return str(given["mid"])
        return ", ".join(f"{key} = {value(inner)}" for key, inner in given.items())
    return str(given)
