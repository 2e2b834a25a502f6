"""What types say, as conditions: the assumptions of a certificate."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.certificates import building as made
from derivcheck.certificates.building import Tree
from derivcheck.certificates.trees import Instance
from derivcheck.language.terms import Declaration

__all__ = ["assumptions"]


def assumptions(said: Declaration, key: str, instance: Instance) -> Iterator[Tree]:
    """The conditions that a declaration puts on a symbol or member `key`."""
    rows, columns = instance.shape(said.shape)
    for word in sorted(said.structure):
        yield from _STRUCTURES[word](key, rows)
    entries = [["entry", key, i, j] for i in range(1, rows + 1) for j in range(1, columns + 1)]
    single = key if (rows, columns) == (1, 1) else None
    for entry in [single] if single else entries:
        if said.values:
            yield made.either([["=", entry, instance.tree(value)] for value in said.values])
        pieces = []
        for piece in said.pieces:
            ends = []
            if piece.low is not None:
                relation = ">=" if piece.low_closed else ">"
                ends.append([relation, entry, instance.tree(piece.low)])
            if piece.high is not None:
                relation = "<=" if piece.high_closed else "<"
                ends.append([relation, entry, instance.tree(piece.high)])
            pieces.append(ends[0] if len(ends) == 1 else ["and", *ends])
        if pieces:
            yield made.either(pieces)


def _symmetric(key: str, _: int) -> Iterator[Tree]:
    yield ["=", key, ["'", key]]


def _diagonal(key: str, n: int) -> Iterator[Tree]:
    yield ["=", key, ["*", made.identity(n), key]]


def _invertible(key: str, _: int) -> Iterator[Tree]:
    yield ["!=", ["det", key], "0"]


def _orthogonal(key: str, n: int) -> Iterator[Tree]:
    yield ["=", ["@", ["'", key], key], made.identity(n)]


def _positive_definite(key: str, n: int) -> Iterator[Tree]:
    """Sylvester's criterion."""
    yield from _symmetric(key, n)
    for k in range(1, n + 1):
        yield [">", ["det", made.array(k, k, lambda i, j: ["entry", key, i, j])], "0"]


_STRUCTURES = {
    "symmetric": _symmetric,
    "diagonal": _diagonal,
    "invertible": _invertible,
    "orthogonal": _orthogonal,
    "positive definite": _positive_definite,
}
