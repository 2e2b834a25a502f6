"""What was probably meant: the first near edit of a wrong line that is proved.

Edits that fail at a few points drawn once, or that leave nothing to be said (both sides alike,
a conclusion that always holds), are passed over; of the others the first one with a proof is
suggested.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import pairwise

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.obligations import Effort
from derivcheck.language.positions import Text
from derivcheck.language.printing import show
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Comparison, Condition
from derivcheck.verify import meaning
from derivcheck.verify.record import Edit as EditRecord
from derivcheck.verify.record import Suggestion
from derivcheck.verify.repair.coefficients import solved
from derivcheck.verify.repair.edits import Edit, edits, of_first_side, rare, stated, with_names
from derivcheck.verify.repair.edits.names import Vocabulary
from derivcheck.verify.repair.edits.sites import Site
from derivcheck.verify.repair.edits.statements import is_bound
from derivcheck.verify.repair.lacking import Lacking
from derivcheck.verify.repair.screening import Read, Screen
from derivcheck.verify.repair.vocabulary import scalars, vocabulary, with_borrowed
from derivcheck.verify.repair.worth import Worth
from derivcheck.verify.verdicts import Contradiction, Decision, looks, proof

#: work before nothing is suggested: looks at edits, and questions to deciders
LOOKS, DECISIONS = 2000, 6
#: what a look at the points of the deciders counts for
CLOSER = 50
#: what asking for a proof counts for, and for that of an inequality
PROOF, BOUND = 2, 3
#: seconds of the processor after which the search ends all the same; a net below the work
SECONDS = 5.0


class OutOfTime(Exception):
    """The net was reached: another machine might have found something."""


def suggestion(
    line: syntax.Node,
    text: Text,
    read: Read,
    scope: Scope,
    effort: Effort,
    before: Sequence[syntax.Node] = (),
) -> Suggestion | None:
    """A repaired line that is proved, or None. Raises `OutOfTime`.

    `before` are the lines before it, the nearest first.

    Where an assumption has no meaning, no edit of the line gives it one.
    """
    with scope.remembering(), suppress(LanguageError):
        return _Search(line, read, scope, effort, before).found(text)
    return None


class _Search:
    """The edits of one line, and the work that is left for them."""

    def __init__(
        self,
        line: syntax.Node,
        read: Read,
        scope: Scope,
        effort: Effort,
        before: Sequence[syntax.Node],
    ) -> None:
        self.line, self.read, self.scope, self.effort = line, read, scope, effort
        self.before = before
        self.deadline = time.process_time() + SECONDS * effort.scale
        self.looks, self.decisions = LOOKS * effort.scale, DECISIONS * effort.scale
        #: the line as read, which finds the names that are used
        self.goal = _read(line, read)
        self.screen = Screen(scope, effort, scalars(scope))
        #: what deciders were asked about
        self.tried: list[Condition] = []

    def found(self, text: Text) -> Suggestion | None:
        """The first edit with a proof."""
        try:
            for edit in self.candidates():
                self.spend()
                if _repeats(self.line, edit.line) or not _says_something(edit.line):
                    continue
                decision = self.proved(edit)
                if decision is not None:
                    return _told(edit, decision, text, self.scope)
        except _OutOfWork:
            pass
        return None

    def spend(self, work: int = 1) -> None:
        """Count an edit that is looked at."""
        self.looks -= work
        if self.looks < 0:
            raise _OutOfWork
        if time.process_time() > self.deadline:
            raise OutOfTime

    @cached_property
    def worths(self) -> Sequence[Worth]:
        """The places of the line at a few points."""
        return [] if self.goal is None else list(self.screen.worths(self.goal))

    def fits(self, site: Site, changed: syntax.Expression) -> bool:
        """Whether a change may make the line true at the first point."""
        self.spend()
        return not self.worths or self.worths[0].admits(site, changed)

    def candidates(self) -> Iterator[Edit]:
        """Edits of the claimed side, the likeliest first; then of the other one.

        Of two sides that are not equal it matters first which one is less.
        """
        line, fits = self.line, self.fits
        words = vocabulary(line, self.scope)
        if is_bound(line):
            yield from stated(line)
        yield from edits(line, fits)
        with suppress(LanguageError):  # an ill-posed line has no values
            yield from solved(line, self.read, self.screen, self.worths)
        yield from with_names(line, words, fits)
        yield from of_first_side(line, words, fits)
        words = with_borrowed(words, line, self.scope, self.before)
        if self.goal is None:
            yield from rare(line, words, fits)
            yield from stated(line)
            yield from self.twice(words)
            return
        lacking = Lacking(line, self.read, self.screen, words)
        yield from lacking.more
        self.spend(lacking.work)
        yield from rare(line, words, fits)
        written = [_content(each) for each in self.before]
        yield from (edit for edit in lacking.others if _content(edit.line) not in written)
        yield from stated(line)

    def twice(self, words: Vocabulary) -> Iterator[Edit]:
        """Two slips in a line without meaning: one that gives it one, and another one."""
        line = self.line
        for first in (*edits(line), *rare(line, words)):
            if _read(first.line, self.read) is not None:
                for second in edits(first.line):
                    told = f"{first.words}; {second.words}"
                    before, after = show(line), show(second.line)
                    yield Edit(first.kind, line.span, before, after, told, second.line)

    def proved(self, edit: Edit) -> Decision | None:
        """The decision about an edit, if it is a proof."""
        try:
            goal = self.read(edit.line)
            if goal in self.tried or not self.screen.holds(goal):
                return None
            self.tried.append(goal)
            self.spend(CLOSER)
            seen = looks(goal, self.scope.context(goal), self.effort)
            if seen is None:
                return None
            bound = isinstance(goal, Comparison) and goal.relation != "="
            self.decisions -= BOUND if bound else PROOF
            if self.decisions < 0:
                raise _OutOfWork
            return proof(seen, self.effort)
        except (LanguageError, Contradiction, ArithmeticError, RecursionError):
            return None


class _OutOfWork(Exception):
    """As much was tried as a search may try."""


def _read(line: syntax.Node, read: Read) -> Condition | None:
    try:
        return read(line)
    except LanguageError:
        return None


def _repeats(line: syntax.Node, changed: syntax.Node) -> bool:
    """Whether a whole side was only put under what the other one is under: `A^2 = B^2`."""
    match line, changed:
        case syntax.Step(content=before), syntax.Step(content=after):
            return _repeats(before, after)
        case syntax.Relation(operands=(_, right)), syntax.Relation(operands=(left, other)):
            pass
        case _:
            return False
    match other, left:
        case syntax.Binary(o, a, b), syntax.Binary(p, c, d) if o == p:
            return (a == right and b == d) or (b == right and a == c)
        case (syntax.Transpose(a), syntax.Transpose()) | (syntax.Negative(a), syntax.Negative()):
            return a == right
        case _:
            return False


def _content(line: syntax.Node) -> syntax.Node:
    return line.content if isinstance(line, syntax.Step) else line


def _says_something(line: syntax.Node) -> bool:
    """No relation between two sides that are alike but for the order of terms and factors."""
    match line:
        case syntax.Relation(operands=operands):
            return all(a != b for a, b in pairwise(map(_unordered, operands)))
        case syntax.Implication(left=left, right=right):
            return left != right and _says_something(left) and _says_something(right)
        case syntax.Step(content=content):
            return _says_something(content)
        case _:
            return True


def _unordered(side: syntax.Node) -> syntax.Node:
    match side:
        case syntax.Negative(syntax.Negative(inner)):
            return _unordered(inner)
        case syntax.Negative(inner):
            return syntax.Negative(_unordered(inner))  # type: ignore[arg-type]
        case syntax.Binary("+" | "*" as operator, left, right):
            first, second = sorted((_unordered(left), _unordered(right)), key=show)
            return syntax.Binary(operator, first, second)  # type: ignore[arg-type]
        case _:
            return side


def _told(edit: Edit, decision: Decision, text: Text, scope: Scope) -> Suggestion:
    return Suggestion(
        claim=show(edit.line),
        edit=EditRecord(
            kind=edit.kind,
            span=text.place(edit.span).region,
            from_=edit.before,
            to=edit.after,
        ),
        words=edit.words,
        scope=_scope(decision, scope),
    )


def _scope(decision: Decision, scope: Scope) -> str | None:
    """`every n and d`: the sizes for which the line is proved, where it has any."""
    names = {name for each in decision.settled for name in each.obligation.context.sizes}
    everywhere = all(
        each.symbolic is not None and each.symbolic.sizes == "all" for each in decision.settled
    )
    if not names or not everywhere:
        return None
    ordered = list(meaning.in_order(dict.fromkeys(sorted(names)), scope))
    return f"every {' and '.join(filter(None, (', '.join(ordered[:-1]), ordered[-1])))}"
