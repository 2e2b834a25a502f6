"""Elements with names of indices replaced, every kernel built anew by its rules."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace

from derivcheck.calculus.contraction import folds, indicators, sums
from derivcheck.calculus.contraction.algebra import Algebra
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
from derivcheck.calculus.contraction.letters import Letter, Word
from derivcheck.calculus.contraction.matrices import MatrixOf
from derivcheck.calculus.contraction.rewriting import ChainFactor
from derivcheck.calculus.tower import Element
from derivcheck.language.sizes import Size

Values = Mapping[str, Size]


def renamed(algebra: Algebra, element: Element, values: Values) -> Element:
    """The element with names replaced."""
    moved = {name: value for name, value in values.items() if value != Size.of(name)}
    if not moved or not algebra.names(element) & moved.keys():
        return element
    return algebra.tower.substitute(element, _changes(algebra, moved))


def rebuilt(algebra: Algebra, element: Element) -> Element:
    """The element with every kernel built anew, because the rules have changed."""
    return algebra.tower.substitute(element, lambda key: _kernel(algebra, key, {}))


def _changes(algebra: Algebra, values: Values) -> Callable[[Hashable], Element | None]:
    def change(key: Hashable) -> Element | None:
        if not key.names & values.keys():  # type: ignore[attr-defined]  # all keys are kernels
            return None
        return _kernel(algebra, key, values)

    return change


def _kernel(algebra: Algebra, key: Hashable, values: Values) -> Element | None:
    match key:
        case Path(word=word, row=row, column=column):
            changed = _word(algebra, word, values)
            return algebra.path(changed, row.replace(values), column.replace(values))
        case Trace(word=word):
            return algebra.trace(_word(algebra, word, values))
        case Delta(left=left, right=right):
            return algebra.delta(left.replace(values), right.replace(values))
        case Scalar(name=name, indices=indices):
            return algebra.scalar(name, tuple(index.replace(values) for index in indices))
        case Integer(atom=atom):
            return algebra.number(atom.replace(values))
        case Sum():
            return _sum(algebra, key, values)
        case Indicator(relation=relation, argument=argument):
            return indicators.indicator(algebra, relation, _again(algebra, argument, values))
        case OneSided(argument=argument, even=even):
            return indicators.side(algebra, _again(algebra, argument, values), even)
        case Value(name=name, indices=indices, arguments=arguments):
            return algebra.value(
                name,
                tuple(index.replace(values) for index in indices),
                tuple(_again(algebra, argument, values) for argument in arguments),
            )
        case Fold(start=start, stop=stop):
            ends = start.replace(values), stop.replace(values)
            return folds.rebuilt(algebra, key, *ends, dict(values))
        case Jet(slots=slots, arguments=arguments):
            return algebra.jet(
                key.function,
                (key.row.replace(values), key.column.replace(values)),
                tuple((p, r.replace(values), c.replace(values)) for p, r, c in slots),
                tuple(_again(algebra, argument, values) for argument in arguments),
            )
    return None


def _again(algebra: Algebra, element: Element, values: Values) -> Element:
    return renamed(algebra, element, values) if values else rebuilt(algebra, element)


def _sum(algebra: Algebra, key: Sum, values: Values) -> Element:
    with sums.opened(algebra, key, dict(values)) as (summand, dummies):
        if not values:
            summand = rebuilt(algebra, summand)
        for name in reversed(dummies):
            summand = sums.total(algebra, summand, name)
    return summand


def _word(algebra: Algebra, word: Word, values: Values) -> Word:
    return tuple(_letter(algebra, letter, values) for letter in word)


def _letter(algebra: Algebra, letter: Letter, values: Values) -> Letter:
    if not letter.names & values.keys():
        return letter
    payload = letter.payload
    if isinstance(payload, Letter):
        payload = _letter(algebra, payload, values)
    elif isinstance(payload, ChainFactor):
        payload = ChainFactor(_letter(algebra, payload.letter, values))
    elif isinstance(payload, MatrixOf):
        payload = payload.changed(renamed(algebra, payload.element, values), values)
    return replace(
        letter,
        rows=letter.rows.replace(values),
        columns=letter.columns.replace(values),
        indices=tuple(index.replace(values) for index in letter.indices),
        payload=payload,
    )
