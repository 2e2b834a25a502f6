"""Proofs that use the inverses in an element: A inv(A) = I, also where A is a sum.

Pseudoinverses bring the equations of Penrose (A generalized inverse for matrices, 1955).

Three ways, cheapest first: rewriting by the relations themselves; multiplying the element by
the inverted matrices, which are invertible, so that a product of 0 proves 0; completion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.calculus.contraction import matrices, renaming, sums
from derivcheck.calculus.contraction.algebra import Algebra
from derivcheck.calculus.contraction.completion import complete, relate
from derivcheck.calculus.contraction.kernels import Path, Trace
from derivcheck.calculus.contraction.letters import Letter, flip
from derivcheck.calculus.contraction.matrices import COLUMN, ROW, MatrixOf
from derivcheck.calculus.contraction.rewriting import (
    Combination,
    combine,
    inverse_of,
    transposed,
)
from derivcheck.calculus.tower import Element
from derivcheck.language.sizes import ONE, Size

Test = Callable[[Algebra, Element], bool]

_MOST_FACTORS = 4
_MOST_ATTEMPTS = 24


def vanishes(algebra: Algebra, element: Element, free: dict[str, Size], test: Test) -> bool:
    """True proves that the element, with the free indices of these ranges, is 0."""
    if not relations(algebra, element):
        return False
    element = renaming.rebuilt(algebra, element)
    if test(algebra, element):
        return True
    if _multiplied(algebra, element, free, test, [_MOST_ATTEMPTS], _MOST_FACTORS):
        return True
    complete(algebra.rewriting)
    return test(algebra, renaming.rebuilt(algebra, element))


# relations ----------------------------------------------------------------------------------


def relations(algebra: Algebra, element: Element) -> bool:
    """Add the relations of every inverse in the element; True if there are any."""
    seen: set[Letter] = set()
    found: list[tuple[Letter, Combination]] = []
    todo = list(_letters(algebra, element))
    while todo:
        letter = todo.pop()
        letter = letter.flipped if letter.transposed else letter
        if letter in seen:
            continue
        seen.add(letter)
        if letter.kind not in ("inverse", "pseudoinverse"):
            continue
        base = letter.payload
        if isinstance(base, Letter):
            todo.append(base)
            _let_invert(algebra, letter, {(base,): algebra.one})
        elif isinstance(base, MatrixOf):
            combination = matrices.words(algebra, base.element, letter.columns, letter.rows)
            if combination is not None:
                todo.extend(inner for word in combination for inner in word)
                todo.extend(_letters(algebra, *combination.values()))
                if letter.kind == "inverse":
                    _let_invert(algebra, letter, combination)
                    found.append((letter, combination))
                else:
                    _let_pseudoinvert(algebra, letter, combination)
    for letter, combination in found:
        _rank_one(algebra, letter, combination, seen)
    return bool(algebra.rewriting.rules)


def _let_invert(algebra: Algebra, letter: Letter, matrix: Combination) -> None:
    """A Z = I = Z A"""
    unit: Combination = {(): -algebra.one}
    rewriting = algebra.rewriting
    relate(rewriting, combine({(*word, letter): c for word, c in matrix.items()}, unit))
    relate(rewriting, combine({(letter, *word): c for word, c in matrix.items()}, unit))


def _let_pseudoinvert(algebra: Algebra, letter: Letter, matrix: Combination) -> None:
    """A P A = A, P A P = P, (A P)' = A P, (P A)' = P A (Penrose 1955); or P = inv(A)"""
    inverse: Combination = {(letter,): algebra.one}
    for base in [word[0] for word in matrix if len(matrix) == len(word) == 1]:
        if base.name in algebra.invertible:
            scaled: Combination = {(inverse_of(base),): algebra.one.over(matrix[(base,)])}
            relate(algebra.rewriting, combine(inverse, scaled, -algebra.one))
    after: Combination = {(*word, letter): c for word, c in matrix.items()}
    before: Combination = {(letter, *word): c for word, c in matrix.items()}
    for product, factor in (
        (_product_of(after, matrix), matrix),
        (_product_of(before, inverse), inverse),
        (after, transposed(after)),
        (before, transposed(before)),
    ):
        relate(algebra.rewriting, combine(product, factor, -algebra.one))


def _product_of(left: Combination, right: Combination) -> Combination:
    result: Combination = {}
    for word, coefficient in left.items():
        moved = {(*word, *other): coefficient * c for other, c in right.items()}
        result = combine(result, moved)
    return result


def _rank_one(algebra: Algebra, letter: Letter, matrix: Combination, present: set[Letter]) -> None:
    """Z u = inv(A) u/(1 + v' inv(A) u) for Z = inv(A + u v') (Sherman and Morrison 1950).

    The divisor is det(A + u v')/det(A), which is not 0 where both inverses exist.
    """
    whole = [word for word in matrix if not any(inner.rows.is_one for inner in word[1:])]
    if len(matrix) != 2 or len(whole) != 1 or len(whole[0]) != 1:
        return
    base = inverse_of(whole[0][0])
    ((update, scale),) = ((w, c) for w, c in matrix.items() if w != whole[0])
    joints = [k for k in range(1, len(update)) if update[k].rows.is_one]
    straight = base.flipped if base.transposed else base
    if matrix[whole[0]].is_number() != 1 or len(joints) != 1 or straight not in present:
        return
    left, right = update[: joints[0]], update[joints[0] :]
    divisor = 1 + scale * algebra.path((*right, base, *left), ONE, ONE)
    for before, after in (((), left), (right, ())):
        word, image = (*before, letter, *after), (*before, base, *after)
        algebra.rewriting.add(word, {image: algebra.one.over(divisor)})
        if not letter.symmetric:
            algebra.rewriting.add(flip(word), {flip(image): algebra.one.over(divisor)})


def _letters(algebra: Algebra, *elements: Element) -> Iterator[Letter]:
    for element in elements:
        for generator in element.generators():
            key = algebra.key(generator)
            if isinstance(key, (Path, Trace)):
                yield from key.word
            elif key is None:
                yield from _letters(algebra, *algebra.tower.describe(generator).arguments)
            elif isinstance(parts := getattr(key, "arguments", None), tuple):
                yield from _letters(algebra, *parts)
            else:
                inner = getattr(key, "summand", None) or getattr(key, "body", None)
                if isinstance(inner, Element):
                    yield from _letters(algebra, inner)


# multiplying --------------------------------------------------------------------------------


def _multiplied(
    algebra: Algebra,
    element: Element,
    free: dict[str, Size],
    test: Test,
    attempts: list[int],
    factors: int,
) -> bool:
    """Whether the product with some inverted matrices, on the left or right, vanishes."""
    if not factors:
        return False
    products: list[Element] = []
    for name, letter in dict.fromkeys(_outer(algebra, element, free)):
        if not attempts[0]:
            return False
        attempts[0] -= 1
        product = _product(algebra, element, name, letter)
        if test(algebra, product):
            return True
        products.append(product)
    return any(
        _multiplied(algebra, product, free, test, attempts, factors - 1) for product in products
    )


def _outer(
    algebra: Algebra, element: Element, free: dict[str, Size]
) -> Iterator[tuple[str, Letter]]:
    """Inverses that stand first in a word at a free index."""
    for generator in sorted(element.numerator().generators()):
        key = algebra.key(generator)
        if not isinstance(key, Path):
            continue
        ends = ((key.row, key.word[0]), (key.column, key.word[-1].flipped))
        for index, letter in ends:
            if letter.kind == "inverse":
                for name, size in free.items():
                    if index == Size.of(name) and letter.rows == size:
                        yield name, letter


def _product(algebra: Algebra, element: Element, name: str, letter: Letter) -> Element:
    """The sum of A[i, k] times the element at k, A the matrix that the letter inverts."""
    if isinstance(letter.payload, Letter):
        base = algebra.path((inverse_of(letter),), Size.of(ROW), Size.of(COLUMN))
    else:
        assert isinstance(letter.payload, MatrixOf)
        base = letter.payload.element
        base = matrices.transposed(algebra, base) if letter.transposed else base
    with algebra.dummy(Size.of(1), letter.rows) as dummy:
        moved = algebra.renamed(element, {name: Size.of(dummy)})
        factor = matrices.at(algebra, base, Size.of(name), Size.of(dummy))
        return sums.total(algebra, factor * moved, dummy)
