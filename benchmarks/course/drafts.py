"""A right solution as a value: what can be changed in it, and what follows from a wrong line."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from random import Random

from benchmarks.course.polynomial import Polynomial, polynomial
from benchmarks.course.presentation import flat, presented
from benchmarks.course.questions import Question, questions
from benchmarks.course.slips import sum_of, terms
from derivcheck.language.parsing import parse_expression


@dataclass(frozen=True)
class Draft:
    """Lines that are true, then a chain; its first body is given or follows from `opening`.

    `opening`: the left side of the equation that opens the chain (`grad(L, theta)`), or "" when
    the first body stands alone. `sound`: how many bodies from the first are not changed.
    """

    before: tuple[str, ...]
    opening: str
    bodies: tuple[str, ...]
    relation: str = "="
    sound: int = 1

    def lines(self) -> list[str]:
        """The solution as written."""
        first = f"{self.opening} = {self.bodies[0]}" if self.opening else self.bodies[0]
        return [*self.before, first, *(f"{self.relation} {body}" for body in self.bodies[1:])]


class Route(ABC):
    """One question: right drafts, mistakes that are no slips, and steps from any line."""

    ident: str
    #: whether the last line of a draft is asked for in a form that a shorter one does not have
    finished_only = False

    @cached_property
    def question(self) -> Question:
        """The question in numbers."""
        return questions()[self.ident]

    @abstractmethod
    def draft(self, random: Random, steps: int) -> Draft:
        """A right solution with about so many steps."""

    @abstractmethod
    def concepts(self, random: Random) -> list[str]:
        """Wrong bodies after the sound ones of a draft that no single slip explains."""

    @abstractmethod
    def onward(self, body: str, random: Random, steps: int) -> list[str]:
        """What somebody who wrote this body, right or wrong, goes on to write."""

    def own(self, _random: Random) -> list[str]:
        """A wrong equation for a quantity on the way, then right steps with it; none if empty."""
        return []

    def same(self, left: str, right: str) -> bool:
        """Whether one body follows from another; raises `Shape` or `NoValue`."""
        return self.question.equal(left, right)


class Expressions(Route):
    """A route whose bodies are sums of monomials."""

    def read(self, text: str) -> Polynomial:
        """The monomials of a body."""
        return polynomial(parse_expression(text), self.question.shape)

    def onward(self, body: str, random: Random, steps: int) -> list[str]:
        """The same sum in other ways, at last flat."""
        read, bodies = self.read(body), [body]
        for number in range(steps):
            text = (flat if number == steps - 1 else presented)(read, random)
            if text != bodies[-1]:
                bodies.append(text)
        return bodies[1:]


def reordered(body: str, random: Random) -> str:
    """The terms of a sum in another order, whatever they are."""
    parts = terms(body)
    return sum_of(random.sample(parts, len(parts)))
