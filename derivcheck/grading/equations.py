"""Lines of equations: after `=>` or `<=>`, or bare in a question to solve."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.grading.assignment import Kind
from derivcheck.grading.claims import Asking, Claim, Judgement
from derivcheck.grading.lines import Line
from derivcheck.grading.steps import Edge, Role, Statement, Step, edge_of, step_of
from derivcheck.grading.walk import LOOK_BACK, WORDS, Chain, Walk
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Span
from derivcheck.language.printing import show
from derivcheck.verify.words import follows as words_follow


def implied(walk: Walk, line: Line, relation: str) -> Asking[Step]:
    """An equation that is to follow from the equation before."""
    content, before = line.content, before_equation(walk)
    if not isinstance(content, syntax.Proposition) or before is None:
        message = "<=> and => stand between equations"
        return (yield from walk.unread(line, LanguageError("DC104", message, Span(0, 2))))
    text = f"{relation} {show(content)}"
    claim = walk.claim(show(before), text, trees=(before, content))
    carried = False
    if walk.blocked is None:
        claim, found, carried = yield from walk.judged(claim)
        if found.fails and line.relation is None:
            claim, found = yield from _past_identities(walk, claim, found, text)
    elif walk.astray is not None and words_follow(walk.astray, content, walk.ready.scope.is_scalar):
        found, carried = WORDS, True
    else:
        claim, found, carried = yield from walk.past_blocked(claim)
    if (stopped := (yield from walk.stopped(line, found, claim))) is not None:
        return stopped
    posed = not found.words
    if found.ill_shaped:
        posed = (yield from walk.meaning(content))[1].engine_holds
    step = yield from equal(walk, line, content, claim, found)
    if posed:
        wrong = edge_of(found) is Edge.WRONG
        stand(walk, _end_of(content) if wrong else content, wrong)
    else:
        walk.blocked, walk.astray = show(content), content
    return replace(step, carried=carried)


def _end_of(content: syntax.Proposition) -> syntax.Proposition:
    """What a student goes on with after `A = B = C`: the last of the equations."""
    match content:
        case syntax.Relation(operands=(*_, left, right), relations=(*_, relation)):
            return syntax.Relation((left, right), (relation,))
        case _:
            return content


def before_equation(walk: Walk) -> syntax.Proposition | None:
    """The equation that the next one is to follow from."""
    if walk.equation is not None:
        return walk.equation
    last = next((s for s in reversed(walk.steps) if s.role is not Role.REMARK), None)
    return last.statement.tree if last is not None and last.statement is not None else None


def _past_identities(
    walk: Walk, claim: Claim, found: Judgement, text: str
) -> Asking[tuple[Claim, Judgement]]:
    """From an earlier equation, where those in between hold whatever the unknown is."""
    current = walk.equation
    for earlier in reversed(walk.equations[-LOOK_BACK:]):
        assert current is not None
        identity = yield walk.claim(show(current), trees=(current,))
        if not identity.engine_holds:
            break
        other = replace(claim, lines=(show(earlier), text))
        second = yield other
        if second.holds:
            return other, second
        current = earlier
    return claim, found


def equal(
    walk: Walk, line: Line, made: syntax.Proposition, claim: Claim | None, found: Judgement | None
) -> Asking[Step]:
    """The step of a line that states an equation, with its truth given the question."""
    truth = holds = None
    question = walk.ready.question
    start = question.tree
    if isinstance(start, syntax.Implication):
        start = start.left
    if isinstance(start, syntax.Proposition) and (
        question.kind is Kind.SOLVE or isinstance(question.tree, syntax.Implication)
    ):
        truth = walk.claim(show(start), f"<=> {show(made)}", trees=(made,))
        holds = yield truth
    elif question.kind is Kind.PROVE:
        truth = walk.claim(show(made), trees=(made,))
        holds = yield truth
    return step_of(line, Statement(None, "", None, made), claim, found, truth, holds)


def stand(walk: Walk, made: syntax.Proposition, wrong: bool = False) -> None:
    """An equation that the next lines go on from."""
    if walk.equation is not None:
        walk.equations.append(walk.equation)
    walk.equation, walk.blocked, walk.astray = made, None, None
    if isinstance(made, syntax.Relation):
        relations = list(made.relations)
        opened = len(walk.steps)
        walk.chains.append(
            Chain(made.operands[0], made.operands[-1], relations, opened, True, wrong)
        )
