"""The names that a repaired line may use."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Term
from derivcheck.verify.repair.edits.borrowed import factors_of, inner_terms_of, terms_of
from derivcheck.verify.repair.edits.digits import as_fraction
from derivcheck.verify.repair.edits.names import Vocabulary
from derivcheck.verify.repair.edits.sites import derives
from derivcheck.verify.repair.edits.spelling import spelled

#: names beyond which a line is too rich for every exchange to be tried
_MANY = 12
#: matrices and scalars of which products are made up
_FEW = 3
#: how many steps back members of sequences are looked for
_LAGS = 3


def vocabulary(line: syntax.Node, scope: Scope) -> Vocabulary:
    """The names of the line first, then those it could use; arrays and indices of the line."""
    here = syntax.names(line)
    symbols = scope.declarations.symbols
    there = [
        *symbols,
        *scope.tables.assumed,
        *scope.declarations.definitions,
        *scope.declarations.sequences,
    ]
    names = [name for name in dict.fromkeys([*here, *there]) if name in there]
    kinds = {name: symbols[name].kind for name in names if name in symbols}
    plain = [name for name in names if kinds.get(name) not in ("index", "size")]
    arrays = [
        name
        for name in plain
        if name in here and kinds.get(name) == "matrix" and not symbols[name].is_family
    ]
    indices = [name for name in names if kinds.get(name) == "index"]
    return Vocabulary(tuple(plain[:_MANY]), tuple(arrays), tuple(indices[:_MANY]))


def with_borrowed(
    words: Vocabulary, line: syntax.Node, scope: Scope, before: Sequence[syntax.Node]
) -> Vocabulary:
    """The same with terms and factors that stand near the line.

    `before` are the lines before it, the nearest first.
    """
    symbols = scope.declarations.symbols
    near = dict.fromkeys(name for each in (line, *before) for name in syntax.names(each))
    defined = [line, *before, *_definitions(list(near), scope)]
    every = [*defined, *_derivatives((line, *before), scope)]
    terms = terms_of(every)
    factors = (*_members((line, *before), scope), *factors_of(terms))
    kinds = {name: symbols[name].kind for name in words.names if name in symbols}
    lone = [syntax.Name(name) for name in words.names if kinds.get(name) == "scalar"]
    named = [syntax.Name(name) for name in words.names if name in near]
    names = dict.fromkeys(name for node in defined for name in syntax.names(node))
    return replace(
        words,
        terms=(*named, *terms, *_chains(names, scope)),
        inner=(*named, *inner_terms_of(every)),
        factors=tuple(dict.fromkeys((*lone, *factors))),
    )


def _members(nodes: Iterable[syntax.Node], scope: Scope) -> Iterator[syntax.Expression]:
    """Members of sequences a few steps before those in the lines."""
    found: dict[syntax.Expression, None] = {}
    for node in nodes:
        for part in syntax.parts(node):
            match part:
                case syntax.Subscript(base=syntax.Name(name=name), indices=(index,)) if (
                    name in scope.declarations.sequences or name in scope.declarations.symbols
                ):
                    start = index.left if isinstance(index, syntax.Binary) else index
                    if isinstance(start, syntax.Name):
                        for lag in range(1, _LAGS + 1):
                            moved = syntax.Binary("-", start, as_fraction(Fraction(lag)))
                            found[replace(part, indices=(moved,))] = None
    return iter(found)


def _definitions(names: Sequence[str], scope: Scope) -> Iterator[syntax.Node]:
    """What the names are defined as, and those in their definitions."""
    seen = set(names)
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        definition = scope.declarations.definitions.get(name)
        sequence = scope.declarations.sequences.get(name)
        if definition is None and sequence is not None:
            definition = sequence.step
        if definition is not None and (body := definition.body.tree) is not None:
            yield body
            waiting += [each for each in syntax.names(body) if each not in seen]
            seen |= syntax.names(body)


def _derivatives(nodes: Iterable[syntax.Node], scope: Scope) -> Iterator[syntax.Expression]:
    """What derivatives in the lines come to, where it can be written down."""
    for node in nodes:
        for part in syntax.parts(node):
            if derives(part):
                try:
                    found = spelled(eliminate(scope.elaborate_expression(part)))
                except (LanguageError, UnsupportedDifferential):
                    continue
                if found is not None:
                    yield found


def _chains(names: Iterable[str], scope: Scope) -> Iterator[syntax.Expression]:
    """Products that are vectors: a vector behind up to two matrices, and a scalar before them."""
    symbols = scope.declarations.symbols
    single = [name for name in names if name in symbols and not symbols[name].is_family]
    kinds: dict[str, list[syntax.Expression]] = {"scalar": [], "vector": [], "matrix": []}
    for name in single:
        kinds.setdefault(symbols[name].kind, []).append(syntax.Name(name))
    matrices = [m for name in kinds["matrix"][:_FEW] for m in (name, syntax.Transpose(name))]
    found = list(kinds["vector"])
    for product in (*itertools.product(matrices), *itertools.product(matrices, repeat=2)):
        for vector in kinds["vector"]:
            chain = functools.reduce(lambda a, b: syntax.Binary("@", a, b), (*product, vector))
            with suppress(LanguageError):
                scope.elaborate_expression(chain)
                found.append(chain)
    yield from found
    for scalar in kinds["scalar"][:_FEW]:
        yield from (syntax.Binary("*", scalar, chain) for chain in found)


def scalars(scope: Scope) -> dict[str, Term]:
    """The scalars and sizes by which a term may be multiplied or divided."""
    found: dict[str, Term] = {}
    symbols = scope.declarations.symbols
    sizes = sorted(scope.tables.sizes)
    declared = [n for n, s in symbols.items() if s.kind == "scalar" and not s.is_family]
    for name in [*declared, *scope.tables.assumed, *sizes]:
        if name not in scope.tables.used and name not in scope.tables.assumed:
            continue
        try:
            found[name] = scope.expression(name)
        except LanguageError:
            continue
    return found
