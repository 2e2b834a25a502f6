"""q5: the velocity written out; a line is a sum of scalars, v[t - k] is put in step by step."""

from __future__ import annotations

import re
from random import Random

from benchmarks.course.drafts import Draft, Expressions
from benchmarks.course.polynomial import Polynomial, collected
from benchmarks.course.presentation import flat, presented

_CLOSED = "-eps*sum(alpha^(t-i)*g[i] for i in 1..t)"
_ENDS = (
    "-sum(eps*alpha^(t-i)*g[i] for i in 1..t)",
    "sum(-eps*alpha^(t-i)*g[i] for i in 1..t)",
    "-eps*(g[t] + sum(alpha^(t-i)*g[i] for i in 1..t-1))",
    "-eps*sum(alpha^(t-i)*g[i] for i in 1..t-1) - eps*g[t]",
    "-eps*(sum(alpha^(t-i)*g[i] for i in 1..t-1) + g[t])",
)
_VELOCITY = re.compile(r"v\[t - (\d)\]")
_DEEPEST = 3


class Momentum(Expressions):
    """From the velocity to the sum, or back."""

    ident = "q5"
    finished_only = True

    def draft(self, random: Random, steps: int) -> Draft:
        """The recursion, put in again, brought together to the sum."""
        bodies = ["v[t]", "alpha*v[t-1] - eps*g[t]"]
        current = self.read(bodies[-1])
        while len(bodies) < steps - 1:
            deeper = self._put_in(current) if random.random() < 0.5 else current
            current = deeper
            text = presented(current, random)
            if text != bodies[-1]:
                bodies.append(text)
        if random.random() < 0.5:
            bodies.append(random.choice(_ENDS))
        bodies.append(_CLOSED)
        if random.random() < 0.25:
            bodies.reverse()
        return Draft((), "", tuple(bodies))

    def _put_in(self, terms: Polynomial) -> Polynomial:
        """v[t - k] = alpha v[t - k - 1] - eps g[t - k] in every term, as far as t >= 3 allows."""
        put = []
        for term in terms:
            found = [(s, _VELOCITY.fullmatch(s)) for s, _ in term.scalars if isinstance(s, str)]
            lags = [(s, int(match[1])) for s, match in found if match]
            if not lags or lags[0][1] >= _DEEPEST:
                put.append(term)
                continue
            name, lag = lags[0]
            rule = self.read(f"alpha*v[t - {lag + 1}] - eps*g[t - {lag}]")
            rest = type(term)(
                term.coefficient, tuple(each for each in term.scalars if each[0] != name)
            )
            put += [rest.times(part) for part in rule]
        return collected(put)

    def concepts(self, _random: Random) -> list[str]:
        """The series of a constant gradient, alpha lost or not counted, powers turned round."""
        return [
            "alpha*(v[t-2] - eps*g[t-1]) - eps*g[t]",
            "alpha^2*v[t-2] - eps*(g[t-1] + g[t])",
            "(alpha - eps)*v[t-1] + eps*(v[t-1] - g[t-1])",
            "alpha*(v[t-1] - eps*g[t])",
            "-eps*sum(alpha*g[i] for i in 1..t)",
            "-eps*sum(alpha^i*g[i] for i in 1..t)",
            "-eps*alpha^t*sum(g[i] for i in 1..t)",
            "-eps*g[t]*(1 - alpha^t)/(1 - alpha)",
            "alpha*v[t-1] + alpha*v[t-2] - eps*g[t]",
        ]

    def onward(self, body: str, random: Random, steps: int) -> list[str]:
        """The sum in other ways, with the recursion put in where a velocity stands."""
        bodies = [body]
        if " for " in body or "(1 - alpha^t)" in body:
            return []
        current = self.read(body)
        for number in range(steps):
            current = self._put_in(current) if random.random() < 0.5 else current
            text = (flat if number == steps - 1 else presented)(current, random)
            if text != bodies[-1]:
                bodies.append(text)
        return bodies[1:]
