"""Whether the lines of a proof lead from one side of what is to be shown to the other."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.grading.steps import Step
from derivcheck.grading.walk import Walk
from derivcheck.language import syntax
from derivcheck.language.printing import show
from derivcheck.verify.words import follows as words_follow

_ZERO = syntax.Number(Fraction(0), "0")
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "=>": "<=", "<=>": "<=>"}
#: what a relation says besides itself
_STRONGER = {"=": {"=", "<=", ">="}, "<": {"<", "<="}, ">": {">", ">="}}


def arrives(walk: Walk, last: Step) -> bool:
    """Whether the last line ends the proof.

    Sides are compared as they are written, up to the order of terms and multiplying out.
    """
    asked, said = walk.ready.question.tree, last.statement
    if isinstance(asked, syntax.Implication):
        return _equations(walk, asked)
    assert isinstance(asked, syntax.Relation)
    first, second = asked.operands
    relation = asked.relations[0]
    if said is None or said.head is None or said.last is None:
        return _turned(walk)

    def leads(head: syntax.Expression, end: syntax.Expression, claimed: str) -> bool:
        return (
            claimed in _STRONGER.get(said.relation, {said.relation})
            and said.head is not None
            and said.last is not None
            and _alike(walk, said.head, head)
            and _alike(walk, said.last, end)
        )

    difference = syntax.Binary("-", first, second)
    if leads(first, second, relation) or leads(second, first, _TURNED.get(relation, relation)):
        return True
    return leads(difference, _ZERO, relation) or (relation == "=" and _meet(walk, first, second))


def _alike(walk: Walk, one: syntax.Expression, other: syntax.Expression) -> bool:
    return one == other or words_follow(other, one, walk.ready.scope.is_scalar)


def _meet(walk: Walk, first: syntax.Expression, second: syntax.Expression) -> bool:
    """Two chains of equations, one from each side, that end alike."""
    ends: dict[bool, list[syntax.Expression]] = {True: [], False: []}
    for chain in walk.chains:
        if set(chain.relations) - {"="} or chain.astray is not None:
            continue
        for side, number in ((first, True), (second, False)):
            if _alike(walk, chain.head, side):
                ends[number].append(chain.last)
    return any(_alike(walk, a, b) for a in ends[True] for b in ends[False])


def _equations(walk: Walk, asked: syntax.Implication) -> bool:
    """A run of `=>` and `<=>` from one equation to the other."""
    run = _run(walk)
    if len(run) < 2:
        return False
    ends = run[0][0], run[-1][0]
    both = all(relation == "<=>" for _, relation in run)
    sides = show(asked.left), show(asked.right)
    return (ends == sides and (both or not asked.both)) or (ends == sides[::-1] and both)


def _turned(walk: Walk) -> bool:
    """From something true to what is to be shown, or by `<=>` from there to something true."""
    run = _run(walk)
    backwards = all(relation == "<=>" for _, relation in run)
    ends = [text for text, _ in run]
    return walk.ready.asked in (ends[-1:] + ends[:1] if backwards else ends[-1:])


def _run(walk: Walk) -> list[tuple[str, str]]:
    """The last run of propositions, each with the sign before it."""
    run: list[tuple[str, str]] = []
    for step in walk.steps:
        said = step.statement.tree if step.statement else None
        if said is None:
            continue
        if step.line.relation not in ("=>", "<=>"):
            run = []
        run.append((show(said), step.line.relation if run and step.line.relation else "<=>"))
    return run
