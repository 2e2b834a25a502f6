"""q1 and q8: gradients that are sums of monomials."""

from __future__ import annotations

from random import Random

from benchmarks.course.arrays import NoValue, Shape
from benchmarks.course.drafts import Draft, Expressions
from benchmarks.course.polynomial import Monomial, Polynomial, collected, turned
from benchmarks.course.presentation import flat, presented
from benchmarks.course.slips import slips


class Ridge(Expressions):
    """The gradient of the ridge objective, multiplied out at the end."""

    ident = "q1"
    _GRADIENT = "-X'@(y - X@theta) + lambda*theta"
    _OBJECTIVE = "1/2*norm(y - X@theta)^2 + lambda/2*norm(theta)^2"

    def draft(self, random: Random, steps: int) -> Draft:
        """The gradient at once, from the expanded objective, or term by term."""
        gradient = self.read(self._GRADIENT)
        objective = self.read(self._OBJECTIVE)
        way = random.randrange(4)
        if way == 0:
            before, opening, first = (), "", ["grad(L, theta)"]
        elif way == 1:
            before, opening, first = (), "", ["grad(L, theta)"]
            first.append(f"grad({presented(objective, random)}, theta)")
        elif way == 2:
            before, opening, first = (f"L = {presented(objective, random)}",), "grad(L, theta)", []
        else:
            before = (self._OBJECTIVE, f"= {presented(objective, random)}")
            opening, first = "grad(L, theta)", []
        start = presented(gradient, random)
        bodies = [*first, start, *self.onward(start, random, max(1, steps - len(first) - 1))]
        if bodies[-1] == start or "(" in bodies[-1]:
            bodies.append(flat(gradient, random))
        return Draft(before, opening, tuple(bodies), sound=len(first))

    def concepts(self, _random: Random) -> list[str]:
        """Penalty dropped, square of a difference, norm for its square, inner derivative lost."""
        return [
            "-X'@(y - X@theta)",
            "-X'@(y - X@theta) + lambda*norm(theta)",
            "-X'@(y - X@theta) + lambda/2*norm(theta)^2",
            "-X'@X@theta + lambda*theta",
            "1/2*X'@X@theta - 1/2*X'@y + lambda/2*theta",
            "-2*norm(y - X@theta)*X'@(y - X@theta) + lambda*theta",
            "X'@X@theta - X'@y + lambda*theta - lambda/2*norm(theta)^2*theta",
        ]

    def own(self, random: Random) -> list[str]:
        """The objective wrongly multiplied out, and the gradient of that."""
        right = flat(self.read(self._OBJECTIVE), random)
        kind, wrong = random.choice(slips(right))
        try:
            if kind == "transpose" or self.question.equal(self._OBJECTIVE, wrong):
                return []
            gradient = self._gradient(self.read(wrong))
        except (Shape, NoValue):
            return []
        if len(gradient) < 2:
            return []
        line = f"grad(L, theta) = {presented(gradient, random)}"
        return [f"L = {wrong}", line, f"= {flat(gradient, random)}"]

    def _gradient(self, objective: Polynomial) -> Polynomial:
        """The gradient of a sum of quadratic and linear forms in theta."""
        found = []
        for term in objective:
            others = tuple(each for each in term.scalars if isinstance(each[0], str))
            for form, power in term.scalars:
                if isinstance(form, str):
                    continue
                assert power == 1
                for word in (form, turned(form)):
                    if word[0] == ("theta", True):
                        found.append(Monomial(term.coefficient, others, word[1:]))
        return collected(found)


class Softmax(Expressions):
    """The gradient of the cross-entropy of a softmax."""

    ident = "q8"

    def draft(self, random: Random, steps: int) -> Draft:
        """From the definition, or from the difference of logsumexp and scores."""
        ends = ["softmax(z) - y", "exp(z)/sum(exp(z)) - y", "sum(y)*softmax(z) - y"]
        entropy = ["logsumexp(z) - y'@z", "log(sum(exp(z))) - z'@y", "sum(y)*logsumexp(z) - y'@z"]
        way, chosen = random.randrange(3), random.choice(entropy)
        start = random.choice(ends)
        if way == 0:
            before, opening, first = (), "", ["grad(E, z)", f"grad({chosen}, z)"]
        elif way == 1:
            before, opening, first = (f"E = {chosen}",), "grad(E, z)", []
        else:
            before = ("E = -sum(y[i]*(z[i] - logsumexp(z)) for i in 1..m)", f"= {chosen}")
            opening, first = "grad(E, z)", []
        bodies = [*first, start, *self.onward(start, random, max(1, steps - len(first) - 1))]
        return Draft(before, opening, tuple(bodies), sound=len(first))

    def concepts(self, _random: Random) -> list[str]:
        """The log of a sum as a sum of logs, the diagonal of the Jacobian alone, no inner part."""
        return [
            "exp(z) - y",
            "ones(m) - y",
            "1/sum(exp(z))*ones(m) - y",
            "logsumexp(z)*softmax(z) - y",
            "softmax(z) - sum(y)*ones(m)",
            "y .* softmax(z) - y",
        ]
