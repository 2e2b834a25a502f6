"""Elements as text in index notation: `X[i,a]*y[i] - lambda*theta[a]`, repeated indices summed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, count

from derivcheck.calculus.contraction.algebra import Algebra, Powers
from derivcheck.calculus.contraction.kernels import (
    Delta,
    Fold,
    Indicator,
    Integer,
    Jet,
    Kernel,
    OneSided,
    Path,
    Scalar,
    Sum,
    Trace,
    Value,
)
from derivcheck.calculus.contraction.letters import Letter, Word
from derivcheck.calculus.tower import Element, GeneratorId, Kind
from derivcheck.language.sizes import Size

_LONGEST = 24
_FREE = "abcdefgh"
_BOUND = "ijklmnpqrstuvwxyz"


def describe(algebra: Algebra, element: Element) -> str:
    """The element as text, cut after some terms."""
    return _Describer(algebra, element).element(element)


class _Describer:
    def __init__(self, algebra: Algebra, element: Element) -> None:
        self.algebra = algebra
        self.taken = algebra.names(element)

    def element(self, element: Element) -> str:
        top, bottom = element.numerator(), element.denominator()
        text = self._polynomial(top)
        if bottom.is_number() is not None:
            return text
        text = f"({text})" if len(top.terms()) > 1 else text
        return f"{text}/({self._polynomial(bottom)})"

    def _polynomial(self, element: Element) -> str:
        text = ""
        for place, (coefficient, powers) in enumerate(element.terms()):
            if place == _LONGEST:
                return f"{text} + ..."
            body = self._term(abs(coefficient), powers)
            if text:
                text += f" {'-' if coefficient < 0 else '+'} {body}"
            else:
                text = f"-{body}" if coefficient < 0 else body
        return text or "0"

    def _term(self, coefficient: Fraction, powers: Powers) -> str:
        letters = _letters(self.taken)
        factors = [] if coefficient == 1 and powers else [str(coefficient)]
        for generator, exponent in powers:
            text = self._generator(generator, letters)
            plain = re.fullmatch(r"\w+(\([^()]*\)|\[[^\[]*\])?", text)
            base = text if plain or exponent == 1 else f"({text})"
            factors.append(base if exponent == 1 else f"{base}^{exponent}")
        return "*".join(factors)

    def _generator(self, generator: GeneratorId, letters: Iterator[str]) -> str:
        key = self.algebra.key(generator)
        if key is not None:
            return self._kernel(key, letters)
        kernel = self.algebra.tower.describe(generator)
        shown = [a for place, a in enumerate(kernel.arguments) if place == 0 or a != 1]
        arguments = ", ".join(self.element(a) for a in shown)
        name = "sqrt" if kernel.kind.value == "root" and kernel.order == 2 else kernel.kind.value
        if kernel.kind is Kind.LOG:
            return self._logarithm(kernel.arguments[0])
        return f"{name}({arguments})" if arguments else name

    def _logarithm(self, argument: Element) -> str:
        """The kernel is the logarithm of the absolute value."""
        match self.algebra.tower.sign(argument):
            case 1:
                return f"log({self.element(argument)})"
            case -1:
                return f"log({self.element(-argument)})"
            case _:
                return f"log(abs({self.element(argument)}))"

    def _kernel(self, key: Kernel, letters: Iterator[str]) -> str:
        match key:
            case Path(word=word, row=row, column=column):
                return _word(word, index(row), index(column), letters)
            case Trace(word=word):
                first = next(letters)
                return _word(word, first, first, letters)
            case Delta(left=left, right=right):
                return f"delta[{index(left)},{index(right)}]"
            case Scalar(name=name, indices=indices):
                return f"{name}[{','.join(map(index, indices))}]" if indices else name
            case Integer(atom=atom):
                return index(atom)
            case Sum(dummies=dummies, summand=summand):
                ranges = ", ".join(f"{index(Size.of(n))} in {s}..{t}" for n, s, t in dummies)
                return f"sum({self.element(summand)} for {ranges})"
            case Fold(kind=kind, dummy=dummy, start=start, stop=stop, body=body):
                return (
                    f"{kind}({self.element(body)} for {index(Size.of(dummy))} in {start}..{stop})"
                )
            case Indicator(relation=relation, argument=argument):
                return f"[{self.element(argument)} {relation} 0]"
            case OneSided(argument=argument):
                return f"step({self.element(argument)})"
            case Jet(function=name, slots=slots, arguments=arguments):
                marks = "".join(f"_{place + 1}" for place, _, _ in slots)
                return f"{name}{marks}({', '.join(self.element(a) for a in arguments)})"
            case Value(name=name, arguments=arguments):
                return f"{name}({', '.join(self.element(a) for a in arguments)})"


def index(size: Size) -> str:
    """An index as text: free indices a, b, dummies of sums p, q."""
    names = {"i!": "a", "j!": "b", "?r": "r", "?c": "c"}
    for name in size.names():
        if name[0] in "~?" and name not in names:
            names[name] = "pqstuv"[int(name[1:].partition(":")[0]) % 6]
    return str(size.replace({name: Size.of(text) for name, text in names.items()}))


def _letters(taken: frozenset[str]) -> Iterator[str]:
    names = chain(_BOUND, (f"i{number}" for number in count(1)))
    return (name for name in names if name not in taken)


def _word(word: Word, row: str, column: str, letters: Iterator[str]) -> str:
    left, factors = row, []
    for place, letter in enumerate(word):
        right = column if place == len(word) - 1 else next(letters)
        factors.append(_letter(letter, left, right))
        left = right
    return "*".join(factors)


def _letter(letter: Letter, left: str, right: str) -> str:
    if letter.transposed:
        letter, left, right = letter.flipped, right, left
    ends = [end for end, size in ((left, letter.rows), (right, letter.columns)) if not size.is_one]
    if letter.kind == "ones":
        return f"1[{','.join(ends)}]"
    return f"{letter}[{','.join(ends)}]" if ends else str(letter)
