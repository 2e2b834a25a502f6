"""Arrays of a declared structure: the special members by name, and random ones.

Samples reach the whole set (soundness R8): symmetric and indefinite, orthogonal of both
determinants and with eigenvalue -1, positive definite with eigenvalues on both sides of 1,
diagonal with zeros and repeated entries, invertible of both signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random

from flint import fmpq, fmpq_mat

Array = tuple[tuple[Fraction, ...], ...]

#: draws one number; the caller decides between small integers and long random rationals
Draw = Callable[[Random], Fraction]

ZERO, ONE = Fraction(0), Fraction(1)


def array(rows: int, columns: int, entry: Callable[[int, int], Fraction | int]) -> Array:
    """The array with the entries of a function of row and column, counted from 0."""
    return tuple(tuple(Fraction(entry(i, j)) for j in range(columns)) for i in range(rows))


def identity(n: int, scale: Fraction = ONE) -> Array:
    """A multiple of the identity."""
    return array(n, n, lambda i, j: scale if i == j else ZERO)


def small_integer(rng: Random) -> Fraction:
    """0, 1, -1, 2, -2, 3: the entries people choose."""
    return Fraction(rng.choice((0, 0, 1, 1, 1, -1, -1, 2, -2, 3)))


# Special members --------------------------------------------------------------------------


def special_vectors(n: int) -> Iterator[Array]:
    """Equal entries, zero, unit vectors, 1..n, ties with signs."""
    yield array(n, 1, lambda *_: 1)
    yield array(n, 1, lambda *_: 0)
    yield array(n, 1, lambda i, _: i == 0)
    yield array(n, 1, lambda i, _: i + 1)
    yield array(n, 1, lambda *_: -1)
    yield array(n, 1, lambda i, _: -1 if i % 2 else 1)
    yield array(n, 1, lambda i, _: 2 * (i == n - 1))
    yield array(n, 1, lambda i, _: (-1 if i % 2 else 1) * i)


def special_matrices(rows: int, columns: int) -> Iterator[Array]:
    """I, 0, -I, a nilpotent, rank one, a unit matrix, a swap, equal and counted entries."""
    yield array(rows, columns, lambda i, j: i == j)
    yield array(rows, columns, lambda *_: 0)
    yield array(rows, columns, lambda i, j: -(i == j))
    yield array(rows, columns, lambda i, j: j == i + 1)
    yield array(rows, columns, lambda *_: 1)
    yield array(rows, columns, lambda i, j: i == j == 0)
    yield array(rows, columns, lambda i, j: (-1 if i % 2 else 1) * (i == j))
    yield array(rows, columns, lambda i, j: i + j == columns - 1)
    yield array(rows, columns, lambda i, j: Fraction(i == j, 2))
    yield array(rows, columns, lambda i, j: (i + 1) * (i == j))
    yield array(rows, columns, lambda i, j: i * columns + j + 1)
    yield array(rows, columns, lambda i, j: (i + 1) * (j + 1))
    yield array(rows, columns, lambda i, j: 0 if i == j else 1 if i < j else -1)
    yield array(rows, columns, lambda i, j: i * (i == j))


def special(rows: int, columns: int, structure: frozenset[str]) -> list[Array]:
    """The special members of a structure, simplest first, without repetition."""
    column = columns == 1 and rows > 1
    members = special_vectors(rows) if column else special_matrices(rows, columns)
    return list(dict.fromkeys(a for a in members if fits(a, structure)))


def degenerate(rows: int, columns: int, structure: frozenset[str]) -> list[Array]:
    """Ones, partial identities and a nilpotent, whose products and sums lose rank."""
    members = (
        array(rows, columns, lambda i, j: i == j),
        array(rows, columns, lambda i, j: -(i == j)),
        array(rows, columns, lambda i, j: i == j == 0),
        array(rows, columns, lambda i, j: i == j == 1),
        array(rows, columns, lambda i, j: j == i + 1),
        array(rows, columns, lambda *_: 0),
    )
    return [a for a in members if fits(a, structure)]


# Membership -------------------------------------------------------------------------------


def fits(a: Array, structure: frozenset[str]) -> bool:
    """Whether a rational matrix has the structure."""
    return all(_CHECKS[word](a) for word in structure)


def transposed(a: Array) -> Array:
    """The transpose."""
    return tuple(zip(*a, strict=True))


def to_flint(a: Array) -> fmpq_mat:
    """The matrix in FLINT's numbers."""
    entries = [fmpq(x.numerator, x.denominator) for row in a for x in row]
    return fmpq_mat(len(a), len(a[0]), entries)


def from_flint(a: fmpq_mat) -> Array:
    """The matrix in Python's numbers."""
    columns = a.ncols()
    entries = [Fraction(int(x.p), int(x.q)) for x in a.entries()]
    return tuple(tuple(entries[k : k + columns]) for k in range(0, len(entries), columns))


def _is_symmetric(a: Array) -> bool:
    return len(a) == len(a[0]) and a == transposed(a)


def _is_diagonal(a: Array) -> bool:
    return all(not x for i, row in enumerate(a) for j, x in enumerate(row) if i != j)


def _is_invertible(a: Array) -> bool:
    return len(a) == len(a[0]) and bool(to_flint(a).det())


def _is_orthogonal(a: Array) -> bool:
    if len(a) != len(a[0]):
        return False
    m = to_flint(a)
    return from_flint(m.transpose() * m) == identity(len(a))


def _is_definite(a: Array) -> bool:
    """Sylvester's criterion: every leading minor is positive."""
    return _is_symmetric(a) and all(
        to_flint(tuple(row[:k] for row in a[:k])).det() > 0 for k in range(1, len(a) + 1)
    )


_CHECKS: dict[str, Callable[[Array], bool]] = {
    "symmetric": _is_symmetric,
    "diagonal": _is_diagonal,
    "invertible": _is_invertible,
    "orthogonal": _is_orthogonal,
    "positive definite": _is_definite,
}


# Random members ---------------------------------------------------------------------------


def draw(rows: int, columns: int, structure: frozenset[str], entry: Draw, rng: Random) -> Array:
    """A random member, entries (or what they are made of) drawn by `entry`."""
    if not structure:
        return tuple(tuple([entry(rng) for _ in range(columns)]) for _ in range(rows))
    if "orthogonal" in structure:
        return _orthogonal(rows, structure, entry, rng)
    if "diagonal" in structure:
        pivots = _pivots(rows, structure, entry, rng)
        return array(rows, columns, lambda i, j: pivots[i] if i == j else ZERO)
    if "positive definite" in structure or {"symmetric", "invertible"} <= structure:
        return _congruent(_pivots(rows, structure, entry, rng), entry, rng)
    if "symmetric" in structure:
        upper = array(rows, columns, lambda *_: entry(rng))
        return array(rows, columns, lambda i, j: upper[min(i, j)][max(i, j)])
    return _invertible(rows, entry, rng)


def _nonzero(entry: Draw, rng: Random) -> Fraction:
    return next((x for _ in range(20) if (x := entry(rng))), ONE)


def _pivots(n: int, structure: frozenset[str], entry: Draw, rng: Random) -> list[Fraction]:
    """Diagonal entries: free, not zero, or positive and on both sides of 1."""
    if "positive definite" in structure:
        sizes = [abs(_nonzero(entry, rng)) for _ in range(n)]
        return [x / 4 if rng.random() < 0.4 else x for x in sizes]
    if "invertible" in structure:
        return [_nonzero(entry, rng) for _ in range(n)]
    return [entry(rng) for _ in range(n)]


def _congruent(pivots: list[Fraction], entry: Draw, rng: Random) -> Array:
    """L D L' with L unit lower triangular: the signs of D are those of the eigenvalues."""
    n = len(pivots)
    lower = array(n, n, lambda i, j: entry(rng) if i > j else int(i == j))
    return array(
        n, n, lambda i, j: sum((lower[i][k] * pivots[k] * lower[j][k] for k in range(n)), ZERO)
    )


def _invertible(n: int, entry: Draw, rng: Random) -> Array:
    for _ in range(8):
        a = array(n, n, lambda *_: entry(rng))
        if to_flint(a).det():
            return a
    return identity(n, -ONE)


def _signed_permutation(n: int, rng: Random) -> fmpq_mat:
    order = rng.sample(range(n), n)
    signs = [rng.choice((1, -1)) for _ in range(n)]
    return fmpq_mat(n, n, [signs[i] * (order[i] == j) for i in range(n) for j in range(n)])


def cayley(n: int, entry: Draw, rng: Random) -> fmpq_mat:
    """(I - S) inv(I + S) with S skew: rotations without eigenvalue -1 (Cayley 1846)."""
    s = array(n, n, lambda i, j: entry(rng) if i < j else ZERO)
    skew = to_flint(array(n, n, lambda i, j: s[i][j] - s[j][i]))
    one = to_flint(identity(n))
    return (one - skew) * (one + skew).inv()


def _orthogonal(n: int, structure: frozenset[str], entry: Draw, rng: Random) -> Array:
    if "positive definite" in structure:
        return identity(n)
    signs = identity(n)
    if structure & {"diagonal", "symmetric"}:
        pattern = [rng.choice((1, -1)) for _ in range(n)]
        signs = array(n, n, lambda i, j: pattern[i] * (i == j))
    if "diagonal" in structure:
        return signs
    q = cayley(n, entry, rng)
    if "symmetric" in structure:
        return from_flint(q * to_flint(signs) * q.transpose())
    return from_flint(_signed_permutation(n, rng) * q)


def frame(rows: int, columns: int, entry: Draw, rng: Random) -> Array:
    """Orthonormal columns, X'X = I, for rows >= columns (Stiefel 1935)."""
    q = from_flint(_signed_permutation(rows, rng) * cayley(rows, entry, rng))
    return tuple(row[:columns] for row in q)
