"""Answers with the marks that they must get, made from right drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.course.arrays import NoValue, Shape
from benchmarks.course.drafts import Draft, Route, reordered
from benchmarks.course.questions import written_out
from benchmarks.course.slips import slips

#: one mark, or the lowest and the highest while a line waits
Marks = int | tuple[int, int]
_ATTEMPTS = 60
#: how often a slip may be inside of a bracket
_WRITTEN_OUT = 0.3


@dataclass(frozen=True)
class Mistake:
    """A wrong line: what kind of slip it is, what stands there and what is right."""

    kind: str
    line: int
    written: str
    right: str
    shape: bool


@dataclass(frozen=True)
class Answer:
    """The lines to one question, the marks by the rule, and what was planted."""

    question: str
    kind: str
    lines: tuple[str, ...]
    method: Marks
    answer: Marks
    first_wrong_line: int | None = None
    mistakes: tuple[Mistake, ...] = ()


class Unsuited(Exception):
    """A draft in which nothing of the wanted kind can be planted."""


def right(route: Route, random: Random, steps: int) -> Answer:
    """A right answer."""
    lines = route.draft(random, steps).lines()
    return _full(route, "right", lines)


def bare(route: Route, random: Random, steps: int) -> Answer:
    """The question and the answer, nothing between them; milestones are missing."""
    draft = route.draft(random, steps)
    first = draft.opening or draft.bodies[0]
    end = draft.bodies[-1]
    lines = [f"{first} = {end}"] if draft.relation == "=" else [first, f"<=> {end}"]
    missing = sum(each["marks"] for each in route.question.fields.get("require", ()))
    full = _full(route, "bare", lines)
    return replace(full, method=route.question.method - missing)


def stopped(route: Route, random: Random, steps: int) -> Answer:
    """Right lines that stop before the answer."""
    draft = route.draft(random, steps)
    keep = len(draft.bodies) - 1 if route.finished_only else draft.sound
    if keep < 2:
        raise Unsuited
    lines = replace(draft, bodies=draft.bodies[:keep]).lines()
    return replace(_full(route, "stopped", lines), answer=0)


def illegible(route: Route, random: Random, steps: int) -> Answer:
    """A right answer with a spot that could not be read, in a line that is not the last."""
    draft = route.draft(random, steps)
    inner = range(draft.sound, len(draft.bodies) - 1)
    if not inner:
        raise Unsuited
    at = random.choice([each for each in inner if each > 0] or [0])
    if at == 0:
        raise Unsuited
    body = draft.bodies[at]
    words = [place for place, sign in enumerate(body) if sign == " "] or [len(body)]
    spoilt = f"{body[: random.choice(words)]} [?]"
    bodies = (*draft.bodies[:at], spoilt, *draft.bodies[at + 1 :])
    full = _full(route, "illegible", replace(draft, bodies=bodies).lines())
    return replace(full, method=(route.question.method - 1, route.question.method))


def slip(route: Route, random: Random, steps: int) -> Answer:
    """One slip of the pen, and what follows from it."""
    for _ in range(_ATTEMPTS):
        draft = route.draft(random, steps)
        at = random.randrange(draft.sound, len(draft.bodies))
        if at == 0 and not draft.opening:
            continue
        body = draft.bodies[at]
        if random.random() < _WRITTEN_OUT:
            body = written_out(route.ident, body)
        found = _planted(route, random, _before(draft, at), body)
        if found is None:
            continue
        kind, wrong, shape = found
        length = len(draft.bodies) - at - random.randint(0, 1)
        onward = _onward(route, random, wrong, shape, length)
        return _wrong(route, "slip", draft, at, wrong, onward, kind, shape)
    raise Unsuited


def concept(route: Route, random: Random, steps: int) -> Answer:
    """A mistake that is no slip, and what follows from it."""
    for _ in range(_ATTEMPTS):
        draft = route.draft(random, steps)
        at = draft.sound
        wrong = random.choice(route.concepts(random))
        shape = _wrongness(route, _before(draft, at), wrong)
        if shape is None:
            continue
        length = len(draft.bodies) - at - random.randint(0, 1)
        onward = _onward(route, random, wrong, shape, length)
        return _wrong(route, "concept", draft, at, wrong, onward, "concept", shape)
    raise Unsuited


def two(route: Route, random: Random, steps: int) -> Answer:
    """Two independent slips, the second in what follows from the first."""
    for _ in range(_ATTEMPTS):
        one = slip(route, random, steps)
        follows = len(one.lines) - (one.first_wrong_line or 0)
        if follows < 1 or one.mistakes[0].shape:
            continue
        at = random.randrange(len(one.lines) - follows, len(one.lines))
        relation, body = one.lines[at].split(" ", 1)
        before = one.lines[at - 1].split(" ", 1)[1]
        if " = " in before and relation == "=":
            before = before.split(" = ", 1)[1]
        found = _planted(route, random, before, body)
        if found is None:
            continue
        fields = route.question.fields
        start = fields.get("find") or fields.get("solve") or fields["prove"].split(" = ")[0]
        kind, wrong, shape = found
        if not shape and _wrongness(route, start, wrong) is None:
            continue
        second = Mistake(kind, at + 1, wrong, body, shape)
        lines = (*one.lines[:at], f"{relation} {wrong}")
        method = max(0, route.question.method - 2)
        return replace(
            one, kind="two", lines=lines, method=method, mistakes=(*one.mistakes, second)
        )
    raise Unsuited


def form(route: Route, random: Random, steps: int) -> Answer:
    """The right value with brackets where it was asked for multiplied out."""
    if route.question.fields.get("form") != "expanded":
        raise Unsuited
    draft = route.draft(random, steps)
    for text in route.onward(draft.bodies[-1], random, _ATTEMPTS):
        if "@(" in text or ")@" in text:
            lines = replace(draft, bodies=(*draft.bodies, text)).lines()
            return replace(_full(route, "form", lines), answer=0)
    raise Unsuited


def own(route: Route, random: Random, _steps: int) -> Answer:
    """A wrong equation for a quantity on the way, and right steps with the student's own value."""
    lines = route.own(random)
    if not lines:
        raise Unsuited
    start, end = route.question.fields["find"], lines[-1].split("= ", 1)[1]
    if _wrongness(route, start, end) is None:
        raise Unsuited  # the mistake does not matter in the end
    at = next(number for number, line in enumerate(lines) if not _true(route, line))
    left, wrong = lines[at].split(" = ", 1)
    mistake = Mistake("own", at + 1, wrong, left, shape=False)
    answer = _full(route, "own", lines)
    method = route.question.method - 1
    return replace(answer, method=method, answer=0, first_wrong_line=at + 1, mistakes=(mistake,))


KINDS: dict[str, Callable[[Route, Random, int], Answer]] = {
    "right": right,
    "slip": slip,
    "concept": concept,
    "two": two,
    "bare": bare,
    "stopped": stopped,
    "illegible": illegible,
    "form": form,
    "own": own,
}


def _true(route: Route, line: str) -> bool:
    """Whether an equation that is stated anew is true."""
    return route.same(*line.split(" = ", 1))


def _full(route: Route, kind: str, lines: Sequence[str]) -> Answer:
    question = route.question
    return Answer(question.ident, kind, tuple(lines), question.method, question.answer)


def _before(draft: Draft, at: int) -> str:
    return draft.bodies[at - 1] if at else draft.opening


def _planted(route: Route, random: Random, before: str, body: str) -> tuple[str, str, bool] | None:
    """A slip in a body that does not follow any more: its kind, the body, whether it fits."""
    sides = body.split(" = ") if route.ident in ("q2", "q7") else [body]
    place = random.randrange(len(sides))
    options = [] if sides[place] == "0" else slips(sides[place])
    for kind, changed in random.sample(options, min(8, len(options))):
        wrong = " = ".join((*sides[:place], changed, *sides[place + 1 :]))
        shape = _wrongness(route, before, wrong)
        if shape is not None:
            return kind, wrong, shape
    return None


def _wrongness(route: Route, before: str, body: str) -> bool | None:
    """None if the body follows or has no value, else whether its shapes do not fit."""
    try:
        return None if route.same(before, body) else False
    except Shape:
        return True
    except NoValue:
        return None


def _onward(route: Route, random: Random, wrong: str, shape: bool, length: int) -> list[str]:
    """What follows from a wrong body; of one that does not fit only its terms in another order."""
    if not length:
        return []
    if not shape:
        return route.onward(wrong, random, length)
    if " = " in wrong or wrong.startswith("["):
        return []
    other = reordered(wrong, random)
    return [other] if other != wrong else []


def _wrong(
    route: Route,
    name: str,
    draft: Draft,
    at: int,
    wrong: str,
    onward: Sequence[str],
    kind: str,
    shape: bool,
) -> Answer:
    spoilt = replace(draft, bodies=(*draft.bodies[:at], wrong, *onward))
    line = len(draft.before) + at + 1
    meant = draft.bodies[at] if kind != "concept" else ""
    return Answer(
        route.ident,
        name,
        tuple(spoilt.lines()),
        max(0, route.question.method - 1),
        0,
        line,
        (Mistake(kind, line, wrong, meant, shape),),
    )
