"""q2 and q7: equations that are solved, both sides as sums of monomials."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from benchmarks.course.drafts import Draft, Route
from benchmarks.course.polynomial import (
    IDENTITY,
    Monomial,
    Polynomial,
    collected,
    polynomial,
)
from benchmarks.course.presentation import flat, joined, presented, shuffled
from derivcheck.language import syntax
from derivcheck.language.parsing import parse_proposition

Sides = tuple[Polynomial, Polynomial]
_MINUS = Fraction(-1)


class Equations(Route):
    """Steps between equations: another way to write them, a term moved, a factor, the solution."""

    finished_only = True
    unknown: str

    def same(self, left: str, right: str) -> bool:
        """Equations follow when they have the same solutions."""
        return self.question.equivalent(left, right)

    def sides(self, text: str) -> Sides:
        """Both sides of an equation."""
        tree = parse_proposition(text)
        assert isinstance(tree, syntax.Relation)
        left, right = tree.operands
        return polynomial(left, self.question.shape), polynomial(right, self.question.shape)

    def onward(self, body: str, random: Random, steps: int) -> list[str]:
        """Steps to the solution of this equation."""
        sides, bodies = self.sides(body), [body]
        if self._solved(sides) or not self._separate(sides)[0]:
            return []
        while len(bodies) < steps - 1:
            sides = random.choice([self._moved, self._scaled, self._as_it_is])(sides, random)
            text = self._text(sides, random)
            if text not in bodies:
                bodies.append(text)
        separate = self._separate(sides)
        apart = self._text(separate, random)
        if steps > 1 and apart not in bodies:
            bodies.append(apart)
        return [*bodies[1:], self.solution(separate, random)] if separate[1] else bodies[1:]

    def _text(self, sides: Sides, random: Random) -> str:
        left, right = (presented(side, random) for side in sides)
        return f"{left} = {right}"

    def _as_it_is(self, sides: Sides, _random: Random) -> Sides:
        return sides

    def _moved(self, sides: Sides, random: Random) -> Sides:
        """One term on the other side."""
        left, right = sides
        moving = random.choice([*left, *right])
        kept_left = tuple(each for each in left if each is not moving)
        kept_right = tuple(each for each in right if each is not moving)
        there = (moving.scaled(_MINUS),)
        if any(each is moving for each in left):
            return kept_left, collected((*kept_right, *there))
        return collected((*kept_left, *there)), kept_right

    def _scaled(self, sides: Sides, random: Random) -> Sides:
        """Both sides times a number that is not 0."""
        factor = random.choice([Fraction(2), Fraction(1, 2), _MINUS])
        left, right = (tuple(each.scaled(factor) for each in side) for side in sides)
        return left, right

    def _separate(self, sides: Sides) -> Sides:
        """The terms with the unknown on the left, the others on the right."""
        every = collected((*sides[0], *(each.scaled(_MINUS) for each in sides[1])))
        left = tuple(each for each in every if self.has_unknown(each))
        right = tuple(each.scaled(_MINUS) for each in every if not self.has_unknown(each))
        return left, right

    def has_unknown(self, term: Monomial) -> bool:
        """Whether a term contains the unknown."""
        names = [name for name, _ in term.word] + [s for s, _ in term.scalars]
        return self.unknown in names

    def _solved(self, sides: Sides) -> bool:
        (left, right), one = sides, Fraction(1)
        alone = Monomial(one, ((self.unknown, 1),)), Monomial(one, (), ((self.unknown, False),))
        return left in ((alone[0],), (alone[1],)) and not any(map(self.has_unknown, right))

    def solution(self, sides: Sides, random: Random) -> str:
        """The unknown alone on the left, from separate sides."""
        raise NotImplementedError


class LearningRate(Equations):
    """The equation for the best learning rate."""

    ident = "q2"
    unknown = "eta"
    _STARTS = (
        "-4/n^2*(X@X'@a0)'@(a0 - eta*2/n*X@X'@a0) = 0",
        "4/n^2*(X@X'@a0)'@(eta*2/n*X@X'@a0 - a0) = 0",
        "(X@X'@a0)'@(a0 - 2*eta/n*X@X'@a0) = 0",
        "(a0'@X@X')@(X@w0 - eta*2/n*X@X'@a0 - t) = 0",
        "(X@X'@a0)'@a0 = 2*eta/n*(X@X'@a0)'@(X@X'@a0)",
        "-4/n^2*a0'@X@X'@a0 + 8*eta/n^3*a0'@X@X'@X@X'@a0 = 0",
    )

    def draft(self, random: Random, steps: int) -> Draft:
        """The derivative, separated and solved."""
        first = ["d(L1, eta) = 0"]
        if random.random() < 0.5:
            first.append("d(1/n*norm(a0 - eta*2/n*X@X'@a0)^2, eta) = 0")
        start = random.choice(self._STARTS)
        clean = "a0'@X@X'@a0 - 2*eta/n*a0'@X@X'@X@X'@a0 = 0" if "w0" in start else start
        more = self.onward(clean, random, max(2, steps - len(first)))
        return Draft((), "", (*first, start, *more), "<=>", len(first))

    def solution(self, sides: Sides, random: Random) -> str:
        """Division by the coefficient, a number that is not 0."""
        left, right = sides
        over = tuple(
            Monomial(m.coefficient, tuple(each for each in m.scalars if each[0] != "eta"))
            for m in left
        )
        if len(over) > 1:
            return f"eta = ({flat(right, random)})/({flat(over, random)})"
        (divisor,) = over
        inverse = Monomial(
            1 / divisor.coefficient, tuple((scalar, -power) for scalar, power in divisor.scalars)
        )
        return f"eta = {flat(tuple(each.times(inverse) for each in right), random)}"

    def concepts(self, _random: Random) -> list[str]:
        """X X' lost or counted twice, chain rule without its inner part, a product split."""
        return [
            "(X@X'@a0)'@a0 - 2*eta/n*a0'@X@X'@a0 = 0",
            "-4/n^2*a0'@(a0 - eta*2/n*X@X'@a0) = 0",
            "2/n*(X@X'@a0)'@(a0 - eta*2/n*a0) = 0",
            "-4/n^2*(X@X'@a0)'@(X@w0 - eta*2/n*X@X'@a0) = 0",
            "-4/n^2*(X@X'@a0)'@(X@w0 - eta*2/n*X@X'@w0 - t) = 0",
            "(X@X'@a0)'@a0 - eta/n*(X@X'@a0)'@(X@X'@a0) = 0",
            "a0'@a0 - 2*eta/n*a0'@X@X'@a0 = 0",
        ]


class NormalEquations(Equations):
    """The stationary point of the ridge objective."""

    ident = "q7"
    unknown = "theta"
    _STARTS = (
        "-X'@y + X'@X@theta + lambda*theta = 0",
        "-X'@(y - X@theta) + lambda*theta = 0",
        "X'@(X@theta - y) = -lambda*theta",
        "X'@(y - X@theta) = lambda*theta",
        "X'@X@theta + lambda*theta = X'@y",
        "(X'@X + lambda*I)@theta - X'@y = 0",
    )

    def draft(self, random: Random, steps: int) -> Draft:
        """The gradient, separated and solved."""
        start = random.choice(self._STARTS)
        more = self.onward(start, random, max(2, steps - 1))
        return Draft((), "", ("grad(L, theta) = 0", start, *more), "<=>")

    def solution(self, sides: Sides, random: Random) -> str:
        """The inverse of the matrix before the unknown."""
        left, right = sides
        matrix = tuple(Monomial(m.coefficient, m.scalars, m.word[:-1] or IDENTITY) for m in left)
        inner = joined(shuffled(matrix, random), random)
        text = presented(right, random)
        if all(each.word == IDENTITY for each in matrix):
            numbers = tuple(Monomial(each.coefficient, each.scalars) for each in matrix)
            return f"theta = 1/({flat(numbers, random)})*({text})"
        return f"theta = inv({inner})@{f'({text})' if set(text) & set('+-*/ ') else text}"

    def concepts(self, _random: Random) -> list[str]:
        """The penalty lost, or in the wrong place; the inverse of a sum; X cancelled."""
        return [
            "theta = inv(X'@X)@X'@y + 1/lambda*X'@y",
            "X'@X@theta + lambda*I@X'@y = X'@y",
            "(X'@X + lambda*X'@X)@theta = X'@y",
            "theta = X'@inv(X@X' + I)@y",
            "X'@X@theta = X'@y + lambda*X'@y",
            "(X'@X + lambda^2*I)@theta = X'@y",
        ]
