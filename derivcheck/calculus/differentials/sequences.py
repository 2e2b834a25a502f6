"""Sequences whose definition no moving variable enters."""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.calculus.differentials.tangents import UnsupportedDifferential, depends
from derivcheck.language.terms import Recurrence, SequenceMember, walk


def require_independent(
    name: str,
    recurrences: Mapping[str, Recurrence],
    moving: frozenset[str],
    seen: frozenset[str] = frozenset(),
) -> None:
    """Raise `UnsupportedDifferential` if a member of the sequence may move."""
    recurrence = recurrences.get(name)
    if recurrence is None or name in moving:
        raise UnsupportedDifferential(f"the sequence {name} may depend on the variable")
    seen |= {name}
    for part in (recurrence.step, *(start for _, start in recurrence.starts)):
        if depends(part, moving):
            raise UnsupportedDifferential(f"the sequence {name} depends on the variable")
        for node in walk(part):
            if isinstance(node, SequenceMember) and node.sequence not in seen:
                require_independent(node.sequence, recurrences, moving, seen)
