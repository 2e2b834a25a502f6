"""q3: the gradient of the mean hinge loss with a penalty."""

from __future__ import annotations

from random import Random

from benchmarks.course.drafts import Draft, Expressions
from benchmarks.course.presentation import presented

#: cases that are y[i]*x[i] where the margin is below 1, with the same value at the kink
_AT_THE_KINK = (
    "cases(zeros(d) if margin(i) > 1, {} if margin(i) <= 1)",
    "cases({} if margin(i) <= 1, zeros(d) if margin(i) > 1)",
    "cases(zeros(d) if margin(i) > 1, {} otherwise)",
    "cases({} if margin(i) <= 1, zeros(d) otherwise)",
)
_FLAT_AT_THE_KINK = (
    "cases({} if margin(i) < 1, zeros(d) if margin(i) >= 1)",
    "cases(zeros(d) if margin(i) >= 1, {} if margin(i) < 1)",
    "cases({} if margin(i) < 1, zeros(d) otherwise)",
    "cases(zeros(d) if margin(i) >= 1, {} otherwise)",
    "indicator(margin(i) < 1)*{}",
)
_SPLIT = (
    "1/K*sum(grad(max(0, 1 - margin(i)), w) for i in 1..K) + lambda*w",
    "lambda*w + 1/K*sum(grad(max(0, 1 - margin(i)), w) for i in 1..K)",
    "1/K*sum(grad(max(0, 1 - margin(i)), w) for i in 1..K) + grad(lambda/2*norm(w)^2, w)",
)


class Hinge(Expressions):
    """Sample by sample; a solution keeps to one value at the kinks."""

    ident = "q3"

    def draft(self, random: Random, steps: int) -> Draft:
        """The sum of the samples' gradients, written several times."""
        ways = random.choice([_AT_THE_KINK, _FLAT_AT_THE_KINK])
        first = ["grad(L, w)"]
        if random.random() < 0.6:
            first.append(random.choice(_SPLIT))
        bodies = list(first)
        while len(bodies) < max(steps, len(first) + 1):
            text = self._written(random.choice(ways), random)
            if text != bodies[-1]:
                bodies.append(text)
        return Draft((), "", tuple(bodies), sound=len(first))

    def _written(self, way: str, random: Random) -> str:
        value, sign = random.choice([("-y[i]*x[i]", "+"), ("y[i]*x[i]", "-")])
        if "indicator" in way and value.startswith("-"):
            value, sign = "y[i]*x[i]", "-"
        sample = way.format(value)
        if random.random() < 0.2:
            return f"1/K*sum(lambda*w {sign} {sample} for i in 1..K)"
        front = "1/K" if sign == "+" else "-1/K"
        return presented(self.read(f"{front}*sum({sample} for i in 1..K) + lambda*w"), random)

    def concepts(self, _random: Random) -> list[str]:
        """Maximum of derivatives, mean margin, averaged twice, penalty in a branch or squared."""
        right = "-y[i]*x[i]"
        samples = [
            ("-y[i]*w", "1/K", "lambda*w"),
            ("-y[i]*(x[i] + b)", "1/K", "lambda*w"),
            ("(1 - margin(i))*x[i]", "1/K", "lambda*w"),
            (right, "1/K^2", "lambda*w"),
            (right, "1/K", "lambda/2*norm(w)^2*w"),
            (right, "1/K", "lambda*norm(w)"),
        ]
        sums = [(_AT_THE_KINK[2].format(value), *rest) for value, *rest in samples]
        inside = _AT_THE_KINK[2].format("lambda*w - y[i]*x[i]")
        return [
            "1/K*sum(max(zeros(d), -y[i]*x[i]) for i in 1..K) + lambda*w",
            f"1/K*sum({inside} for i in 1..K)",
            *(f"{front}*sum({sample} for i in 1..K) + {rest}" for sample, front, rest in sums),
        ]
