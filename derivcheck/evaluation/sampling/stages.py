"""What is known of a claim once its integers are chosen: slots, constraints, boundaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice

from derivcheck.evaluation.sampling.boundaries import boundary_functions, entries
from derivcheck.evaluation.sampling.edges import Found
from derivcheck.evaluation.sampling.instances import instances
from derivcheck.evaluation.sampling.integers import declared
from derivcheck.evaluation.sampling.judging import Judge
from derivcheck.evaluation.sampling.mentioned import Mentioned, nodes
from derivcheck.evaluation.sampling.sizes import Frame
from derivcheck.evaluation.sampling.states import Slot, State, places
from derivcheck.evaluation.sampling.structures import fits
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Declaration,
    ForRange,
    Implies,
    Piece,
    Term,
    Tree,
    Variable,
)

_JUMPS = frozenset({Operator.RANK, Operator.PSEUDOINVERSE})


@dataclass
class Stage:
    """The claim at one frame.

    `constraints` must hold at every point; those that single slots already say in their
    domains are in `consumed`.
    """

    judge: Judge
    used: Mentioned
    frame: Frame
    parts: tuple[Tree, ...]
    assumptions: list[Condition]

    def __post_init__(self) -> None:
        """Prepares the slots."""
        self.places, self.consumed, open_ended = places(self.used, self.frame, self.assumptions)
        rest = [c for c in self.assumptions if c not in self.consumed]
        vague = [d for d in self.used.integers if d.pieces and declared(d) is None]
        rest += [_pieces(d) for d in (*open_ended, *vague) if not d.indices]
        #: equations with symbols in which they turned out not to be linear
        self.nonlinear: set[tuple[Comparison, str]] = set()
        #: how often in a row no solution of an equation was found
        self.unsolved: Counter[Comparison] = Counter()
        self._slots: dict[int, tuple[Tree, list[Slot]]] = {}
        self.expanded = list(_expanded(rest, self.frame))
        self.equations = [
            c for c in self.expanded if isinstance(c, Comparison) and c.relation == "="
        ]
        self.inequalities = [c for c in self.expanded if c not in self.equations]

    @property
    def is_empty(self) -> bool:
        """Whether some slot has no admissible value at all."""
        return any(place.domain.is_empty for place in self.places.values())

    @cached_property
    def found(self) -> Found:
        """Boundary functions of the parts."""
        return boundary_functions(self.parts, self.frame)

    @cached_property
    def jumps_at_singular(self) -> bool:
        """Whether a part has a rank, which generic matrices say nothing about (R9)."""
        return any(isinstance(n, Apply) and n.operator in _JUMPS for n in nodes(self.parts))

    @cached_property
    def limits(self) -> Found:
        """Boundary functions of the assumptions."""
        return boundary_functions(self.inequalities, self.frame, assumed=True)

    @cached_property
    def unknowns(self) -> frozenset[str]:
        """The symbols that equations in the parts are solved for."""
        return frozenset(
            v.name for part in nodes(self.parts) if isinstance(part, Implies) for v in part.unknowns
        )

    @cached_property
    def natural(self) -> list[Comparison]:
        """Conditions without which some part has no value."""
        return self.found.natural

    @cached_property
    def edges(self) -> list[Term]:
        """Scalar functions on whose signs assumptions and domains of functions depend."""
        return self._entries(self.edge_functions)

    @property
    def edge_functions(self) -> list[Term]:
        """The same, arrays as a whole."""
        return [*self.limits.functions, *(c.left for c in self.natural)]

    @cached_property
    def boundaries(self) -> list[Term]:
        """Scalar boundary functions of parts and assumptions, entries of arrays one by one."""
        return list(dict.fromkeys([*self._entries(self.found.functions), *self.edges]))

    def _entries(self, functions: Sequence[Term]) -> list[Term]:
        return list(dict.fromkeys(e for f in functions for e in entries(f, self.frame)))

    def admits(self, state: State) -> bool:
        """Whether declared types and all assumptions hold, exactly."""
        return self.typed(state) and not self.violated(state, self.expanded)

    def typed(self, state: State) -> bool:
        """Whether every entry lies in its domain."""
        return all(
            place.domain.is_free
            or all(place.domain.contains(x) for row in state.values[slot] for x in row)
            for slot, place in self.places.items()
        )

    def inexact(self, state: State) -> list[Condition]:
        """The consumed conditions on slots whose values are closed forms."""
        closed_forms = {
            slot[0]
            for slot, array in state.values.items()
            if any(not isinstance(x, Fraction) for row in array for x in row)
        }
        if not closed_forms:
            return []
        return [
            c
            for c in self.consumed
            if any(isinstance(n, Variable) and n.name in closed_forms for n in nodes((c,)))
        ]

    def slots(self, node: Tree) -> list[Slot]:
        """The slots that a term or condition mentions; all members where it is not known which."""
        known = self._slots.get(id(node))
        if known is None or known[0] is not node:
            found: dict[Slot, None] = {}
            for part in nodes((node,)):
                if isinstance(part, Variable):
                    found.update(dict.fromkeys(self._meant(part)))
            known = self._slots[id(node)] = (node, list(found))
        return known[1]

    def _meant(self, variable: Variable) -> list[Slot]:
        member = tuple(self.judge.integer(i, self.frame) for i in variable.indices)
        if not variable.family and None not in member:
            slot = (variable.name, member)
            return [slot] if slot in self.places else []
        return [slot for slot in self.places if slot[0] == variable.name]

    def shaped(self, state: State, slot: Slot) -> bool:
        """Whether an array has its declared structure, exactly."""
        structure = self.places[slot].structure
        if not structure:
            return True
        array = state.values[slot]
        rational = all(isinstance(x, Fraction) for row in array for x in row)
        return rational and fits(array, structure)  # type: ignore[arg-type]

    def violated(
        self, state: State, conditions: Sequence[Condition], most: int | None = None
    ) -> list[Condition]:
        """The conditions that do not certainly hold, or the first few of them."""
        broken = (c for c in conditions if self.judge.holds(c, state) is not True)
        return list(islice(broken, most))

    def depending(self, conditions: Sequence[Condition], slot: Slot) -> list[Condition]:
        """The conditions that may change with the values of a slot."""
        if self.used.recurrences:
            return list(conditions)
        return [c for c in conditions if slot in self.slots(c)]


def _expanded(conditions: Sequence[Condition], frame: Frame) -> list[Condition]:
    """Ranges written out at the frame's integers, conjunctions taken apart."""
    found: list[Condition] = []
    for condition in conditions:
        match condition:
            case All(parts=parts):
                found.extend(_expanded(parts, frame))
            case ForRange(condition=None, part=part) if _short(condition, frame):
                for instance in instances(
                    part, condition.index, condition.start, condition.stop, frame
                ):
                    assert isinstance(instance, Condition)
                    found.extend(_expanded([instance], frame))
            case _:
                found.append(condition)
    return found


def _short(condition: ForRange, frame: Frame) -> bool:
    from derivcheck.evaluation.sampling.instances import MOST, span

    values = span(condition.start, condition.stop, frame)
    return values is not None and len(values) <= MOST


def _pieces(declaration: Declaration) -> Condition:
    """A declared range whose ends mention other symbols, as a condition."""
    variable = Variable(declaration.shape, declaration.name)
    return Any(tuple(_piece(variable, piece) for piece in declaration.pieces))


def _piece(variable: Variable, piece: Piece) -> Condition:
    parts: list[Condition] = []
    if piece.low is not None:
        parts.append(Comparison(">=" if piece.low_closed else ">", variable, piece.low))
    if piece.high is not None:
        parts.append(Comparison("<=" if piece.high_closed else "<", variable, piece.high))
    return parts[0] if len(parts) == 1 else All(tuple(parts))
