"""q6: the gradient of the Beale function; u, v and q are its three brackets."""

from __future__ import annotations

from random import Random

from benchmarks.course.drafts import Draft, Expressions, reordered
from benchmarks.course.presentation import presented
from derivcheck.language import syntax
from derivcheck.language.parsing import parse_expression
from derivcheck.language.printing import show

_FIRST = "2*u*(x2 - 1) + 2*v*(x2^2 - 1) + 2*q*(x2^3 - 1)"
_SECOND = "2*u*x1 + 4*v*x1*x2 + 6*q*x1*x2^2"
_FIRSTS = (
    _FIRST,
    "2*(x2 - 1)*u + 2*(x2^2 - 1)*v + 2*(x2^3 - 1)*q",
    "2*(u*(x2 - 1) + v*(x2^2 - 1) + q*(x2^3 - 1))",
    "2*(x2 - 1)*(u + v*(x2 + 1) + q*(x2^2 + x2 + 1))",
    "-2*u*(1 - x2) - 2*v*(1 - x2^2) - 2*q*(1 - x2^3)",
)
_WRONG_SECONDS = (
    "2*u*x1 + 2*v*x1*x2 + 2*q*x1*x2^2",
    "2*u + 4*v*x2 + 6*q*x2^2",
    "2*u*x1 + 2*v*x1*x2^2 + 2*q*x1*x2^3",
    "u*x1 + 2*v*x1*x2 + 3*q*x1*x2^2",
)


class Beale(Expressions):
    """Both partial derivatives, as the milestones ask, then the gradient in one chain."""

    ident = "q6"

    def draft(self, random: Random, steps: int) -> Draft:
        """The pair of both derivatives written several times."""
        before = (f"d(f, x1) = {random.choice(_FIRSTS)}", f"d(f, x2) = {self._second(random)}")
        bodies = ["grad(f, [x1, x2])", "[d(f, x1), d(f, x2)]"]
        while len(bodies) < max(steps - 2, 3):
            text = f"[{random.choice(_FIRSTS)}, {self._second(random)}]"
            if text != bodies[-1]:
                bodies.append(text)
        return Draft(before, "", tuple(bodies), sound=2)

    def _second(self, random: Random) -> str:
        return presented(self.read(_SECOND), random)

    def concepts(self, random: Random) -> list[str]:
        """Inner derivatives lost, -1 or x1 lost, exponents not brought down, a square of a sum."""
        first = random.choice(_FIRSTS)
        return [
            f"[2*u*x2 + 2*v*x2^2 + 2*q*x2^3, {_SECOND}]",
            f"[2*u + 2*v + 2*q, {_SECOND}]",
            f"[{first}, 2*u + 2*v + 2*q]",
            f"[{first}, 2*u*x1 + 2*v*x1*x2 + 2*q*x1*x2^2]",
            f"[{first}, 2*u + 4*v*x2 + 6*q*x2^2]",
            f"[{first}, 2*u*x1 + 2*v*x1*x2^2 + 2*q*x1*x2^3]",
            "[-6*x1 + 2*x1*x2^2 + 2*x1*x2^4 + 2*x1*x2^6, 2*x1^2*x2 + 4*x1^2*x2^3 + 6*x1^2*x2^5]",
            f"[2*(x2 - 1) + 2*(x2^2 - 1) + 2*(x2^3 - 1), {_SECOND}]",
        ]

    def onward(self, body: str, random: Random, steps: int) -> list[str]:
        """The terms of each entry in another order."""
        bodies = [body]
        for _ in range(steps):
            tree = parse_expression(bodies[-1])
            assert isinstance(tree, syntax.ArrayLiteral)
            entries = ", ".join(reordered(show(each), random) for each in tree.entries)
            if f"[{entries}]" not in bodies:
                bodies.append(f"[{entries}]")
        return bodies[1:]

    def own(self, random: Random) -> list[str]:
        """A wrong derivative by x2, written twice, and the gradient with it."""
        first = random.choice(_FIRSTS)
        wrong = random.choice(_WRONG_SECONDS)
        again = presented(self.read(wrong), random)
        lines = [f"d(f, x1) = {first}", f"d(f, x2) = {wrong}", f"= {again}"]
        return [*lines, f"grad(f, [x1, x2]) = [{first}, {again}]"]
