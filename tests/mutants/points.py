"""Worlds for a claim: sizes that all differ, values that its types and assumptions admit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

import numpy as np

from derivcheck.language import syntax as s
from derivcheck.language.parsing import (
    parse_expression,
    parse_heading,
    parse_proposition,
    parse_type,
)
from derivcheck.verify.source import ClaimSource, Derivation
from tests.mutants.independent import _range, array, holds, value
from tests.mutants.world import Array, Misfit, NoValue, World, integer, number, smooth

#: sizes are taken from here in turn, so that no two are equal by chance
SIZES = ((2, 3, 4, 5, 6, 7), (3, 2, 5, 4, 3, 2), (4, 5, 2, 3, 4, 6), (2, 4, 3, 6, 5, 3))
TRIES = 400


def world_of(derivation: Derivation, claim: ClaimSource) -> World:
    """Names and trees of a claim, without values."""
    types, definitions, starts = {}, {}, {}
    for name, kind in (*derivation.symbols, *claim.symbols):
        heading = parse_heading(name.value)
        types[heading.name] = (heading, parse_type(kind.value))
    for name, body in (*derivation.define, *claim.define):
        heading = parse_heading(name.value)
        tree = parse_expression(body.value)
        types.pop(heading.name, None) if (name, body) in claim.define else None
        match heading.indices:
            case (s.Number(value=start),):
                starts[heading.name, int(start)] = tree
            case _:
                definitions[heading.name] = (heading, tree)
    for name, _ in claim.symbols:
        definitions.pop(parse_heading(name.value).name, None)
    layout = claim.layout.value if claim.layout else None
    return World(types, definitions, starts, layout=layout)


def worlds(derivation: Derivation, claim: ClaimSource, wanted: int) -> Iterator[World]:
    """Admissible points of a claim; fewer than wanted if they are hard to hit."""
    base = world_of(derivation, claim)
    given = [parse_proposition(text.value) for text in claim.given]
    found = 0
    for seed in range(TRIES):
        world = replace(base, seed=seed)
        try:
            world = _drawn(world, SIZES[seed % len(SIZES)])
            world = _solved(world, given)
            if all(_admits(condition, world) for condition in given):
                yield world
                found += 1
        except (NoValue, Misfit):
            continue
        if found == wanted:
            return


def _admits(condition: s.Proposition, world: World) -> bool:
    """Whether an assumption holds; between arrays `!=` says that some entry differs."""
    match condition:
        case s.Relation(operands=(a, b), relations=("!=",)):
            return bool(np.any(np.abs(value(a, world) - value(b, world)) > 1e-9))
        case s.Relation(operands=(a, b), relations=("=",)):
            return bool(np.all(np.abs(value(a, world) - value(b, world)) < 1e-9))
        case _:
            return bool(holds(condition, world).all())


def _solved(world: World, given: Sequence[s.Proposition]) -> World:
    """An assumed equation `A@x = -c` decides the symbol that stands alone."""
    for condition in given:
        match condition:
            case s.Relation(operands=(a, s.Negative(operand=s.Name(name=name))), relations=("=",)):
                world = world.having({name: -array(a, world)})
            case s.Relation(operands=(a, s.Name(name=name)), relations=("=",)):
                world = world.having({name: array(a, world)})
    return world


def _drawn(world: World, sizes: Sequence[int]) -> World:
    """Sizes and the values of all symbols that are no families."""
    pool = iter((*sizes, *count(3)))
    chosen: dict[object, int] = {}
    for _, kind in world.types.values():
        for tree in _sizes_of(kind):
            for name in _names(tree, world):
                if name not in chosen:
                    chosen[name] = next(pool)
    for k in range(9):
        chosen |= {(name[0], (k,)): (3 * k + sizes[0]) % 4 + 1 for name in chosen if len(name) == 2}
    flat = {name: size for name, size in chosen.items() if isinstance(name, str)}
    world = replace(world, sizes=flat | {k: v for k, v in chosen.items() if len(k) == 2 and k[1]})
    for name, (heading, kind) in world.types.items():
        if kind.kind == "function":
            world = replace(world, functions={**world.functions, name: _unknown(name, kind, world)})
        elif not heading.indices:
            world = world.having({name: draw(kind, world, name)})
    return world
