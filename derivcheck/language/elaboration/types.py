"""Types: the shape of a symbol when a name is used, its constraints when a context is asked for.

The two are apart because a constraint may speak of other symbols (`a: scalar > b`).
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.language import syntax
from derivcheck.language.elaboration.complaints import misuse
from derivcheck.language.elaboration.environment import Environment, Local
from derivcheck.language.elaboration.tables import Signature, Symbol
from derivcheck.language.sizes import ONE, SCALAR, Shape, Size
from derivcheck.language.terms import Index


def signature(env: Environment, symbol: Symbol) -> Signature:
    """The kind and shape of a symbol, worked out once."""
    known = env.tables.signatures.get(symbol.name)
    if known is None:
        with symbol.type.reading() as tree:
            known = _signature(family_environment(env, symbol), symbol, tree)
        env.tables.signatures[symbol.name] = known
    return known


def family_indices(symbol: Symbol) -> tuple[str, ...]:
    """The bound names of a family's subscripts."""
    names = []
    for index in symbol.heading.indices:
        if not isinstance(index, syntax.Name):
            raise misuse(
                f"the subscripts of a family are names, as in {symbol.name}[k]: ... for k in 1..n",
                symbol.heading.span,
            )
        names.append(f"{index.name}#0")
    if len(set(names)) < len(names):
        raise misuse("the subscripts of a family have different names", symbol.heading.span)
    return tuple(names)


def family_environment(env: Environment, symbol: Symbol) -> Environment:
    """Where a symbol's type is read: only the subscripts of the family are bound."""
    bound = {name.partition("#")[0]: Local(Index(SCALAR, name)) for name in family_indices(symbol)}
    return replace(env, bound=bound, promoted={}, members={}, depth=0, expanding=())


def _signature(env: Environment, symbol: Symbol, tree: syntax.TypeSyntax) -> Signature:
    _check_ranges(symbol, tree)
    indices = family_indices(symbol)
    if tree.kind == "function":
        if indices:
            raise misuse("a family of functions cannot be declared", tree.span)
        assert tree.result is not None
        for part in (*tree.arguments, tree.result):
            _check_plain(part)
        arguments = tuple(_shape(env, argument) for argument in tree.arguments)
        return Signature("function", _shape(env, tree.result), (), arguments)
    shape = _shape(env, tree)
    if tree.words and (shape.rows != shape.columns or tree.kind != "matrix"):
        raise misuse(f"only square matrices are {tree.words[0]}: this is {shape}", tree.span)
    ranges = tuple(
        (f"{bounds.index}#0", env.size(bounds.start), env.size(bounds.stop))
        for bounds in tree.ranges
    )
    return Signature("integer" if tree.kind == "index" else "real", shape, indices, (), ranges)


def _check_ranges(symbol: Symbol, tree: syntax.TypeSyntax) -> None:
    names = {index.name for index in symbol.heading.indices if isinstance(index, syntax.Name)}
    for bounds in tree.ranges:
        if bounds.index not in names:
            raise misuse(
                f"{symbol.name} has no subscript {bounds.index}: write "
                f"{symbol.name}[{bounds.index}]: ...",
                bounds.span,
            )
        if bounds.condition is not None or bounds.descending:
            raise misuse("the range of a family is a plain `a..b`", bounds.span)
    if tree.ranges and len(tree.ranges) != len(symbol.heading.indices):
        raise misuse("every subscript of a family needs its range", tree.span)


def _check_plain(tree: syntax.TypeSyntax) -> None:
    if tree.bounds or tree.union or tree.words or tree.ranges:
        raise misuse("the types inside a function's type have no constraints", tree.span)
    if tree.kind not in ("scalar", "vector", "matrix"):
        raise misuse("unknown functions take and give scalars, vectors and matrices", tree.span)


def _shape(env: Environment, tree: syntax.TypeSyntax) -> Shape:
    sizes = [_size(env, size) for size in tree.sizes]
    match tree.kind:
        case "vector":
            return Shape(sizes[0], ONE)
        case "matrix":
            return Shape(sizes[0], sizes[1])
        case _:
            return SCALAR


def _size(env: Environment, node: syntax.Expression) -> Size:
    """A size in a type; a name in it must not be that of a symbol or definition."""
    for name in _sizes_in(node):
        symbol = env.tables.symbols.get(name.name)
        taken = symbol is not None and symbol.kind != "size"
        if name.name not in env.bound and (taken or name.name in env.tables.definitions):
            what = "symbol" if symbol is not None else "definition"
            raise misuse(
                f"{name.name} is a size here and a {what} of the same claim: rename one", name.span
            )
        if name.name in env.tables.sizes and name.name in env.tables.size_families:
            raise misuse(f"{name.name} is a size and a family of sizes: rename one", name.span)
    size = env.size(node)
    if size.constant is not None and size.constant < 1:
        raise misuse("sizes are at least 1", node.span)
    return size


def _sizes_in(node: syntax.Expression) -> list[syntax.Name]:
    """The names of sizes and families of sizes, not those in subscripts."""
    match node:
        case syntax.Subscript(base=syntax.Name() as base):
            return [base]
        case syntax.Binary(left=left, right=right):
            return _sizes_in(left) + _sizes_in(right)
        case _:
            return names_in(node)


def names_in(node: syntax.Expression) -> list[syntax.Name]:
    """The names a size or an end of a range mentions (bases of subscripts included)."""
    match node:
        case syntax.Name():
            return [node]
        case syntax.Binary(left=left, right=right):
            return names_in(left) + names_in(right)
        case syntax.Negative(operand=operand):
            return names_in(operand)
        case syntax.Subscript(base=base, indices=indices):
            return names_in(base) + [name for index in indices for name in names_in(index)]
        case _:
            return []
