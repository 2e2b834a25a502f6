"""Walking over the signs of the atoms that decide branches, boundaries included.

A walk calls `leaf(nodes, facts)` on every region, with the nodes resolved there; on a boundary
`atom = 0` it hands the nodes resolved at 0 and, for nodes that are continuous there, also
those of both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from derivcheck.deciders._kinks import atoms, on_side
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._signs import impossible
from derivcheck.deciders._told import told
from derivcheck.language.terms import ZERO, Comparison, Context, Term

_RELATION = {1: ">", 0: "=", -1: "<"}


@dataclass(frozen=True, slots=True)
class Region:
    """A function and a value on a region.

    `exact` is what the value is there; `sides` are smooth formulas of the function, each equal
    to it on this region or boundary and on one side of every boundary that was crossed.
    """

    exact: Term
    sides: tuple[Term, ...]
    context: Context

    @property
    def facts(self) -> Facts:
        """What is known on the region."""
        return Facts(self.context)


Leaf = Callable[[Region], bool]


class Walk:
    """A walk over sign patterns that stops at the first region where the leaf fails."""

    def __init__(self, leaf: Leaf, limit: int = 120) -> None:
        self.leaf = leaf
        self.left = limit
        self.regions = 0

    def holds(self, region: Region) -> bool:
        """Whether the leaf holds on every region."""
        self.left -= 1
        if self.left < 0:
            return False
        declared = region.context.declarations.keys()
        nodes = (*region.sides, region.exact)
        atom = next((a for node in nodes for a in atoms(node, declared)), None)
        if atom is None:
            self.regions += 1
            return self.leaf(region)
        signs = region.facts.signs(atom)
        return all(self._side(region, atom, sign, len(signs) > 1) for sign in sorted(signs))

    def _side(self, region: Region, atom: Term, sign: int, assume: bool) -> bool:
        context = region.context
        if assume:
            condition = Comparison(_RELATION[sign], atom, ZERO)  # type: ignore[arg-type]
            context = replace(context, assumptions=(*context.assumptions, condition))
            if impossible(told(context)):
                return True
        exact = on_side(region.exact, atom, sign)
        taken = (sign,) if sign else (1, -1)
        sides = tuple(dict.fromkeys(on_side(s, atom, t) for s in region.sides for t in taken))
        assert isinstance(exact, Term)
        return self.holds(Region(exact, sides, context))  # type: ignore[arg-type]
