"""Linear combinations of tower elements whose coefficients stand still.

A generator moves if an index enters its key or the arguments of its kernel. The combination
that elimination finds is tested for zero, and its coefficients must have values everywhere,
so a positive answer is a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derivcheck.calculus.tower import Element, GeneratorId, Kind, Tower

Monomial = tuple[tuple[GeneratorId, int], ...]
Row = dict[Monomial, Element]
Moving = Callable[[GeneratorId], bool]


def in_span(target: Element, others: Sequence[Element], name: str) -> bool:
    """Whether target = sum of c_i others_i, the index `name` entering no coefficient."""
    if target.is_zero():
        return True
    moving = _moving(target.tower, name)
    rows = [_split(element, moving) for element in (*others, target)]
    if None in rows:
        return False
    coefficients = _solved([row for row in rows if row is not None], target)
    if coefficients is None:
        return False
    rest = target
    for coefficient, other in zip(coefficients, others, strict=True):
        if coefficient.denominator().is_number() is None:
            return False
        rest = rest - coefficient * other
    return rest.is_zero()


def _moving(tower: Tower, name: str) -> Moving:
    def moves(generator: GeneratorId) -> bool:
        kernel = tower.describe(generator)
        if kernel.kind is Kind.OPAQUE:
            return name in kernel.key.names  # type: ignore[attr-defined]  # keys of a lowering
        return any(moves(g) for argument in kernel.arguments for g in argument.generators())

    return moves


def _split(element: Element, moving: Moving) -> Row | None:
    """Coefficients by monomials in the moving generators; None if they stand below."""
    below = element.denominator()
    if any(moving(g) for g in below.generators()):
        return None
    tower = element.tower
    row: Row = {}
    for value, powers in element.terms():
        monomial = tuple((g, k) for g, k in powers if moving(g))
        still = tower.number(value)
        for g, k in powers:
            if not moving(g):
                still = still * tower.element(g) ** k
        row[monomial] = row[monomial] + still if monomial in row else still
    return {monomial: value.over(below) for monomial, value in row.items()}


def _solved(rows: Sequence[Row], like: Element) -> list[Element] | None:
    """The coefficients c with sum c_i rows_i = the last row, by elimination."""
    zero = like.tower.number(0)
    monomials = sorted({monomial for row in rows for monomial in row})
    system = [[row.get(monomial, zero) for row in rows] for monomial in monomials]
    unknowns = len(rows) - 1
    pivots: list[int] = []
    for column in range(unknowns):
        rank = len(pivots)
        found = next((r for r in range(rank, len(system)) if not system[r][column].is_zero()), None)
        if found is None:
            continue
        system[rank], system[found] = system[found], system[rank]
        top = [entry.over(system[rank][column]) for entry in system[rank]]
        system[rank] = top
        for r, line in enumerate(system):
            if r != rank and not line[column].is_zero():
                factor = line[column]
                system[r] = [a - factor * b for a, b in zip(line, top, strict=True)]
        pivots.append(column)
    if any(not line[-1].is_zero() for line in system[len(pivots) :]):
        return None
    solution = [zero] * unknowns
    for rank, column in enumerate(pivots):
        solution[column] = system[rank][-1]
    return solution
