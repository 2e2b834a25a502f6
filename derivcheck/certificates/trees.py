"""Terms and conditions of the engine as trees of certificates, at given sizes and integers.

Sizes, subscripts and ranges become numbers, so that sums are written out and families are their
members; functions that the replay does not know are written by those that it knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.certificates import building as made
from derivcheck.certificates.arrays import BY_SHAPE, LARGEST, SIMPLE, matrix_power
from derivcheck.certificates.building import NoCertificate, Tree
from derivcheck.certificates.integers import Integers
from derivcheck.language.operators import FUNCTIONS, Operator
from derivcheck.language.terms import (
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Context,
    Derivative,
    Entry,
    ForRange,
    Iterated,
    Literal2D,
    Negation,
    Pi,
    Piecewise,
    SequenceMember,
    Substitution,
    Term,
    Unknown,
    Variable,
)

__all__ = ["Instance", "NoCertificate"]

_O = Operator
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}


class Instance(Integers):
    """A claim at sizes and integers; `functions` are unknown functions with their parameters."""

    def __init__(
        self,
        context: Context,
        integers: Mapping[str, int],
        functions: Mapping[str, Term] | None = None,
    ) -> None:
        super().__init__(integers)
        self.context, self.functions = context, functions or {}

    def with_integers(self, more: Mapping[str, int]) -> Instance:
        """The same with bound indices."""
        return Instance(self.context, {**self.integers, **more}, self.functions)

    # terms

    def tree(self, term: Term) -> Tree:
        """A term as nested lists with a word at their head."""
        value = self.rational(term) if term.shape.is_scalar else None
        if value is not None:
            return made.number(value)
        match term:
            case Pi():
                return ["pi", "0"]
            case Variable():
                return self.key(term)
            case Apply():
                return self._applied(term)
            case Entry(base=base, row=row, column=column):
                return self._entry(base, row, column)
            case Literal2D(rows=rows):
                return ["array", *([self.tree(entry) for entry in row] for row in rows)]
            case Piecewise():
                return self._cases(term)
            case Iterated():
                return self._iterated(term)
            case Substitution(body=body, bindings=bindings):
                keys = [self.key(variable) for variable, _ in bindings]
                return made.at_once(
                    self.tree(body), keys, [self.tree(value) for _, value in bindings]
                )
            case Derivative():
                return self._derivative(term)
            case Unknown(function=function, arguments=arguments):
                return self._unknown(function, arguments)
            case SequenceMember(sequence=sequence, index=index):
                return self._member(sequence, self.integer(index))
            case _:
                raise NoCertificate(f"{type(term).__name__} is not written in certificates")

    def _applied(self, term: Apply) -> Tree:
        operator, arguments = term.operator, term.arguments
        if operator is _O.POWER:
            return self._power(*arguments)
        rows, columns = self.shape(term.shape)
        match operator:
            case _O.IDENTITY:
                return made.identity(rows)
            case _O.ZEROS | _O.ONES:
                return made.array(rows, columns, lambda *_: str(int(operator is _O.ONES)))
            case _O.BASIS if term.parameter is not None:
                k = self.integer(term.parameter)
                return made.array(rows, 1, lambda i, _: str(int(i == k)))
        inner = [self.tree(argument) for argument in arguments]
        if operator in SIMPLE:
            return SIMPLE[operator](*inner)
        if operator.value in FUNCTIONS:
            rule = made.FUNCTIONS.get(operator.value)
            return rule(inner[0]) if rule else [operator.value, inner[0]]
        shapes = [self.shape(argument.shape) for argument in arguments]
        if operator is _O.MATRIX_POWER and term.parameter is not None:
            return matrix_power(inner[0], rows, self.integer(term.parameter))
        if operator is _O.INVERSE:
            return made.inverse(inner[0], rows)
        if operator in BY_SHAPE:
            return BY_SHAPE[operator](shapes, *inner)
        raise NoCertificate(f"{operator.value} is not written in certificates")

    def _power(self, base: Term, exponent: Term) -> Tree:
        e = self.rational(exponent)
        if e == 2 and isinstance(base, Apply) and base.operator is _O.NORM:
            return ["sum", ["^", self.tree(base.arguments[0]), 2]]
        x = self.tree(base)
        if e is None:
            return ["exp", ["*", self.tree(exponent), ["log", x]]]
        if e.denominator <= 2:
            root = x if e.denominator == 1 else ["sqrt", x]
            high = root if abs(e.numerator) == 1 else ["^", root, abs(e.numerator)]
            return high if e >= 0 else ["1/", high]
        return ["exp", ["*", made.number(e), ["log", x]]]

    def _entry(self, base: Term, row: Term | None, column: Term | None) -> Tree:
        array, (rows, columns) = self.tree(base), self.shape(base.shape)
        i = None if row is None else self.integer(row)
        j = None if column is None else self.integer(column)
        if (i is not None and not 1 <= i <= rows) or (j is not None and not 1 <= j <= columns):
            raise NoCertificate("a subscript is out of range at a point")
        if i is not None and j is not None:
            return ["entry", array, i, j]
        if i is not None:
            return made.bound(
                array, "#A", lambda a: made.array(columns, 1, lambda k, _: ["entry", a, i, k])
            )
        return made.bound(
            array, "#A", lambda a: made.array(rows, 1, lambda k, _: ["entry", a, k, j])
        )

    def _cases(self, term: Piecewise) -> Tree:
        otherwise = term.otherwise and self.tree(term.otherwise)
        if term.shape.is_scalar:
            branches = [[self.condition(when), self.tree(value)] for when, value in term.branches]
            return ["cases", *branches, *([[["and"], otherwise]] if otherwise else [])]
        rows, columns = self.shape(term.shape)

        def entry(i: int, j: int) -> Tree:
            found = [
                [self.condition(when, (i, j)), self._at(value, (i, j))]
                for when, value in term.branches
            ]
            last = [[["and"], self._at(term.otherwise, (i, j))]] if term.otherwise else []
            return ["cases", *found, *last]

        return made.array(rows, columns, entry)

    def _at(self, term: Term, place: tuple[int, int] | None) -> Tree:
        """A term, or its entry at a place where it has several."""
        tree = self.tree(term)
        return (
            tree if place is None or self.shape(term.shape) == (1, 1) else ["entry", tree, *place]
        )

    def _iterated(self, term: Iterated) -> Tree:
        start, stop = self.integer(term.start), self.integer(term.stop)
        steps = range(start, stop - 1, -1) if term.descending else range(start, stop + 1)
        if len(steps) > LARGEST:
            raise NoCertificate("a range is too long to be written out")
        rows, columns = self.shape(term.shape)
        scalar = (rows, columns) == (1, 1)
        zero = "0" if scalar else made.array(rows, columns, lambda *_: "0")
        one = "1" if scalar else made.identity(rows)
        parts = []
        for step in steps:
            inner = self.with_integers({term.index: step})
            part = inner.tree(term.body)
            if term.condition is not None:
                only, empty = inner.condition(term.condition), zero if term.kind == "sum" else one
                part = ["cases", [only, part], [["and"], empty]]
            parts.append(part)
        match term.kind:
            case "sum":
                return made.folded(made.plus, parts) if parts else zero
            case "prod":
                join = (lambda a, b: ["*", a, b]) if scalar else (lambda a, b: ["@", a, b])
                return made.folded(join, parts) if parts else one
            case "max" | "min" if parts and term.condition is None:
                return made.folded(made.largest if term.kind == "max" else made.smallest, parts)
        raise NoCertificate(f"a {term.kind} over this range is not written in certificates")

    def _derivative(self, term: Derivative) -> Tree:
        name = self.key(term.variable)
        (rows, columns), (m, n) = self.shape(term.body.shape), self.shape(term.variable.shape)
        body = self.tree(term.body)

        def gradient(i: int, j: int) -> Tree:
            entry = body if (rows, columns) == (1, 1) else ["entry", body, i, j]
            return ["grad", entry, name]

        if term.kind == "gradient":
            return gradient(1, 1)
        if term.kind == "along":
            assert term.tangent is not None
            tangent = self.tree(term.tangent)

            def slope(i: int, j: int) -> Tree:
                if (m, n) == (1, 1):
                    return made.times(tangent, gradient(i, j))
                return ["sum", ["*", gradient(i, j), tangent]]

            return slope(1, 1) if (rows, columns) == (1, 1) else made.array(rows, columns, slope)
        places = [(i, j) for j in range(1, columns + 1) for i in range(1, rows + 1)]
        names = [f"#G{k}" for k in range(len(places))]
        entries = [(i, j) for j in range(1, n + 1) for i in range(1, m + 1)]
        tree: Tree = ["array", *([["entry", g, i, j] for i, j in entries] for g in names)]
        for g, place in zip(names, places, strict=True):
            tree = ["at", tree, g, gradient(*place)]
        return tree

    def _unknown(self, function: str, arguments: tuple[Term, ...]) -> Tree:
        body = self.functions.get(function)
        if body is None:
            raise NoCertificate("a claim about unknown functions is proved for none in particular")
        entries: list[Tree] = []
        for argument in arguments:
            tree, (rows, columns) = self.tree(argument), self.shape(argument.shape)
            places = [(i, j) for j in range(1, columns + 1) for i in range(1, rows + 1)]
            single = len(places) == 1
            entries += [tree] if single else [["entry", tree, i, j] for i, j in places]
        names = [f"x{k}" for k in range(1, len(entries) + 1)]
        return made.at_once(Instance(self.context, {}).tree(body), names, entries)

    def _member(self, sequence: str, index: int) -> Tree:
        """`v[t]` with the members before it, down to the starts."""
        rule = self.context.recurrences[sequence]
        starts = dict(rule.starts)
        if index in starts:
            return self.tree(starts[index])
        if index < min(starts):
            raise NoCertificate(f"{sequence}[{index}] does not exist")
        if index - min(starts) > LARGEST:
            raise NoCertificate("a sequence is too long to be written out")
        return self.with_integers({rule.index: index}).tree(rule.step)

    # conditions

    def condition(
        self, condition: Condition, place: tuple[int, int] | None = None, holds: bool = True
    ) -> Tree:
        """A condition, or its negation; between arrays at a place, where one is given."""
        match condition:
            case Comparison(relation=relation, left=left, right=right):
                head = relation if holds else _OPPOSITE[relation]
                if not holds and place is None and relation not in ("=", "!="):
                    self._single(left, right)
                return [head, self._at(left, place), self._at(right, place)]
            case All(parts=parts) | Any(parts=parts):
                found = [self.condition(part, place, holds) for part in parts]
                every = isinstance(condition, All) == holds
                return ["and", *found] if every else made.either(found)
            case Negation(part=part):
                return self.condition(part, place, not holds)
            case ForRange(part=part, index=index, condition=only):
                found = []
                for step in range(self.integer(condition.start), self.integer(condition.stop) + 1):
                    inner = self.with_integers({index: step})
                    each = inner.condition(part, place, holds)
                    if only is not None:
                        beside = inner.condition(only, place, not holds)
                        each = made.either([beside, each]) if holds else ["and", beside, each]
                    found.append(each)
                return ["and", *found] if holds else made.either(found)
            case _:
                raise NoCertificate(f"{type(condition).__name__} is not written in certificates")

    def _single(self, *terms: Term) -> None:
        if any(self.shape(term.shape) != (1, 1) for term in terms):
            raise NoCertificate("that arrays are not in order is not written in certificates")
