"""What stands inside a generator: the elements it is made of, those in its letters too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derivcheck.calculus.contraction.kernels import (
    Delta,
    Fold,
    Indicator,
    Integer,
    Jet,
    OneSided,
    Path,
    Scalar,
    Sum,
    Trace,
    Value,
)
from derivcheck.calculus.contraction.letters import Letter
from derivcheck.calculus.contraction.matrices import MatrixOf
from derivcheck.calculus.contraction.rewriting import ChainFactor
from derivcheck.calculus.tower import Element, GeneratorId

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.algebra import Algebra


def elements_in(algebra: Algebra, generator: GeneratorId) -> Iterator[Element]:
    """The elements that a generator is directly made of."""
    match algebra.key(generator):
        case None:
            yield from algebra.tower.describe(generator).arguments
        case Path(word=word) | Trace(word=word):
            for letter in word:
                yield from _of_letter(letter)
        case Sum(summand=element) | Fold(body=element):
            yield element
        case Indicator(argument=element) | OneSided(argument=element):
            yield element
        case Value(arguments=elements) | Jet(arguments=elements):
            yield from elements
        case Delta() | Scalar() | Integer():
            return


def _of_letter(letter: Letter) -> Iterator[Element]:
    match letter.payload:
        case Letter() as inner:
            yield from _of_letter(inner)
        case ChainFactor(letter=inner):
            yield from _of_letter(inner)
        case MatrixOf(element=element):
            yield element
