"""Rechecks a certificate: `python replay.py FILE`; the exit code is 0 if it is accepted.

A certificate states claims as trees, `["=", ["+", "x", "x"], ["*", "2", "x"]]`, and points. Both
sides become polynomials over Q in generators: free symbols and values of functions.
"""

from __future__ import annotations

import json
import operator
import sys
from functools import partial
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from flint import arb, ctx, fmpq, fmpq_mpoly_ctx

RELATIONS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
DERIVATIVES: dict[str, Any] = {  # of every function that is known here; f applies a function
    "1/": lambda f, a: -(f("1/", a) ** 2),
    "exp": lambda f, a: f("exp", a),
    "log": lambda f, a: f("1/", a),
    "sqrt": lambda f, a: f("1/", 2 * f("sqrt", a)),
    "sin": lambda f, a: f("cos", a),
    "cos": lambda f, a: -f("sin", a),
    "atan": lambda f, a: f("1/", 1 + a * a),
} | dict.fromkeys(("asin", "erf", "gamma", "pi", "step"))  # these are not differentiated
OPERATIONS: dict[str, Any] = {  # on arrays, which are lists of rows, and on truth values
    "+": lambda a, b: pairs(operator.add, a, b),
    "*": lambda a, b: pairs(operator.mul, a, b),
    "@": lambda a, b: [[_dot(row, column) for column in zip(*b, strict=True)] for row in a],
    "'": lambda a: [list(column) for column in zip(*a, strict=True)],
    "tr": lambda a: [[sum(row[i] for i, row in enumerate(a))]],
    "sum": lambda a: [[sum(x for row in a for x in row)]],
    "det": lambda a: [[_det(a)]],
    "and": lambda *truths: all(truths),
}


def pairs(f: Any, a: Any, b: Any) -> Any:
    """f entry by entry; a 1 by 1 array goes with every entry of the other."""
    if len(a) == len(a[0]) == 1:
        return [[f(a[0][0], y) for y in row] for row in b]
    if len(b) == len(b[0]) == 1:
        return [[f(x, b[0][0]) for x in row] for row in a]
    return [[f(x, y) for x, y in zip(*rows, strict=True)] for rows in zip(a, b, strict=True)]


def _dot(a: Any, b: Any) -> Any:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _det(a: Any) -> Any:
    minors = ([row[:j] + row[j + 1 :] for row in a[1:]] for j in range(len(a)))
    return _dot(a[0], [(-1) ** j * _det(minor) for j, minor in enumerate(minors)]) if a else 1


class Point:
    """The values of trees at a point: polynomials in generators whose numbers are known."""

    def __init__(self, part: Any, stated: Any) -> None:
        self.unused = [f"g{k}" for k in range(stated["generators"])]  # later ones are smaller
        self.ring, self.root, ctx.prec = fmpq_mpoly_ctx.get(self.unused), stated["root"], 256
        self.gens = dict(zip(self.unused, self.ring.gens(), strict=True))
        self.made: dict[Any, Any] = {}  # (function, argument): generator, argument, number
        self.live: list[dict[str, int]] = []  # infinitesimals, those of inner derivatives last
        self.names, self.branched = dict[str, Any](), False
        for key, shape in part["shapes"].items():
            array = self.names[key] = self.value(["array", *stated["values"][key]], {})
            if [len(array), *map(len, array)] != shape:
                raise ValueError(f"{key} has another shape")
            for i, j in product(*map(range, shape[:2])) if key in stated["free"] else ():
                place = sorted([i, j]) if ["=", key, ["'", key]] in part["given"] else [i, j]
                array[i][j] = self.new(f"{key} at", place, self.number(array[i][j]))
        if not all(self.value(given, self.names) for given in part["given"]):
            raise ValueError("an assumption does not hold at a point")
        self.branched = False

    def new(self, function: str, a: Any, number: Any) -> Any:
        """The generator that stands for a symbol or for a value of a function."""
        if not arb(number).is_finite():
            raise ValueError(f"{function} has no value at a point")
        if (function, str(a)) not in self.made:
            self.made[function, str(a)] = self.unused.pop(), a, number
        return self.gens[self.made[function, str(a)][0]]

    def number(self, p: Any) -> Any:
        """The number at the point: a rational or a ball, 0 if p is 0 modulo the relations."""
        numbers = {g: number for g, _, number in self.made.values()}
        terms = ((c, zip(self.gens, e, strict=True)) for e, c in p.terms())
        total = sum((c * prod(numbers[g] ** k for g, k in e if k) for c, e in terms), fmpq(0))
        return total if total > 0 or total < 0 or not self.vanishes(p) else fmpq(0)

    def vanishes(self, p: Any) -> bool:
        """Whether p is 0 modulo g*a = 1 for 1/a, g^2 = a for roots and sin^2 + cos^2 = 1."""
        for (function, text), (name, a, _) in reversed(self.made.items()):
            g = self.gens[name]
            if function == "1/":
                p = p.resultant(g * a - 1, name)
            elif function == "sqrt" or (function == "sin" and ("cos", text) in self.made):
                p %= g * g - (a if function == "sqrt" else 1 - self.new("cos", a, 0) ** 2)
        return bool(p == 0)

    def sign(self, p: Any) -> int:
        """The sign at the point; a kink has none where it is differentiated."""
        a = p.subs({e: 0 for level in self.live for e in level})
        number = self.number(a)
        if not (number > 0 or number < 0 or (number == 0 and a == p)):
            raise ValueError("a sign is not clear")
        self.branched |= not a.is_constant()
        return int(number > 0) - int(number < 0)

    def function(self, name: str, x: Any) -> Any:
        """A function; f(a + b*e) = f(a) + f'(a)*b*e and exp(a + k*b) = exp(a)*exp(b)^k."""
        if name == "step":
            return self.ring.constant(self.sign(x) >= 0)
        for level in reversed(self.live):
            b = sum(x.derivative(e).subs(level) * self.gens[e] for e in level)
            x = x.subs(level)
            if b != 0:
                return self.function(name, x) + DERIVATIVES[name](self.function, x) * b
        if name == "1/":
            number = 1 / self.number(x)
            return self.ring.constant(number) if x.is_constant() else self.new(name, x, number)
        if name == "exp":
            terms = [(e, c, max(-99, min(99, int(c * self.root))) or 1) for e, c in x.terms()]
            units = ((self.ring.from_dict({e: c / k}), k) for e, c, k in terms)
            bases = ((self.new(name, a, arb(self.number(a)).exp()), k) for a, k in units)
            powers = ((g if k > 0 else self.function("1/", g)) ** abs(k) for g, k in bases)
            return prod(powers, start=self.ring.constant(1))
        return self.new(name, x, getattr(arb(self.number(x)), name)())

    def value(self, tree: Any, names: Any) -> Any:
        """The value of a tree: rows of polynomials, or whether a condition holds."""
        inner = partial(self.value, names=names)
        match tree:
            case str():
                return [[self.ring.constant(fmpq(tree))]] if "-" <= tree[0] <= "9" else names[tree]
            case ["array", *rows]:
                return [[inner(entry)[0][0] for entry in row] for row in rows]
            case ["entry", array, i, j] if min(i, j) > 0:
                return [[inner(array)[i - 1][j - 1]]]
            case ["^", base, k]:
                return [[x**k for x in row] for row in inner(base)]
            case ["cases", *branches]:
                return inner(next((value for truth, value in branches if inner(truth)), "none"))
            case ["at", body, name, value]:
                return self.value(body, {**names, name: inner(value)})
            case ["grad", body, name]:
                moved = [[(x, self.unused.pop()) for x in row] for row in names[name]]
                self.live.append({e: 0 for row in moved for _, e in row})
                array = [[x + self.gens[e] for x, e in row] for row in moved]
                [[y]], level = self.value(body, {**names, name: array}), self.live.pop()
                return [[y.derivative(e).subs(level) for _, e in row] for row in moved]
            case [relation, left, right] if relation in RELATIONS:
                gaps = (x for row in pairs(operator.sub, inner(left), inner(right)) for x in row)
                truths = [getattr(operator, RELATIONS[relation])(self.sign(x), 0) for x in gaps]
                return any(truths) if relation == "!=" else all(truths)
            case [name, *arguments] if name in OPERATIONS:
                return OPERATIONS[name](*map(inner, arguments))
            case [name, argument] if name in DERIVATIVES:
                return [[self.function(name, x) for x in row] for row in inner(argument)]


def outcome(part: Any, stated: Any) -> str:
    """How the two sides of a claim compare at an admissible point."""
    point, (relation, *sides) = Point(part, stated), part["goal"]
    left, right = (point.value(side, point.names) for side in sides)
    if [[[str(point.number(x)) for x in r] for r in a] for a in (left, right)] != stated["sides"]:
        raise ValueError("a side has another value than the certificate says")
    gaps = [x for row in pairs(operator.sub, left, right) for x in row]
    free = set(part["shapes"]) <= set(stated["free"])
    if free and relation == "=" and all(map(point.vanishes, gaps)):
        return "identity on a branch" if point.branched else "identity"
    if relation in ("=", "<=", ">=") and all(abs(point.number(x)) < fmpq(1, 10**50) for x in gaps):
        return "equal to 50 digits, no proof"
    holds = point.value([relation, "left", "right"], {"left": left, "right": right})
    return {True: "holds, no proof", False: "fails"}[holds]


def recheck(certificate: Any) -> list[str]:
    """What the certificate shows; an error if that is not what it says."""
    parts = certificate["parts"]
    found = [sorted({outcome(part, point) for point in part["points"]}) for part in parts]
    proved = found and all(words and "fails" not in words for words in found)
    verdict = "refuted" if found == [["fails"]] else "proved" if proved else "nothing"
    if [verdict, *found] != [certificate["verdict"], *(part["outcomes"] for part in parts)]:
        raise ValueError(f"it shows {verdict}: {found}")
    told = ([part[key] for key in ("outcomes", "goal", "given", "shapes")] for part in parts)
    return [f"accepted: {verdict}", *map(json.dumps, told)]


if __name__ == "__main__":
    try:
        print(*recheck(json.loads(Path(sys.argv[1]).read_text("utf-8"))), sep="\n")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        sys.exit(f"rejected: {type(error).__name__}: {error}")
