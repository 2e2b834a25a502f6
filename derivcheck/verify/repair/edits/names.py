"""Slips with the names of a claim: one for another, a lost factor, an index that is not summed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derivcheck.language import syntax
from derivcheck.verify.repair.edits.sites import Site
from derivcheck.verify.repair.edits.slips import Change, said


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a line may use, those of arrays, and of its free indices.

    `terms` and `factors` are those that stand near the line, `inner` terms of sums inside of
    products.
    """

    names: tuple[str, ...] = ()
    arrays: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    terms: tuple[syntax.Expression, ...] = ()
    inner: tuple[syntax.Expression, ...] = ()
    factors: tuple[syntax.Expression, ...] = ()


def other_names(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """Another name in the place of a name."""
    match site.node:
        case syntax.Name(name=name) if name in vocabulary.names:
            for other in vocabulary.names:
                if other != name:
                    yield "name", syntax.Name(other), said("{} instead of {}", other, name)
        case syntax.Call(function=name) if name in vocabulary.names:
            for other in vocabulary.names:
                if other != name:
                    yield (
                        "name",
                        replace(site.node, function=other),
                        said("{} instead of {}", other, name),
                    )
        case syntax.Subscript(indices=indices):
            for at, index in enumerate(indices):
                for other in vocabulary.indices if isinstance(index, syntax.Name) else ():
                    if index != syntax.Name(other):
                        moved = (*indices[:at], syntax.Name(other), *indices[at + 1 :])
                        words = said("the index {} should be {}", index, other)
                        yield "index", replace(site.node, indices=moved), words


def lost_factors(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A matrix or its transpose put before, into or behind a product."""
    node = site.node
    leaf = isinstance(node, (syntax.Name, syntax.Transpose, syntax.Subscript))
    product = isinstance(node, syntax.Binary) and node.operator in ("*", "@")
    if site.named or not (leaf or product):
        return
    for name in vocabulary.arrays:
        for factor in (syntax.Name(name), syntax.Transpose(syntax.Name(name))):
            words = said("a factor {} is missing", factor)
            if isinstance(node, syntax.Binary):
                within = syntax.Binary("@", replace(node, right=factor), node.right)
                yield "factor", within, words
                yield "factor", syntax.Binary("@", node, factor), words
            elif isinstance(node, syntax.Expression):
                yield "factor", syntax.Binary("@", factor, node), words
                yield "factor", syntax.Binary("@", node, factor), words


def single_terms(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """One term of a sum in the place of the sum."""
    match site.node:
        case syntax.Iterated(kind="sum", body=body, range=over):
            for index in vocabulary.indices:
                term = renamed(body, over.index, index)
                assert isinstance(term, syntax.Expression)
                words = said("only the term {} = {} of the sum belongs there", over.index, index)
                yield "index", term, words


def renamed(node: syntax.Node, name: str, other: str) -> syntax.Node:
    """The tree with one name in the place of another one, which nothing in it binds."""
    if isinstance(node, syntax.Name):
        return replace(node, name=other) if node.name == name else node
    return syntax.rebuild(node, lambda part: renamed(part, name, other))
