"""Worlds for a claim: sizes that all differ, values that its types and assumptions admit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

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


def _drawn(world: World, pool: Sequence[int]) -> World:
    """Sizes, and the values of all symbols that are no families."""
    rest = chain(pool, count(3))
    sizes: dict[str, int] = {}
    families: set[str] = set()
    for heading, kind in world.types.values():
        bound = {i.name for i in heading.indices if isinstance(i, s.Name)}
        for name, subscripted in _size_names(kind):
            if name in bound or name in world.types or name in sizes:
                continue
            if subscripted:
                families.add(name)
            else:
                sizes[name] = next(rest)
    world = replace(world, sizes=sizes, size_families=frozenset(families))
    for name, (heading, kind) in sorted(world.types.items(), key=lambda e: e[1][1].kind != "index"):
        if kind.kind == "function":
            functions = {**world.functions, name: _unknown(name, kind.result, world)}
            world = replace(world, functions=functions)
        elif not heading.indices:
            world = world.having({name: draw(kind, world, name)})
    return world


def _size_names(kind: s.TypeSyntax) -> Iterator[tuple[str, bool]]:
    """The names of sizes in a type, and whether they have a subscript."""
    inner = (*kind.arguments, *((kind.result,) if kind.result else ()))
    for each in inner:
        yield from _size_names(each)
    ends = [
        e for r in (*kind.ranges, *kind.union) if isinstance(r, s.Range) for e in (r.start, r.stop)
    ]
    for tree in (*kind.sizes, *ends):
        yield from _names(tree)


def _names(tree: s.Expression) -> Iterator[tuple[str, bool]]:
    match tree:
        case s.Name(name=name):
            yield name, False
        case s.Subscript(base=s.Name(name=name), indices=indices):
            yield name, True
            for index in indices:
                yield from _names(index)
        case s.Binary(left=a, right=b):
            yield from _names(a)
            yield from _names(b)


def _unknown(name: str, result: s.TypeSyntax, world: World):
    return smooth(name, lambda: _shape(result, world))


def _shape(kind: s.TypeSyntax, world: World) -> tuple[int, int]:
    sizes = [integer(array(size, world)) for size in kind.sizes]
    return tuple([*sizes, 1, 1][:2])


def draw_member(key: tuple[str, tuple[int, ...]], world: World) -> Array:
    """A member of a family, the same each time it is asked for."""
    name, at = key
    heading, kind = world.types[name]
    bound = {i.name: number(k) for i, k in zip(heading.indices, at, strict=True)}
    for each in kind.ranges:
        if at[0] not in [integer(w.values[each.index]) for w in _range(each, world)]:
            raise NoValue(f"no member {name}[{at[0]}]")
        break
    return draw(kind, world.having(bound), *key)


def draw(kind: s.TypeSyntax, world: World, *key: object) -> Array:
    """A random value of a type."""
    rng = world.rng(*key)
    if kind.kind == "index":
        return number(_index(kind, world, rng))
    rows, columns = _shape(kind, world)
    x = rng.normal(size=(rows, columns))
    words = " ".join(kind.words)
    if "symmetric" in words:
        x = x + x.T
    if "positive definite" in words:
        x = x @ x.T + np.eye(rows) / 10
    if "orthogonal" in words:
        x = np.linalg.qr(x)[0]
    if "diagonal" in words:
        x = np.diag(np.diag(x))
    return _bounded(kind, x, world, rng)


def _bounded(kind: s.TypeSyntax, x: Array, world: World, rng: np.random.Generator) -> Array:
    for piece in kind.union:
        match piece:
            case s.Finite(values=values):
                return rng.choice([array(v, world)[0, 0] for v in values], size=x.shape)
            case s.Interval(low=low, high=high):
                ends = [float(array(end, world)[0, 0]) for end in (low, high)]
                a, b = np.clip(ends, -3, 3)
                return rng.uniform(a, b, size=x.shape)
    for relation, bound in kind.bounds:
        end = array(bound, world)[0, 0]
        if relation in (">", ">="):
            x = end + np.abs(x) + 0.1
        elif relation in ("<", "<="):
            x = end - np.abs(x) - 0.1
    return x


def _index(kind: s.TypeSyntax, world: World, rng: np.random.Generator) -> int:
    for piece in kind.union:
        if isinstance(piece, s.Range):
            low, high = (integer(array(end, world)) for end in (piece.start, piece.stop))
            return int(rng.integers(low, high + 1))
    low = max(
        [integer(array(b, world)) + (r == ">") for r, b in kind.bounds if r in (">", ">=")],
        default=0,
    )
    return low + int(rng.integers(0, 4))
