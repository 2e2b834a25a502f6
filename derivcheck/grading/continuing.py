"""Lines that start with `=`, `<=` and the like: they go on with the chain above."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.grading.assignment import Kind
from derivcheck.grading.claims import Asking, Claim, Judgement
from derivcheck.grading.equations import equal, stand
from derivcheck.grading.lines import Line
from derivcheck.grading.steps import Edge, Statement, Step, edge_of, step_of, written
from derivcheck.grading.walk import WORDS, Chain, Walk
from derivcheck.language import syntax
from derivcheck.language.printing import show
from derivcheck.verify.chains import composed


def follow(walk: Walk, line: Line) -> Asking[Step]:
    """The step of such a line."""
    chain, content = walk.chain, line.content
    assert chain is not None
    assert content is not None
    assert line.relation is not None
    last = content.operands[-1] if isinstance(content, syntax.Relation) else content
    assert isinstance(last, syntax.Expression)
    text, start = written(line.relation, content), chain.last
    claim = walk.claim(show(chain.last), text, trees=(chain.last, content))
    carried = False
    if walk.blocked is None:
        claim, found, carried = yield from walk.judged(claim, chain)
    elif line.relation == "=" and walk.same_words(chain.astray, content):
        found, carried = WORDS, True
    else:
        claim, found, carried = yield from walk.past_blocked(claim)
    if (stopped := (yield from walk.stopped(line, found, claim))) is not None:
        return stopped
    if not found.holds and (other := (yield from _equated(walk, line, chain, last))) is not None:
        return other
    posed = not found.words
    if found.ill_shaped or (carried and posed):
        posed = (yield from walk.meaning(content))[1].engine_holds
    if walk.blocked is None and not carried:
        used = set(syntax.parts(start))
        claim, found = yield from walk.unsure(
            claim, found, content, chain.head, lambda on: on in used
        )
    chain.wrong |= edge_of(found) is Edge.WRONG
    chain.relations.append(line.relation)
    chain.relations += content.relations if isinstance(content, syntax.Relation) else ()
    walk.blocked = None if posed else text
    chain.astray = None if posed else last
    if posed:
        chain.last = last
    walk.remember(chain)
    if chain.equation and posed:
        made = syntax.Relation((chain.head, last), (composed(chain.relations),))
        walk.equation = made
        return replace((yield from equal(walk, line, made, claim, found)), carried=carried)
    step = yield from in_chain(walk, line, chain, last, claim, found)
    return replace(step, carried=carried)


def in_chain(
    walk: Walk,
    line: Line,
    chain: Chain,
    last: syntax.Expression,
    claim: Claim,
    found: Judgement,
) -> Asking[Step]:
    """The step of a line in a chain, with its truth given the question."""
    relation = composed(chain.relations)
    truth = holds = None
    if chain.relations and "!=" not in chain.relations:
        said = f"{relation} {show(last)}"
        truth = walk.claim(show(chain.head), said, trees=(chain.head, last))
        holds = yield truth
    return step_of(line, Statement(chain.head, relation, last), claim, found, truth, holds)


def _equated(walk: Walk, line: Line, chain: Chain, last: syntax.Expression) -> Asking[Step | None]:
    """In a question to solve, `= 0` may set an expression to zero: an equation that follows."""
    if walk.ready.question.kind is not Kind.SOLVE or line.relation != "=":
        return None
    if walk.equation is None or walk.blocked is not None:
        return None
    for side in dict.fromkeys((chain.last, chain.head)):
        made = syntax.Relation((side, last), ("=",))
        claim = walk.claim(show(walk.equation), f"=> {show(made)}", trees=(walk.equation, made))
        claim, found, carried = yield from walk.judged(claim)
        if found.holds:
            stand(walk, made)
            return replace((yield from equal(walk, line, made, claim, found)), carried=carried)
    return None
