"""Sums of products of entries, with symbolic indices, as elements of a tower.

The tower's opaque generators are the kernels of `kernels.py`. Equal elements are equal for
every size and every value of the free indices in their ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from itertools import count, islice

from derivcheck.calculus.contraction.bounded import Bounds
from derivcheck.calculus.contraction.facts import Facts
from derivcheck.calculus.contraction.kernels import (
    Delta,
    Integer,
    Jet,
    Kernel,
    Path,
    Scalar,
    Trace,
    Value,
)
from derivcheck.calculus.contraction.letters import (
    Word,
    flip,
    least,
    least_rotation,
    order,
    rotations,
)
from derivcheck.calculus.contraction.radix import equal_digits
from derivcheck.calculus.contraction.rewriting import Rewriting
from derivcheck.calculus.tower import Element, GeneratorId, Kind, Tower
from derivcheck.language.sizes import ONE, Member, Size

#: powers of generators, as in the terms of an element
Powers = tuple[tuple[GeneratorId, int], ...]


class Algebra:
    """Kernels and their rules over one tower."""

    def __init__(self, tower: Tower, facts: Facts) -> None:
        self.tower = tower
        self.facts = facts
        self.one = tower.number(1)
        self.zero = tower.number(0)
        self.rewriting = Rewriting(self.one, facts)
        #: matrices that were inverted, by key; names declared invertible and positive definite
        self.inverted: dict[tuple[str, str], tuple[Element, Size]] = {}
        self.invertible: frozenset[str] = frozenset()
        self.definite: frozenset[str] = frozenset()
        #: between which numbers the entries of a symbol lie
        self.bounds: Bounds = {}
        #: the range of every dummy that was ever used
        self.ranges: dict[str, tuple[Size, Size]] = {}
        self.active: list[str] = []
        #: pairs of free indices that a case distinction could make equal or different
        self.open_deltas: dict[Delta, None] = {}
        #: active dummies whose range may be empty
        self.uncertain: set[str] = set()
        #: changes with every change of what is known of the active dummies
        self.frame = 0
        self._frames = count(1)
        self._names: dict[GeneratorId, frozenset[str]] = {}

    # kernels --------------------------------------------------------------------------------

    def key(self, generator: GeneratorId) -> Kernel | None:
        """The kernel of an opaque generator; None for functions."""
        kernel = self.tower.describe(generator)
        if kernel.kind is not Kind.OPAQUE:
            return None
        return kernel.key  # type: ignore[return-value]  # every opaque key is ours

    def names_of(self, generator: GeneratorId) -> frozenset[str]:
        """The names of indices and sizes in a generator."""
        found = self._names.get(generator)
        if found is None:
            kernel = self.tower.describe(generator)
            if kernel.kind is Kind.OPAQUE:
                found = kernel.key.names  # type: ignore[attr-defined]  # every opaque key is ours
            else:
                found = self.names(*kernel.arguments)
            self._names[generator] = found
        return found

    def names(self, *elements: Element) -> frozenset[str]:
        """The names of indices and sizes in elements."""
        found: set[str] = set()
        for element in elements:
            for generator in element.generators():
                found |= self.names_of(generator)
        return frozenset(found)

    def scalar(self, name: str, indices: tuple[Size, ...] = ()) -> Element:
        """A scalar symbol, or a member of a family."""
        return self.tower.generator(Scalar(name, indices))

    def value(
        self, name: str, indices: tuple[Size, ...], arguments: tuple[Element, ...]
    ) -> Element:
        """A number that is known by what it is made of only."""
        names = self.names(*arguments).union(*(index.names() for index in indices))
        names -= {"?r", "?c"}
        return self.tower.generator(Value(name, indices, arguments, names))

    def jet(
        self,
        function: str,
        place: tuple[Size, Size],
        slots: tuple[tuple[int, Size, Size], ...],
        arguments: tuple[Element, ...],
    ) -> Element:
        """An entry of a partial derivative of an unknown function."""
        ordered = tuple(sorted(slots, key=lambda slot: (slot[0], str(slot[1]), str(slot[2]))))
        indices = (*place, *(index for _, row, column in slots for index in (row, column)))
        names = self.names(*arguments).union(*(index.names() for index in indices))
        key = Jet(function, *place, ordered, arguments, names - {"?r", "?c"})
        return self.tower.generator(key)

    def number(self, size: Size) -> Element:
        """A polynomial of sizes and indices as a number."""
        if (constant := size.constant) is not None:
            return self.tower.number(constant)
        result = self.zero
        for monomial, coefficient in size.terms:
            term = self.tower.number(coefficient)
            for atom in monomial:
                term = term * self._integer(atom)
            result = result + term
        return result

    def _integer(self, atom: str | Member) -> Element:
        return self.tower.generator(Integer(Size.of(atom)))

    def delta(self, left: Size, right: Size) -> Element:
        """1 where two indices are equal, else 0."""
        gap = left - right
        if (constant := gap.constant) is not None:
            return self.zero if constant else self.one
        if self.facts.different(left, right):
            return self.zero
        gaps = equal_digits(self.facts, gap)
        if len(gaps) > 1:
            result = self.one
            for part in gaps:
                result = result * self.delta(*_sides(part))
            return result
        if str(right) < str(left):
            left, right = right, left
        key = Delta(left, right)
        if not any(name.startswith("~") for name in key.names):
            self.open_deltas[key] = None
        return self.tower.generator(key)

    def path(self, word: Word, row: Size, column: Size) -> Element:
        """The entry (row, column) of a product; index 1 at an end of size 1."""
        result = self.one
        start, left = 0, row
        for end in range(1, len(word)):
            if word[end].rows.is_one:
                result = result * self._piece(word[start:end], left, ONE)
                start, left = end, ONE
        return result * self._piece(word[start:], left, column)

    def _piece(self, word: Word, row: Size, column: Size) -> Element:
        if all(letter.kind == "ones" for letter in word):
            return self.number(word[0].columns) if len(word) == 2 else self.one
        if len(word) == 1 and not word[0].transposed and word[0].kind == "array":
            return self._oriented(word, row, column)
        result = self.zero
        for reduced, coefficient in self.rewriting.normal(word).items():
            if reduced == word:
                part = self._oriented(word, row, column)
            elif not reduced:
                part = self.delta(row, column)
            else:
                part = self.path(reduced, row, column)
            result = result + coefficient * part
        return result

    def _oriented(self, word: Word, row: Size, column: Size) -> Element:
        other = flip(word)
        if other != word:
            normal = self.rewriting.normal(other)
            if normal.keys() == {word} and normal[word].is_number() in (1, -1):
                return self._own_transpose(word, normal[word], row, column)
            # two transposed words may turn into each other: only downwards
            smallest = order(least(word))
            if normal.keys() != {other} and all(order(least(w)) < smallest for w in normal):
                return self._piece(other, column, row)
        if (order(other), str(column), str(row)) < (order(word), str(row), str(column)):
            word, row, column = other, column, row
        return self.tower.generator(Path(word, row, column))

    def _own_transpose(self, word: Word, sign: Element, row: Size, column: Size) -> Element:
        """An entry of a word that the rules make its own transpose, or minus that."""
        if row == column and sign.is_number() == -1:
            return self.zero
        first, second = sorted((row, column), key=str)
        entry = self.tower.generator(Path(word, first, second))
        return entry if first == row else sign * entry

    def trace(self, word: Word) -> Element:
        """The trace of a product, up to rotation and transposition."""
        for rotated in rotations(word):
            if rotated[0].rows.is_one:
                return self.path(rotated, ONE, ONE)
        smallest = least_rotation(word)
        for rotated in rotations(word):
            for choice in (rotated, flip(rotated)):
                normal = self.rewriting.normal(choice)
                turned = {least_rotation(w): c.is_number() for w, c in normal.items()}
                if turned == {smallest: -1}:
                    return self.zero
                down = choice is rotated or all(order(w) < order(smallest) for w in turned)
                if down and normal.keys() != {choice}:
                    return self._total_trace(normal.items(), choice[0].rows)
        return self.tower.generator(Trace(smallest))

    def _total_trace(self, parts: Iterable[tuple[Word, Element]], size: Size) -> Element:
        result = self.zero
        for word, coefficient in parts:
            result = result + coefficient * (self.trace(word) if word else self.number(size))
        return result

    # dummies --------------------------------------------------------------------------------

    @contextmanager
    def dummy(self, start: Size, stop: Size) -> Iterator[str]:
        """A name for an index of this range, unlike every name that is now in use."""
        used = {name.partition(":")[0] for name in self.active}
        level = next(level for level in count() if f"~{level}" not in used)
        outside, frame = self.facts, self.frame
        name = f"~{level}:{start}..{stop}"
        if not self._ranged(name, start, stop):
            self._know(outside.extended((Size.of(name) - start, stop - Size.of(name))))
            self.uncertain.add(name)
        self.active.append(name)
        try:
            yield name
        finally:
            self.active.pop()
            self.uncertain.discard(name)
            if self.facts is not outside:
                self._know(outside)
                self.frame = frame

    def label(self, place: int, start: Size, stop: Size) -> str:
        """The canonical name of a dummy in a kernel."""
        name = f"?{place}:{start}..{stop}"
        self._ranged(name, start, stop)
        return name

    def free_places(self, element: Element, wanted: int) -> list[int]:
        """Numbers for canonical names of dummies that do not occur in the element."""
        taken = {name.partition(":")[0] for name in self.names(element)}
        free = (place for place in count() if f"?{place}" not in taken)
        return list(islice(free, wanted))

    def _ranged(self, name: str, start: Size, stop: Size) -> bool:
        """Note the range of a name; False if it may be empty and so tells nothing."""
        self.ranges[name] = (start, stop)
        if not self.facts.nonnegative(stop - start):
            return False
        self.facts.add(Size.of(name) - start)
        self.facts.add(stop - Size.of(name))
        return True

    def _know(self, facts: Facts) -> None:
        self.facts = self.rewriting.facts = facts
        self.frame = next(self._frames)
        self.rewriting.forget()

    # elements from terms --------------------------------------------------------------------

    def monomial(self, coefficient: Fraction | int, powers: Powers) -> Element:
        """A coefficient times powers of generators."""
        ring = self.tower.ring
        product = ring.constant(coefficient)
        for generator, exponent in powers:
            product = product * ring.generator(generator) ** exponent
        return self.tower.polynomial(product)

    def renamed(self, element: Element, values: Mapping[str, Size]) -> Element:
        """The element with names of indices replaced, kernels built anew."""
        from derivcheck.calculus.contraction.renaming import renamed

        return renamed(self, element, values)


def _sides(gap: Size) -> tuple[Size, Size]:
    """left - right = gap without negative coefficients."""
    left = Size(tuple(term for term in gap.terms if term[1] > 0))
    return left, left - gap
