"""The names that a repaired line may use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Term
from derivcheck.verify.edits.borrowed import factors_of, terms_of
from derivcheck.verify.edits.names import Vocabulary, written

#: names beyond which a line is too rich for every exchange to be tried
_MANY = 12


def vocabulary(line: syntax.Node, scope: Scope, before: Sequence[syntax.Node] = ()) -> Vocabulary:
    """The names of the line first, then those it could use; arrays and indices of the line.

    `before` are the lines before it, the nearest first.
    """
    here = dict.fromkeys(written(line))
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
    near = dict.fromkeys(name for each in (line, *before) for name in written(each))
    terms = terms_of([line, *before, *_definitions(near, scope)])
    factors = factors_of(terms)
    lone = [syntax.Name(name) for name in plain if kinds.get(name) == "scalar"]
    return Vocabulary(
        tuple(plain[:_MANY]),
        tuple(arrays),
        tuple(indices[:_MANY]),
        (*(syntax.Name(name) for name in plain if name in near), *terms),
        (*(name for name in lone if name not in factors), *factors),
    )


def _definitions(names: Iterable[str], scope: Scope) -> Iterator[syntax.Node]:
    """What the names are defined as."""
    for name in names:
        definition = scope.declarations.definitions.get(name)
        sequence = scope.declarations.sequences.get(name)
        if definition is None and sequence is not None:
            definition = sequence.step
        if definition is not None and definition.body.tree is not None:
            yield definition.body.tree


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
