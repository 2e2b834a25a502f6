"""Matrices as wholes: combinations of words, inverses, determinants.

A matrix is given by its entry at the index names `ROW` and `COLUMN`.
"""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.calculus.contraction.algebra import Algebra
from derivcheck.calculus.contraction.describe import describe
from derivcheck.calculus.contraction.kernels import Delta, Path
from derivcheck.calculus.contraction.letters import Letter, Word, flip, names_of, ones
from derivcheck.calculus.contraction.rewriting import Combination, combine, inverse_of, power_of
from derivcheck.calculus.tower import Element, GeneratorId
from derivcheck.language.sizes import ONE, Size

ROW, COLUMN = "?r", "?c"
_ROW, _COLUMN = Size.of(ROW), Size.of(COLUMN)
#: matrices of known size up to this one are written out
WRITTEN_OUT = 3


class MatrixOf:
    """A matrix known by its entry; equal for equal entries."""

    def __init__(self, element: Element, names: frozenset[str]) -> None:
        self.element = element
        self.names = names - {ROW, COLUMN}
        self._key = element.key()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MatrixOf) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def changed(self, element: Element, values: Mapping[str, Size]) -> MatrixOf:
        """The matrix with names replaced."""
        names = self.names - values.keys()
        for name in self.names & values.keys():
            names |= values[name].names()
        return MatrixOf(element, names)


def at(algebra: Algebra, element: Element, row: Size, column: Size) -> Element:
    """The entry (row, column) of a matrix."""
    return algebra.renamed(element, {ROW: row, COLUMN: column})


def transposed(algebra: Algebra, element: Element) -> Element:
    """The transpose."""
    return at(algebra, element, _COLUMN, _ROW)


def words(algebra: Algebra, element: Element, rows: Size, columns: Size) -> Combination | None:
    """The matrix as a combination of words; None where it is not one."""
    den = element.denominator()
    if algebra.names(den) & {ROW, COLUMN}:
        return None
    result: Combination = {}
    for coefficient, powers in element.terms():
        bound = tuple(p for p in powers if algebra.names_of(p[0]) & {ROW, COLUMN})
        word = _word(algebra, bound, rows, columns)
        if word is None:
            return None
        free = tuple(p for p in powers if p not in bound)
        result = combine(result, {word: algebra.monomial(coefficient, free).over(den)})
    return result


def _word(
    algebra: Algebra, bound: tuple[tuple[GeneratorId, int], ...], rows: Size, columns: Size
) -> Word | None:
    """The word whose entry a product is: one path, a delta, or a column times a row."""
    left: Word | None = None
    right: Word | None = None
    for generator, exponent in bound:
        key = algebra.key(generator)
        if exponent != 1:
            return None
        match key:
            case Delta() if len(bound) == 1 and {key.left, key.right} == {_ROW, _COLUMN}:
                return ()
            case Path(word=word) if not names_of(word) & {ROW, COLUMN}:
                ends = (key.row, key.column)
                if ends == (_COLUMN, _ROW) or ends in ((ONE, _ROW), (_COLUMN, ONE)):
                    word, ends = flip(word), ends[::-1]
                if ends == (_ROW, _COLUMN) and len(bound) == 1:
                    return word
                if ends == (_ROW, ONE) and left is None:
                    left = word
                elif ends == (ONE, _COLUMN) and right is None:
                    right = word
                else:
                    return None
            case _:
                return None
    left = (ones(rows),) if left is None and not rows.is_one else left or ()
    right = (ones(columns).flipped,) if right is None and not columns.is_one else right or ()
    return left + right


def entry(algebra: Algebra, combination: Combination, row: Size, column: Size) -> Element:
    """The entry of a combination of words."""
    result = algebra.zero
    for word, coefficient in combination.items():
        value = algebra.path(word, row, column) if word else algebra.delta(row, column)
        result = result + coefficient * value
    return result


def only_diagonal(algebra: Algebra, element: Element) -> Element | None:
    """f(r), if the matrix is delta(r, c)*f(r)."""
    delta = algebra.delta(_ROW, _COLUMN)
    ((_, ((generator, _),)),) = delta.terms()
    if any(generator not in {g for g, _ in powers} for _, powers in element.terms()):
        return None
    return algebra.renamed(element.over(delta), {COLUMN: _ROW})


Rows = list[list[Element]]


def written_out(algebra: Algebra, element: Element, size: int) -> Rows:
    """The entries of a matrix of known size."""
    places = [Size.of(k) for k in range(1, size + 1)]
    return [[at(algebra, element, row, column) for column in places] for row in places]


def leibniz(rows: Rows) -> Element:
    """The determinant, by expansion along the first row."""
    if len(rows) == 1:
        return rows[0][0]
    result: Element | None = None
    for place, value in enumerate(rows[0]):
        minor = [row[:place] + row[place + 1 :] for row in rows[1:]]
        term = value * leibniz(minor)
        term = -term if place % 2 else term
        result = term if result is None else result + term
    assert result is not None
    return result


def _cramer(algebra: Algebra, rows: Rows) -> Element:
    """inv(A)[i, j] = cofactor of A[j, i] over det(A)"""
    result = algebra.zero
    for i in range(len(rows)):
        for j in range(len(rows)):
            minor = [row[:j] + row[j + 1 :] for k, row in enumerate(rows) if k != i]
            place = algebra.delta(_ROW, Size.of(j + 1)) * algebra.delta(_COLUMN, Size.of(i + 1))
            sign = -1 if (i + j) % 2 else 1
            result = result + place * leibniz(minor) * sign
    return result / leibniz(rows)


# inverses ---------------------------------------------------------------------------------


def inverse(algebra: Algebra, element: Element, size: Size) -> Element:
    """The entry of the inverse of a square matrix, at ROW and COLUMN."""
    if size.is_one or element.is_zero():
        return 1 / element
    algebra.inverted.setdefault(element.key(), (element, size))
    diagonal = only_diagonal(algebra, element)
    if diagonal is not None:
        return algebra.delta(_ROW, _COLUMN) / diagonal
    if (number := size.constant) is not None and number <= WRITTEN_OUT:
        return _cramer(algebra, written_out(algebra, element, number))
    combination = words(algebra, element, size, size)
    if combination is not None and len(combination) == 1:
        ((word, coefficient),) = combination.items()
        inverted = _inverse_word(algebra, word)
        if inverted is not None:
            return inverted / coefficient
    if combination and (factor := _common(combination)) is not None:
        return inverse(algebra, element.over(factor), size) / factor
    letter, scale = letter_for(algebra, "inverse", "inv", element, size, size)
    return algebra.path((letter,), _ROW, _COLUMN) / scale


def _common(combination: Combination) -> Element | None:
    """What is not a number and of which every coefficient is a multiple: inv(c A) = inv(A)/c."""
    first, *others = combination.values()
    if first.is_number() is not None or any(c.over(first).is_number() is None for c in others):
        return None
    return first


def declared_invertible(algebra: Algebra, element: Element, size: Size) -> bool:
    """Whether the matrix is a multiple of a product of letters declared invertible."""
    combination = words(algebra, element, size, size)
    if combination is None or len(combination) != 1:
        return False
    ((word, _),) = combination.items()
    return all(letter.orthogonal or letter.name in algebra.invertible for letter in word)


def _inverse_word(algebra: Algebra, word: Word) -> Element | None:
    """The inverse of a product of square matrices: that of each, in reverse."""
    if any(letter.rows != letter.columns for letter in word):
        return None
    if len(word) == 1 and word[0].kind == "inverse" and isinstance(word[0].payload, MatrixOf):
        base = word[0].payload.element
        return transposed(algebra, base) if word[0].transposed else base
    reverse = tuple(inverse_of(letter) for letter in reversed(word))
    return algebra.path(reverse, _ROW, _COLUMN)


def letter_for(
    algebra: Algebra, kind: str, name: str, element: Element, rows: Size, columns: Size
) -> tuple[Letter, int]:
    """The letter of a function of a matrix up to a rational factor, and that factor.

    f(A') = f(A)' is used to name A or A', whichever sorts first.
    """
    scale, _ = element.terms()[0]
    element = element.over(scale)
    other = transposed(algebra, element)
    flipped = other.key() < element.key()
    if flipped:
        element = other
        rows, columns = columns, rows
    letter = Letter(
        kind,  # type: ignore[arg-type]  # a kind of letter
        f"{name}({text(algebra, element, rows, columns)})",
        columns,
        rows,
        symmetric=other == element and not flipped,
        payload=MatrixOf(element, algebra.names(element)),
    )
    return (letter.flipped if flipped else letter), scale  # type: ignore[return-value]


def text(algebra: Algebra, element: Element, rows: Size, columns: Size) -> str:
    """The matrix as it would be written; for people and for sorting."""
    combination = words(algebra, element, rows, columns)
    if combination is None:
        return describe(algebra, element)
    result = ""
    for word, coefficient in combination.items():
        body = "@".join(str(letter) for letter in word) or "I"
        scale = describe(algebra, coefficient)
        negative = scale.startswith("-") and " " not in scale
        scale = scale.removeprefix("-") if negative else scale
        if scale != "1":
            body = f"({scale})*{body}" if " " in scale else f"{scale}*{body}"
        result += f" {'-' if negative else '+'} {body}" if result else f"{'-' * negative}{body}"
    return result


# powers -------------------------------------------------------------------------------------


def power(algebra: Algebra, element: Element, exponent: Size, size: Size) -> Element | None:
    """The entry of a symbolic power of a letter, or of a diagonal matrix."""
    diagonal = only_diagonal(algebra, element)
    if diagonal is not None:
        raised = algebra.tower.power(diagonal, algebra.number(exponent))
        return algebra.delta(_ROW, _COLUMN) * raised
    combination = words(algebra, element, size, size)
    if combination is None or len(combination) != 1:
        return None
    ((word, coefficient),) = combination.items()
    if len(word) != 1 or coefficient.is_number() != 1:
        return None
    return algebra.path((power_of(word[0], exponent),), _ROW, _COLUMN)
