"""Milestones: propositions that a solution must pass on its way.

A milestone is met by a line that states something equal to it, with no more left to be worked
out than the milestone leaves. After an error it is met by a line about the same thing that
follows from the student's own, or by the wrong line itself where a later line follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derivcheck.grading.answering import Answered
from derivcheck.grading.assignment import Kind, Milestone
from derivcheck.grading.claims import Asking
from derivcheck.grading.forms import is_solved, operators
from derivcheck.grading.prepared import Prepared
from derivcheck.grading.steps import Edge, Role, Statement, Step, edge_of
from derivcheck.language import syntax
from derivcheck.language.printing import show
from derivcheck.verify.words import follows as words_follow


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone, and the line of the answer that meets it; `open` while nobody can say."""

    milestone: Milestone
    step: Step | None = None
    open: bool = False


def reached(ready: Prepared, milestone: Milestone, answer: Answered) -> Asking[Reached]:
    """Whether and where an answer meets a milestone."""
    unsure = False
    for at, step in enumerate(answer.steps):
        if step.role is Role.UNREAD and step.edge is not Edge.WRONG:
            unsure = True
        if not step.stated or step.statement is None:
            continue
        met = yield from _met(ready, milestone, step, step.statement)
        if met is Edge.RIGHT:
            return Reached(milestone, step)
        unsure |= met is Edge.WAITING
        if _about(ready, milestone, step.statement):
            stands = _stands_for(answer.steps, at)
            if stands is Edge.RIGHT:
                return Reached(milestone, step)
            unsure |= stands is Edge.WAITING
    return Reached(milestone, open=unsure)


def _met(ready: Prepared, milestone: Milestone, step: Step, said: Statement) -> Asking[Edge]:
    """Whether a line states something equal to the milestone."""
    match milestone.tree:
        case syntax.Relation(operands=(left, right), relations=("=",)):
            pass
        case _:
            equal = said.tree is not None and show(said.tree) == show(milestone.tree)
            return edge_of(step.holds) if equal and step.holds else Edge.WRONG
    if said.proposition is not None:
        return (yield from _same_equation(ready, milestone.tree, said.proposition))
    if _about(ready, milestone, said) and step.holds is not None:
        return edge_of(step.holds)
    for inner in _inside(said):
        if not _trivial(ready, left, inner) and operators(inner) <= operators(right):
            claim = ready.claim(show(left), f"= {show(inner)}")
            found = yield claim
            if found.holds:
                return Edge.RIGHT
    return Edge.WRONG


def _about(ready: Prepared, milestone: Milestone, said: Statement) -> bool:
    """Whether a line speaks of what the milestone speaks of, as far worked out."""
    match milestone.tree, said:
        case syntax.Relation(operands=(left, right)), Statement(head=head, last=last) if (
            head is not None and last is not None
        ):
            return (
                _same(ready, left, head)
                and not _trivial(ready, left, last)
                and operators(last) <= operators(right)
            )
        case syntax.Relation() as equation, Statement(proposition=syntax.Relation() as made):
            if ready.question.kind is not Kind.SOLVE or operators(made) - operators(equation):
                return False
            return _solved(ready, made) == _solved(ready, equation)
        case _:
            return False


def _solved(ready: Prepared, tree: syntax.Proposition) -> bool:
    return any(is_solved(tree, name, ready.bodies) for name in ready.question.unknown)


def _stands_for(steps: tuple[Step, ...], at: int) -> Edge:
    """Whether a line that is not true stands for the milestone all the same, after an error."""
    step, later = steps[at], set(_from_here(steps[at + 1 :]))
    if step.edge is Edge.RIGHT:
        before = any(each.edge is Edge.WRONG for each in steps[:at])
        return Edge.RIGHT if before or step.carried else Edge.WRONG
    if step.edge is Edge.WRONG and Edge.RIGHT not in later:
        return Edge.WAITING if Edge.WAITING in later else Edge.WRONG
    return step.edge if step.edge is Edge.WAITING else Edge.RIGHT


def _from_here(later: Sequence[Step]) -> Iterator[Edge]:
    """Whether the lines that rest on the line before them follow; others are true by themselves."""
    begun = False
    for step in later:
        alone = step.line.relation is None and (not step.claim or len(step.claim.lines) == 1)
        begun |= alone and step.role not in (Role.REMARK, Role.LET, Role.UNREAD)
        if step.carried or not begun or step.edge is Edge.WAITING:
            yield step.edge


def _same(ready: Prepared, asked: syntax.Expression, written: syntax.Expression) -> bool:
    """Whether two expressions are written alike, a name for what it is defined to be."""
    return _forms(ready, asked) & _forms(ready, written) != set()


def _forms(ready: Prepared, node: syntax.Expression) -> set[str]:
    found = {show(node)}
    for name, body in ready.bodies.items():
        if node in (syntax.Name(name), body):
            found |= {name, show(body)}
    return found


def _trivial(ready: Prepared, asked: syntax.Expression, written: syntax.Expression) -> bool:
    """Whether nothing was done yet: the thing itself, its definition, or the given start."""
    start = ready.question.start_tree
    return _same(ready, asked, written) or (start is not None and written == start)


def _inside(said: Statement) -> Iterator[syntax.Expression]:
    """What a line takes derivatives of: `grad(E, theta)` states that E is the function."""
    if said.last is None:
        return
    for each in syntax.parts(said.last):
        match each:
            case syntax.Call(arguments=(inner, _, *_)) if operators(each) - operators(inner):
                yield inner
            case syntax.Argmin(function=inner) | syntax.Limit(body=inner) | syntax.At(body=inner):
                yield inner
            case _:
                pass


def _same_equation(
    ready: Prepared, milestone: syntax.Relation, said: syntax.Proposition
) -> Asking[Edge]:
    """Whether two equations are one, up to terms brought over and a factor."""
    if not isinstance(said, syntax.Relation) or said.relations != ("=",):
        return Edge.WRONG
    if operators(said) - operators(milestone):
        return Edge.WRONG
    if words_follow(milestone, said, ready.scope.is_scalar):
        return Edge.RIGHT
    if _solved(ready, said) != _solved(ready, milestone):
        return Edge.WRONG
    unsure = False
    for sides in (said.operands, said.operands[::-1]):
        claim = ready.claim(_difference(milestone.operands), f"= {_difference(sides)}")
        found = yield claim
        if found.holds:
            return Edge.RIGHT
        unsure |= not found.fails and not found.unread
    return Edge.WAITING if unsure else Edge.WRONG


def _difference(sides: tuple[syntax.Expression, ...]) -> str:
    left, right = sides
    if _is_zero(right):
        return show(left)
    return show(syntax.Negative(right) if _is_zero(left) else syntax.Binary("-", left, right))


def _is_zero(node: syntax.Expression) -> bool:
    return isinstance(node, syntax.Number) and node.value == 0
