"""Noncommutative completion: new rules from overlaps of old ones.

Where two rules apply to overlapping parts of one word, both results are equal; their
difference is a new rule. Every rule follows from relations that hold, so a word and its normal
form are equal whether or not the completion ends (Helton, Stankus and Wavrik, Computer
simplification of formulas in linear systems theory, IEEE Trans. Automatic Control 43 (1998)).
Only rules whose leading coefficient is a number are made, so that nothing is divided by a
coefficient that might vanish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derivcheck.calculus.contraction.letters import Word, order
from derivcheck.calculus.contraction.rewriting import (
    Combination,
    Rewriting,
    combine,
    transposed,
)

_LARGEST_DEGREE = 7
_ROUNDS = 3
_MOST_RULES = 80


def relate(rewriting: Rewriting, relation: Combination) -> bool:
    """Let a combination be 0, and its transpose; True if a rule came of it."""
    made = [_oriented(rewriting, relation), _oriented(rewriting, transposed(relation))]
    return any(made)


def _oriented(rewriting: Rewriting, relation: Combination) -> bool:
    relation = rewriting.reduced(relation)
    if not relation:
        return False
    leading = max(relation, key=order)
    number = relation[leading].is_number()
    if number is None or not leading or len(leading) > _LARGEST_DEGREE:
        return False
    rest = {word: c * (-1 / number) for word, c in relation.items() if word != leading}
    if any(_holds(word, leading) for word in rest):
        return False
    rewriting.add(leading, rest)
    return True


def _holds(word: Word, part: Word) -> bool:
    return any(word[k : k + len(part)] == part for k in range(len(word) - len(part) + 1))


def complete(rewriting: Rewriting) -> None:
    """Add the rules of overlaps, up to a degree and a number of rounds."""
    done: set[tuple[Word, Word]] = set()
    for _ in range(_ROUNDS):
        rules = list(_rules(rewriting))
        news = False
        for left in rules:
            for right in rules:
                if (left[0], right[0]) in done:
                    continue
                done.add((left[0], right[0]))
                for difference in _overlaps(left, right):
                    news |= relate(rewriting, difference)
                    if len(list(_rules(rewriting))) > _MOST_RULES:
                        return
        if not news:
            return


def _rules(rewriting: Rewriting) -> Iterable[tuple[Word, Combination]]:
    return (rule for rules in rewriting.rules.values() for rule in rules)


def _overlaps(
    first: tuple[Word, Combination], second: tuple[Word, Combination]
) -> Iterator[Combination]:
    """Differences of the two results for words where both rules apply."""
    (one, result), (other, outcome) = first, second
    for size in range(1, min(len(one), len(other))):
        if one[-size:] == other[:size]:
            tail, head = other[size:], one[:-size]
            if len(one) + len(tail) <= _LARGEST_DEGREE:
                yield _difference(_times((), result, tail), _times(head, outcome, ()))
    if len(other) < len(one):
        for start in range(len(one) - len(other) + 1):
            if one[start : start + len(other)] == other:
                head, tail = one[:start], one[start + len(other) :]
                yield _difference(result, _times(head, outcome, tail))


def _times(head: Word, combination: Combination, tail: Word) -> Combination:
    return {head + word + tail: coefficient for word, coefficient in combination.items()}


def _difference(left: Combination, right: Combination) -> Combination:
    return combine(left, {word: -coefficient for word, coefficient in right.items()})
