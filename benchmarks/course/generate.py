"""A class of students: who answers what, rightly or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.course.answers import KINDS, Answer, Unsuited, right
from benchmarks.course.beale import Beale
from benchmarks.course.drafts import Route
from benchmarks.course.equations import LearningRate, NormalEquations
from benchmarks.course.hands import put_down
from benchmarks.course.hinge import Hinge
from benchmarks.course.momentum import Momentum
from benchmarks.course.network import Network
from benchmarks.course.ridge import Ridge, Softmax
from benchmarks.course.writing import Submission

ROUTES: tuple[Route, ...] = (
    Ridge(),
    LearningRate(),
    Hinge(),
    Network(),
    Momentum(),
    Beale(),
    NormalEquations(),
    Softmax(),
)
#: how many answers in a hundred are of a kind
SHARES = {
    "right": 44,
    "slip": 20,
    "concept": 12,
    "two": 5,
    "own": 4,
    "bare": 4,
    "stopped": 4,
    "illegible": 4,
    "form": 3,
}


def answer(route: Route, kind: str, random: Random, steps: int) -> Answer:
    """An answer of a kind, or a right one where the question has none of that kind."""
    try:
        made = KINDS[kind](route, random, steps)
    except Unsuited:
        made = right(route, random, steps)
    return put_down(made, random)


def submissions(
    count: int,
    seed: int,
    answers: int,
    steps: int | None,
    kinds: Sequence[str] = tuple(SHARES),
    pool: int = 0,
) -> Iterator[Submission]:
    """So many students with so many answers each, of so many steps or of three to seven.

    `pool`: so many different answers a question, of which every student has one; without it
    every answer is made anew.
    """
    random = Random(seed)  # noqa: S311
    shares = [SHARES[kind] for kind in kinds]

    def made(route: Route) -> Answer:
        kind = random.choices(kinds, shares)[0]
        return answer(route, kind, random, steps or random.randint(3, 7))

    pools = {route.ident: [made(route) for _ in range(pool)] for route in ROUTES}
    width = len(str(count))
    for number in range(1, count + 1):
        chosen = sorted(random.sample(ROUTES, answers), key=lambda route: route.ident)
        own = (random.choice(pools[r.ident]) if pool else made(r) for r in chosen)
        yield f"s{number:0{width}}", tuple(own)


def pairs(made: Sequence[Submission]) -> int:
    """How many different pairs of neighbouring lines there are."""
    return len(
        {
            (each.question, *pair)
            for _, own in made
            for each in own
            for pair in zip(each.lines, each.lines[1:], strict=False)
        }
    )
