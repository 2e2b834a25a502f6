"""An answer as a whole: its lines in order, and whether it arrives where the question leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derivcheck.grading import forms
from derivcheck.grading.assignment import Kind
from derivcheck.grading.claims import Asking, Claim, Judgement
from derivcheck.grading.continuing import follow
from derivcheck.grading.equations import implied
from derivcheck.grading.lines import Line, Sort
from derivcheck.grading.opening import open_line
from derivcheck.grading.prepared import Prepared
from derivcheck.grading.proofs import arrives
from derivcheck.grading.steps import Edge, Role, Statement, Step, edge_of
from derivcheck.grading.walk import Chain, Walk
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Span
from derivcheck.language.printing import show
from derivcheck.verify.record import Verdict

_IMPLICATIONS = ("=>", "<=>")


@dataclass(frozen=True, slots=True)
class Answered:
    """The steps of an answer, and its end: true given the question, and in the asked form."""

    steps: tuple[Step, ...]
    end: Edge = Edge.NONE
    in_form: bool = True

    @property
    def last(self) -> Step | None:
        """The step that is the answer."""
        return next((s for s in reversed(self.steps) if s.role is Role.ANSWER), None)


def answered(ready: Prepared, lines: Sequence[Line]) -> Asking[Answered]:
    """Judge every line of an answer, then its end."""
    walk = Walk(ready)
    if ready.question.kind is Kind.SOLVE:
        assert isinstance(ready.question.tree, syntax.Proposition)
        walk.equation = ready.question.tree
    said = [at for at, line in enumerate(lines) if line.sort in (Sort.MATHEMATICS, Sort.UNREAD)]
    for at, line in enumerate(lines):
        after = next((lines[each] for each in said if each > at), None)
        first = len(said) > 1 and said[0] == at
        walk.steps.append((yield from _line(walk, line, after, first)))
    yield from _head(walk)
    return (yield from _end(walk))


def _line(walk: Walk, line: Line, after: Line | None, first: bool) -> Asking[Step]:
    match line.sort:
        case Sort.REMARK:
            return Step(line=line, role=Role.REMARK)
        case Sort.LET:
            return (yield from walk.let(line))
        case Sort.UNREAD:
            return (yield from walk.unread(line))
        case Sort.MATHEMATICS:
            pass
    try:
        line = walk.expand(line)
    except LanguageError as error:
        return (yield from walk.unread(line, error))
    if line.relation in _IMPLICATIONS:
        return (yield from implied(walk, line, line.relation))
    if line.relation is None:
        hypothesis = after is not None and after.relation in _IMPLICATIONS
        return (yield from open_line(walk, line, hypothesis, first))
    if walk.chain is None and not _start(walk):
        nothing_before = LanguageError("DC104", f"{line.relation} needs a line before", Span(0, 1))
        return (yield from walk.unread(line, nothing_before))
    return (yield from follow(walk, line))


def _start(walk: Walk) -> bool:
    """Let a first line that starts with a relation go on from what is asked."""
    question = walk.ready.question
    tree = question.start_tree if question.start_tree is not None else question.tree
    match tree:
        case syntax.Expression():
            walk.chains.append(Chain(tree, tree))
        case syntax.Relation(operands=(first, *_), relations=relations):
            last = first if question.start_tree is None else tree.operands[-1]
            said = list(relations) if last is not first else []
            walk.chains.append(Chain(first, last, said))
        case _:
            return False
    return True


def _head(walk: Walk) -> Asking[None]:
    """An expression that opens the last chain is claimed to be what is asked."""
    chain = walk.chain
    if chain is None or chain.opened >= len(walk.steps) or walk.ready.question.kind is Kind.SOLVE:
        return
    step = walk.steps[chain.opened]
    if step.role is not Role.STEP or step.edge is not Edge.NONE or chain.equation:
        return
    match walk.ready.question.tree:
        case syntax.Expression() as asked:
            pass
        case syntax.Relation(operands=(asked, _), relations=("=",)):
            pass
        case _:
            return
    claim = walk.claim(show(asked), f"= {show(chain.head)}", trees=(chain.head,))
    claim, found, carried = yield from walk.judged(claim)
    walk.steps[chain.opened] = replace(
        step,
        edge=edge_of(found),
        claim=claim,
        follows=found,
        carried=carried,
        truth=claim if not carried else None,
        holds=found if not carried else None,
    )


def _end(walk: Walk) -> Asking[Answered]:
    """The last line as the answer."""
    steps = walk.steps
    at = max((n for n, s in enumerate(steps) if s.role not in (Role.LET, Role.REMARK)), default=-1)
    if at < 0 or steps[at].role is Role.GIVEN:
        return Answered(tuple(steps))
    last = steps[at]
    if last.role is Role.UNREAD:
        raw = " ".join(last.line.text.value.split())
        claim = walk.ready.claim(walk.ready.asked, raw, readable=False)
        found = yield claim
        steps[at] = replace(last, truth=claim, holds=found)
        return Answered(tuple(steps), edge_of(found))
    assert last.statement is not None
    steps[at] = replace(last, role=Role.ANSWER)
    if walk.ready.question.kind is Kind.FIND:
        claim, found, in_form = yield from _found(walk, last.statement)
        found = _by_the_lines(walk, at, found)
        steps[at] = replace(steps[at], truth=claim, holds=found)
        return Answered(tuple(steps), edge_of(found), in_form)
    solving = walk.ready.question.kind is Kind.SOLVE
    in_form = _solved(walk, last.statement) if solving else arrives(walk, last)
    if last.holds is None:
        return Answered(tuple(steps), Edge.WRONG, in_form)
    found = _by_the_lines(walk, at, last.holds)
    steps[at] = replace(steps[at], holds=found)
    return Answered(tuple(steps), edge_of(found), in_form)


def _by_the_lines(walk: Walk, at: int, found: Judgement) -> Judgement:
    """What is asked and the last line, where that is open: every line between them follows."""
    if found.holds or found.fails:
        return found
    signs = ("<=>",) if walk.ready.question.kind is Kind.SOLVE else ("=",)
    for step in reversed(walk.steps[: at + 1]):
        if step.role in (Role.LET, Role.REMARK, Role.UNREAD):
            continue  # the line after an unread one was judged from the one before it
        if step.role is Role.GIVEN and step.read_as == walk.ready.asked:
            message = "not decided as a whole; every line from the question to it follows"
            return Judgement(verdict=Verdict.SUPPORTED, message=message, strict=found.strict)
        right = step.edge is Edge.RIGHT and not step.carried
        if not right or step.line.relation not in signs:
            return found
    return found


def _found(walk: Walk, said: Statement) -> Asking[tuple[Claim, Judgement, bool]]:
    """The answer of a question to find something."""
    ready = walk.ready
    asked, question = ready.question.tree, ready.question
    answer: syntax.Node | None = said.last
    if said.proposition is not None:
        sides = said.proposition
        answer = sides.operands[-1] if isinstance(sides, syntax.Relation) else sides
    if answer == asked and said.head is not None:
        answer = said.head
    assert answer is not None
    claim = walk.claim(ready.asked, f"= {show(answer)}", trees=(answer,))
    found = yield claim
    if found.holds and found.decision is None:
        covering = yield replace(claim, covering=True)
        found = covering if covering.fails else found
    in_form = answer != asked and not forms.hides_operators(answer, asked, ready.bodies)
    if question.form == "expanded":
        in_form &= forms.is_expanded(answer)
    return claim, found, in_form


def _solved(walk: Walk, said: Statement) -> bool:
    """Whether the last line of a question to solve is an equation in the asked form."""
    question, tree = walk.ready.question, said.proposition
    if tree is None or forms.hides_operators(tree, question.tree, walk.ready.bodies):
        return False
    if question.form == "expanded":
        return forms.is_expanded(tree)
    if question.solved_for is not None:
        return forms.is_solved(tree, question.solved_for, walk.ready.bodies)
    return True
