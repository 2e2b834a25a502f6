"""Whether the admissible values of some variables form a convex set, and its interior.

Constraints are taken one after the other: each has to cut a convex set out of what the ones
before it left, with facts of those before it only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    All,
    Comparison,
    Condition,
    Context,
    Declaration,
    ForRange,
    Piece,
    Term,
    Variable,
    subtract,
)

#: structures of matrices that form convex sets
_CONVEX_STRUCTURES = frozenset({"symmetric", "positive definite", "diagonal"})

#: whether a term is concave in the variables on the region of a context
Concave = Callable[[Term, Context], bool]
#: whether a term is affine in them
Affine = Callable[[Term, Context], bool]


def convex_region(
    context: Context, variables: Sequence[Variable], concave: Concave, affine: Affine
) -> bool:
    """True proves that the declared values of the variables form a convex set.

    That is for every value of everything else.
    """
    names = frozenset(variable.name for variable in variables)
    for name in names:
        declaration = context.declarations.get(name)
        if declaration is not None and not _convex_declaration(declaration):
            return False
    about = [a for a in context.assumptions if mentions(a, names)]
    known = [a for a in context.assumptions if not mentions(a, names)]
    while about:
        smaller = replace(context, assumptions=tuple(known))
        found = next((a for a in about if _cuts_convex(a, smaller, concave, affine)), None)
        if found is None:
            return False
        about.remove(found)
        known.append(found)
    return True


def _convex_declaration(declaration: Declaration) -> bool:
    return (
        declaration.kind == "real"
        and len(declaration.pieces) <= 1
        and not declaration.values
        and declaration.structure <= _CONVEX_STRUCTURES
    )


def _cuts_convex(condition: Condition, context: Context, concave: Concave, affine: Affine) -> bool:
    match condition:
        case All(parts=parts):
            return all(_cuts_convex(part, context, concave, affine) for part in parts)
        case ForRange(part=part, condition=inner):
            return inner is None and _cuts_convex(part, context, concave, affine)
        case Comparison(relation=">" | ">=", left=a, right=b):
            return concave(subtract(a, b), context)
        case Comparison(relation="<" | "<=", left=a, right=b):
            return concave(subtract(b, a), context)
        case Comparison(relation="=", left=a, right=b):
            return affine(subtract(a, b), context)
        case _:
            return False


def opened(context: Context, variables: Sequence[Variable]) -> Context:
    """The context with closed constraints on the variables made strict.

    Where the region is convex and the strict one has a point, the region lies in its closure.
    """
    names = frozenset(variable.name for variable in variables)
    declarations = dict(context.declarations)
    for name in names:
        declaration = declarations.get(name)
        if declaration is not None and declaration.pieces:
            pieces = tuple(Piece(p.low, p.high) for p in declaration.pieces)
            declarations[name] = replace(declaration, pieces=pieces)
    assumptions = tuple(_strict(a) if mentions(a, names) else a for a in context.assumptions)
    return replace(context, declarations=declarations, assumptions=assumptions)


def _strict(condition: Condition) -> Condition:
    match condition:
        case Comparison(relation=">="):
            return replace(condition, relation=">")
        case Comparison(relation="<="):
            return replace(condition, relation="<")
        case All(parts=parts):
            return All(tuple(_strict(part) for part in parts))
        case _:
            return condition
