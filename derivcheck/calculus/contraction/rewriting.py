"""Words in normal form: adjacent letters joined, then rules for inverses of sums.

A rule replaces a word by a combination of smaller ones (degree first, then letter by letter),
so that rewriting ends. Every rule is an identity of matrices for every size.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from derivcheck.calculus.contraction.facts import Facts
from derivcheck.calculus.contraction.letters import Letter, Word, flip, order
from derivcheck.calculus.tower import Element
from derivcheck.language.sizes import ONE, ZERO, Size

#: a combination of words with coefficients from the tower
Combination = dict[Word, Element]

_MOST_STEPS = 2_000
#: powers of a letter up to this exponent are written out
_LONGEST = 12


def combine(left: Combination, right: Combination, scale: Element | None = None) -> Combination:
    """left + scale * right."""
    result = dict(left)
    for word, coefficient in right.items():
        added = coefficient if scale is None else coefficient * scale
        total = result[word] + added if word in result else added
        if total.is_zero():
            result.pop(word, None)
        else:
            result[word] = total
    return result


def transposed(combination: Combination) -> Combination:
    """The transpose of every word."""
    return {flip(word): coefficient for word, coefficient in combination.items()}


class Rewriting:
    """Rules for words; `normal` applies them."""

    def __init__(self, one: Element, facts: Facts) -> None:
        self.one = one
        self.facts = facts
        self.rules: dict[Letter, list[tuple[Word, Combination]]] = {}
        self._normal: dict[Word, Combination] = {}

    def add(self, left: Word, right: Combination) -> None:
        """Let `left` be replaced by `right`."""
        self.rules.setdefault(left[0], []).append((left, right))
        self._normal.clear()

    def forget(self) -> None:
        """Forget normal forms, because facts have changed."""
        self._normal.clear()

    def normal(self, word: Word) -> Combination:
        """The word as a combination of words to which no rule applies."""
        known = self._normal.get(word)
        if known is None:
            known = self._normal[word] = self._reduced({word: self.one})
        return known

    def reduced(self, combination: Combination) -> Combination:
        """A combination in normal form."""
        result: Combination = {}
        for word, coefficient in combination.items():
            result = combine(result, self.normal(word), coefficient)
        return result

    def _reduced(self, todo: Combination) -> Combination:
        done: Combination = {}
        for _ in range(_MOST_STEPS):
            if not todo:
                return done
            word = max(todo, key=order)
            coefficient = todo.pop(word)
            joined = self.joined(word)
            if joined != word:
                todo = combine(todo, {joined: coefficient})
            elif (step := self._step(word)) is not None:
                todo = combine(todo, step, coefficient)
            else:
                done = combine(done, {word: coefficient})
        return combine(done, todo)

    def _step(self, word: Word) -> Combination | None:
        for start, letter in enumerate(word):
            for left, right in self.rules.get(letter, ()):
                if word[start : start + len(left)] == left:
                    before, after = word[:start], word[start + len(left) :]
                    return {before + middle + after: c for middle, c in right.items()}
        return None

    def joined(self, word: Word) -> Word:
        """The word with neighbours joined where two letters are one letter or none."""
        stack: list[Letter] = []
        queue = list(reversed(word))
        while queue:
            letter = queue.pop()
            expanded = self._written_out(letter)
            if expanded is not None:
                queue.extend(reversed(expanded))
                continue
            merged = self._join(stack[-1], letter) if stack else None
            if merged is None:
                stack.append(letter)
            else:
                stack.pop()
                queue.extend(reversed(merged))
        return tuple(stack)

    # neighbours -----------------------------------------------------------------------------

    def _join(self, left: Letter, right: Letter) -> Word | None:
        if left.orthogonal and right == left.flipped:
            return ()
        kinds = {left.kind, right.kind}
        if "inverse" in kinds and (right == inverse_of(left) or left == inverse_of(right)):
            return ()
        if "power" in kinds:
            return _joined_powers(left, right)
        if "chain" in kinds:
            if left.transposed or right.transposed:
                other = self._joined_chains(right.flipped, left.flipped)
                return None if other is None else flip(other)
            return self._joined_chains(left, right)
        return None

    def _joined_chains(self, left: Letter, right: Letter) -> Word | None:
        """P(a, b) P(b - 1, c) = P(a, c), W[a + 1] P(a, b) = P(a + 1, b), P(a, b) W[b - 1]."""
        long = left if left.kind == "chain" else right
        factor = long.payload
        assert isinstance(factor, ChainFactor)
        first = factor.span(left)
        second = factor.span(right)
        if first is None or second is None or first[1] - ONE != second[0]:
            return None
        for start, stop in (first, second):
            if not self.facts.nonnegative(start - stop + ONE):
                return None
        return (factor.chain(first[0], second[1]),)

    def _written_out(self, letter: Letter) -> Word | None:
        """A chain or power of known length as single letters."""
        if letter.kind == "chain":
            assert isinstance(letter.payload, ChainFactor)
            start, stop = letter.indices
            length = (start - stop + ONE).constant
            if length is None:
                if self.facts.nonnegative(stop - start - ONE):
                    return ()
                return None
            word = tuple(letter.payload.at(start - Size.of(k)) for k in range(max(length, 0)))
            return flip(word) if letter.transposed else word
        if letter.kind == "power" and (exponent := letter.indices[0].constant) is not None:
            base = _base(letter)
            if base is not None and abs(exponent) <= _LONGEST:
                factor = base[0] if exponent >= 0 else inverse_of(base[0])
                return (factor,) * abs(exponent)
        return None


@lru_cache(maxsize=4096)
def inverse_of(letter: Letter) -> Letter:
    """The inverse of a square letter, for arrays, inverses, powers and orthogonal matrices."""
    if letter.orthogonal:
        return letter.flipped
    if letter.kind == "inverse" and isinstance(letter.payload, Letter):
        return letter.payload.flipped if letter.transposed else letter.payload
    if letter.kind == "power":
        return replace(letter, indices=(-letter.indices[0],))
    if letter.transposed:
        return inverse_of(letter.flipped).flipped
    return replace(
        letter,
        kind="inverse",
        name=f"inv({letter})",
        indices=(),
        rows=letter.columns,
        columns=letter.rows,
        payload=letter,
    )


def power_of(letter: Letter, exponent: Size) -> Letter:
    """A^k for a square letter; the base is never transposed or a power."""
    if letter.kind == "power":
        return replace(letter, indices=(letter.indices[0] * exponent,))
    if letter.transposed:
        return power_of(letter.flipped, exponent).flipped
    if letter.kind == "inverse" and isinstance(letter.payload, Letter):
        return power_of(letter.payload, -exponent)
    return replace(letter, kind="power", name=str(letter), indices=(exponent,), payload=letter)


def _joined_powers(left: Letter, right: Letter) -> Word | None:
    """A^j A^k = A^(j + k), wherever both have a value."""
    first, second = _base(left), _base(right)
    if first is None or second is None or first[0] != second[0]:
        return None
    exponent = first[1] + second[1]
    return () if exponent == ZERO else (power_of(first[0], exponent),)


def _base(letter: Letter) -> tuple[Letter, Size] | None:
    if letter.kind == "power":
        assert isinstance(letter.payload, Letter)
        base = letter.payload.flipped if letter.transposed else letter.payload
        return base, letter.indices[0]
    if letter.kind == "inverse":
        if not isinstance(letter.payload, Letter):
            return None
        return inverse_of(letter), -ONE
    return letter, ONE


class ChainFactor:
    """A letter as a function of an index: `W[j]`, the factor of an ordered product."""

    INDEX = "·"

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.names = letter.names - {self.INDEX}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ChainFactor) and self.letter == other.letter

    def __hash__(self) -> int:
        return hash(self.letter)

    def at(self, index: Size) -> Letter:
        """The factor with this index."""
        values = {self.INDEX: index}
        return replace(
            self.letter,
            rows=self.letter.rows.replace(values),
            columns=self.letter.columns.replace(values),
            indices=tuple(i.replace(values) for i in self.letter.indices),
        )

    def span(self, letter: Letter) -> tuple[Size, Size] | None:
        """The range of indices, descending, whose product the letter is."""
        if letter.kind == "chain":
            return letter.indices if letter.payload == self else None  # type: ignore[return-value]
        if letter.kind != self.letter.kind or letter.name != self.letter.name:
            return None
        for pattern, index in zip(self.letter.indices, letter.indices, strict=False):
            shift = pattern - Size.of(self.INDEX)
            if self.INDEX not in shift.names():
                guess = index - shift
                return (guess, guess) if self.at(guess) == letter else None
        return None

    def chain(self, start: Size, stop: Size) -> Letter:
        """The product from start down to stop."""
        return Letter(
            "chain",
            str(self.letter),
            self.at(start).rows,
            self.at(stop).columns,
            (start, stop),
            payload=self,
        )
