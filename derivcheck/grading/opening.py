"""Lines without a relation in front: they open a chain, or state an equation of their own."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.grading.assignment import Kind
from derivcheck.grading.claims import Asking, Claim, Judgement
from derivcheck.grading.continuing import in_chain
from derivcheck.grading.equations import equal, implied, stand
from derivcheck.grading.forms import operators
from derivcheck.grading.lines import Line
from derivcheck.grading.ownlines import rests
from derivcheck.grading.steps import Edge, Role, Statement, Step, edge_of, step_of
from derivcheck.grading.walk import LOOK_BACK, WORDS, Chain, Walk
from derivcheck.language import syntax
from derivcheck.language.printing import show


def open_line(walk: Walk, line: Line, hypothesis: bool, first: bool) -> Asking[Step]:
    """The step of such a line.

    A `hypothesis` is an equation that the next line draws a conclusion from; it must be true
    like any other. What is to be proved is copied only where it stands `first` and more follows.
    """
    content = _named(walk, line.content)
    assert content is not None
    line = replace(line, content=content)
    solving = walk.ready.question.kind is Kind.SOLVE
    to_show = walk.ready.question.kind is Kind.PROVE and show(content) == walk.ready.asked
    if show(content) in _given(walk) and (first or not to_show):
        return _copied(walk, line)
    if isinstance(content, syntax.Expression):
        return (yield from _expression(walk, line, content))
    if solving and not (yield from _is_value(walk, content)):
        return (yield from implied(walk, line, "=>"))
    assert isinstance(content, syntax.Proposition)
    if not hypothesis:
        return (yield from _stated(walk, line, content))
    claim, found = yield from walk.meaning(content)
    if (stopped := (yield from walk.stopped(line, found, claim))) is not None:
        return stopped
    if isinstance(walk.ready.question.tree, syntax.Argmin):
        # the equation of a minimiser holds there only
        step = yield from equal(walk, line, content, None, None)
    else:
        claim = walk.claim(show(content), trees=(content,))
        claim, found, carried = yield from walk.judged(claim)
        step = yield from equal(walk, line, content, claim, found)
        step = replace(step, carried=carried)
    stand(walk, content, wrong=step.edge is Edge.WRONG)
    return step


def _named(
    walk: Walk, content: syntax.Expression | syntax.Proposition | None
) -> syntax.Expression | syntax.Proposition | None:
    """`w = E` says what the minimiser is, where that is asked."""
    match walk.ready.question.tree, content:
        case (
            syntax.Argmin(variable=variable) as asked,
            syntax.Relation(operands=(left, right), relations=("=",)),
        ) if variable in (left, right):
            value = right if left == variable else left
            return syntax.Relation((asked, value), ("=",))
        case _:
            return content


def _given(walk: Walk) -> frozenset[str]:
    """What the student need not show, in normal spelling."""
    question = walk.ready.question
    found = {walk.ready.asked}
    if question.start_tree is not None:
        found.add(show(question.start_tree))
    match question.tree:
        case syntax.Relation(operands=sides):
            found |= {show(side) for side in sides}
        case syntax.Implication(left=left, right=right):
            found |= {show(left), show(right)}
    for name, body in walk.ready.bodies.items():
        found |= {name, show(body), f"{name} = {show(body)}"}
    return frozenset(found)


def _copied(walk: Walk, line: Line) -> Step:
    """A line of the question, written down."""
    content = line.content
    assert content is not None
    statement = Statement(None, "", None)
    walk.blocked = walk.astray = None
    if walk.ready.question.kind is not Kind.SOLVE:
        walk.equation = None
    if isinstance(content, syntax.Expression):
        walk.chains.append(Chain(content, content, [], len(walk.steps)))
        statement = Statement(content, "=", content)
    elif walk.ready.question.kind is Kind.SOLVE or not isinstance(content, syntax.Relation):
        stand(walk, content)
        statement = Statement(None, "", None, content)
    else:
        first, last = content.operands[0], content.operands[-1]
        walk.chains.append(Chain(first, last, list(content.relations), len(walk.steps)))
        statement = Statement(first, content.relations[0], last)
    return Step(line=line, role=Role.GIVEN, statement=statement, read_as=show(content))


def _expression(walk: Walk, line: Line, content: syntax.Expression) -> Asking[Step]:
    """An expression alone: equal to the line before, or the start of another chain."""
    own, found = yield from walk.meaning(content)
    if (stopped := (yield from walk.stopped(line, found, own))) is not None:
        return stopped
    posed = not found.ill_shaped
    edge = Edge.NONE if posed else edge_of(found)
    chain = walk.chain
    if chain is not None and posed and walk.blocked is None:
        claim = walk.claim(show(chain.last), f"= {show(content)}", trees=(chain.last, content))
        same = yield claim
        if same.holds:
            chain.relations.append("=")
            chain.last = content
            return (yield from in_chain(walk, line, chain, content, claim, same))
    if not posed and chain is not None and walk.same_words(chain.astray, content):
        chain.relations.append("=")
        chain.astray = content
        step = yield from in_chain(walk, line, chain, content, own, WORDS)
        return replace(step, carried=True)
    if walk.ready.question.kind is not Kind.SOLVE:
        walk.equation = None
    opened = Chain(content, content, [], len(walk.steps), wrong=edge is Edge.WRONG)
    walk.chains.append(opened)
    walk.blocked = None if posed else show(content)
    opened.astray = None if posed else content
    return Step(
        line=line,
        role=Role.STEP,
        edge=edge,
        statement=Statement(content, "=", content),
        read_as=show(content),
        claim=None if posed else own,
        follows=None if posed else found,
    )


def _is_value(walk: Walk, content: syntax.Proposition) -> Asking[bool]:
    """Whether `A = B` in a question to solve says what A is, whatever the unknown is.

    A is something that is to be worked out, and B depends on the unknown. Where it is neither
    true as such nor a consequence of the equation before, it is a wrong value.
    """
    ready = walk.ready
    match content:
        case syntax.Relation(operands=(first, last), relations=("=",)):
            pass
        case _:
            return False
    worked_out = operators(first) or (isinstance(first, syntax.Name) and first.name in ready.bodies)
    if not worked_out or not syntax.mentioned(last, ready.bodies) & set(ready.question.unknown):
        return False
    _, found, _ = yield from walk.judged(walk.claim(show(content), trees=(content,)))
    if found.holds or walk.equation is None:
        return True
    before = walk.equation
    claim = walk.claim(show(before), f"=> {show(content)}", trees=(before, content))
    _, found, _ = yield from walk.judged(claim)
    return found.fails


def _stated(walk: Walk, line: Line, content: syntax.Proposition) -> Asking[Step]:
    """`A = B`: true given the question, or a consequence of what was written about A."""
    claim = walk.claim(show(content), trees=(content,))
    claim, found, carried = yield from walk.judged(claim)
    if (stopped := (yield from walk.stopped(line, found, claim))) is not None:
        return stopped
    if not isinstance(content, syntax.Relation):
        said = Statement(None, "", None, content)
        return replace(step_of(line, said, claim, found, claim, found), carried=carried)
    first, last = content.operands[0], content.operands[-1]
    if not found.holds:
        claim, found, carried = yield from _from_own_lines(walk, content, claim, found)
    posed = not found.words
    if found.ill_shaped or (carried and posed):
        posed = (yield from walk.meaning(last))[1].engine_holds
    if not carried:
        claim, found = yield from walk.unsure(
            claim, found, content, first, lambda on: rests(first, on, walk.ready)
        )
    wrong = edge_of(found) is Edge.WRONG or carried
    chain = Chain(first, last, list(content.relations), len(walk.steps), wrong=wrong)
    walk.chains.append(chain)
    if walk.ready.question.kind is not Kind.SOLVE:
        walk.equation = None
    walk.blocked = None if posed else show(content)
    if not posed:
        chain.astray, chain.last = last, first
    walk.remember(chain)
    step = yield from in_chain(walk, line, chain, last, claim, found)
    return replace(step, carried=carried)


def _from_own_lines(
    walk: Walk, content: syntax.Relation, claim: Claim, found: Judgement
) -> Asking[tuple[Claim, Judgement, bool]]:
    """`A = B` after a chain from A that went wrong: judged from the end of that chain."""
    first = content.operands[0]
    same = [c for c in walk.chains if c.head == first and (c.wrong or c.astray is not None)]
    for chain in reversed(same[-LOOK_BACK:]):
        if content.relations == ("=",) and walk.same_words(chain.astray, content.operands[1]):
            return claim, WORDS, True
        going_on = syntax.Relation((chain.last, *content.operands[1:]), content.relations)
        other = walk.claim(show(going_on), trees=(going_on,))
        second = yield other
        if second.holds:
            return other, second, True
    return claim, found, False
