"""q4: the backward pass; a line is put together from the gradient at h2 and the Jacobians."""

from __future__ import annotations

from random import Random

from benchmarks.course.arrays import NoValue, Shape
from benchmarks.course.drafts import Draft, Route
from benchmarks.course.slips import exchanged

#: the gradient at h2, with its sign before it
_DELTA = (
    ("-", "y .* yhat .* (1 - yhat)"),
    ("-", "yhat .* y .* (1 - yhat)"),
    ("-", "y .* (1 - yhat) .* yhat"),
    ("+", "y .* yhat .* (yhat - 1)"),
    ("-", "y .* (yhat - yhat .* yhat)"),
    ("-", "diag(y)@(yhat .* (1 - yhat))"),
    ("-", "diag(yhat .* (1 - yhat))@y"),
)
#: the other parts: what switches the layer, the weights, the input
_PARTS = ("indicator(h1 > 0)", "W2'", "x'")
_WRONG_PARTS = (
    ("relu(h1)", "W2'", "x'"),
    ("h1", "W2'", "x'"),
    ("a1", "W2'", "x'"),
    ("indicator(h1 < 0)", "W2'", "x'"),
    ("(1 - indicator(h1 > 0))", "W2'", "x'"),
)
_WRONG_DELTA = (
    ("-", "y .* sigmoid(yhat) .* (1 - sigmoid(yhat))"),
    ("-", "y .* yhat .* yhat"),
    ("-", "y .* (1 - yhat)"),
    ("-", "y .* h2 .* (1 - h2)"),
    ("-", "yhat .* (1 - y)"),
    ("-", "yhat .* sigmoid(1 - yhat) .* sigmoid(y)"),
)


def _written(delta: tuple[str, str], parts: tuple[str, str, str], random: Random) -> str:
    (sign, body), (switch, weights, given) = delta, parts
    front = "-" if sign == "-" else ""
    way = random.randrange(5)
    if way == 0:
        return f"({switch} .* ({weights}@({front}{body})))@{given}"
    if way == 1:
        return f"{front}({switch} .* ({weights}@({body})))@{given}"
    if way == 2:
        return f"{front}diag({switch})@{weights}@({body})@{given}"
    if way == 3:
        return f"{front}(({weights}@({body})) .* {switch})@{given}"
    return f"{front}diag({switch})@({weights}@({body})@{given})"


class Network(Route):
    """The gradient at h2 first, as the milestone asks, then the weights in one chain."""

    ident = "q4"

    def draft(self, random: Random, steps: int) -> Draft:
        """Each line again from its parts."""
        before = [f"grad(L, h2) = {self._delta(random)}"]
        if random.random() < 0.5:
            before = ["grad(L, h2) = grad(L, yhat) .* yhat .* (1 - yhat)"]
            before.append(f"= {self._delta(random)}")
        first = ["grad(L, W1)"]
        if random.random() < 0.5:
            first.append("grad(L, h1)@x'")
        if random.random() < 0.5:
            first.append("(indicator(h1 > 0) .* grad(L, a1))@x'")
        if random.random() < 0.3:
            first.append("(indicator(h1 > 0) .* (W2'@grad(L, h2)))@x'")
        bodies = list(first)
        while len(before) + len(bodies) < max(steps, len(before) + len(first) + 1):
            text = _written(random.choice(_DELTA), _PARTS, random)
            if text != bodies[-1]:
                bodies.append(text)
        return Draft(tuple(before), "", tuple(bodies), sound=len(first))

    def _delta(self, random: Random) -> str:
        sign, body = random.choice(_DELTA)
        return f"-{body}" if sign == "-" else body

    def concepts(self, random: Random) -> list[str]:
        """relu for its derivative, the sigmoid twice or in a wrong place."""
        wrong = [_written(random.choice(_DELTA), parts, random) for parts in _WRONG_PARTS]
        return wrong + [_written(delta, _PARTS, random) for delta in _WRONG_DELTA]

    def onward(self, body: str, random: Random, steps: int) -> list[str]:
        """The parts that stand in the line put together again, or factors exchanged."""
        parts = [each for each in _WRONG_PARTS if each[0] in body] or [_PARTS]
        deltas = [each for each in (*_WRONG_DELTA, *_DELTA) if each[1] in body]
        bodies = [body]
        for _ in range(steps):
            texts = [_written(deltas[0], parts[0], random)] if deltas else []
            texts = [each for each in texts if self._follows(body, each)] or exchanged(bodies[-1])
            texts = [each for each in texts if each not in bodies]
            if texts:
                bodies.append(random.choice(texts))
        return bodies[1:]

    def _follows(self, body: str, text: str) -> bool:
        try:
            return self.same(body, text)
        except (Shape, NoValue):
            return False

    def own(self, random: Random) -> list[str]:
        """A wrong gradient at h2, stated, and the rest of the pass with it."""
        sign, body = random.choice(_WRONG_DELTA)
        delta = f"-{body}" if sign == "-" else body
        lines = [f"grad(L, h2) = {delta}", f"grad(L, a1) = W2'@({delta})"]
        if random.random() < 0.5:
            lines.append(f"grad(L, h1) = indicator(h1 > 0) .* (W2'@({delta}))")
        return [*lines, f"grad(L, W1) = {_written((sign, body), _PARTS, random)}"]
