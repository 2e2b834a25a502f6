"""What was probably meant: the first near edit of a wrong line that is proved.

Edits that fail at a few points drawn once, or that leave nothing to be said (both sides alike,
a conclusion that always holds), are passed over; of the others the first one with a proof is
suggested.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice, pairwise

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.obligations import Effort
from derivcheck.language.positions import Text
from derivcheck.language.printing import show
from derivcheck.language.scope import Scope
from derivcheck.verify import meaning
from derivcheck.verify.coefficients import solved
from derivcheck.verify.edits import Edit, edits, of_first_side, rare, stated, with_names
from derivcheck.verify.edits.names import Vocabulary
from derivcheck.verify.edits.statements import is_bound
from derivcheck.verify.record import Edit as EditRecord
from derivcheck.verify.record import Suggestion, Verdict
from derivcheck.verify.screening import Read, Screen
from derivcheck.verify.verdicts import Contradiction, Decision, decide
from derivcheck.verify.vocabulary import scalars, vocabulary

#: edits tried, and seconds of the processor, before nothing is suggested
TRIES, SECONDS = 2000, 1.0


def suggestion(
    line: syntax.Node, text: Text, read: Read, scope: Scope, effort: Effort
) -> Suggestion | None:
    """A repaired line that is proved, or None."""
    deadline = time.process_time() + SECONDS * effort.scale
    _reads(line, read)  # reading finds the names that are used
    screen = Screen(scope, effort, scalars(scope))
    for edit in islice(_candidates(line, read, scope, screen), TRIES * effort.scale):
        if _repeats(line, edit.line) or not _says_something(edit.line):
            continue
        if time.process_time() > deadline:
            return None
        decision = _proved(edit, read, screen)
        if decision is not None:
            return _told(edit, decision, text, scope)
    return None


def _candidates(line: syntax.Node, read: Read, scope: Scope, screen: Screen) -> Iterator[Edit]:
    """Edits of the claimed side, the likeliest first; then of the other one.

    Of two sides that are not equal it matters first which one is less.
    """
    words = vocabulary(line, scope)
    if is_bound(line):
        yield from stated(line)
    yield from edits(line)
    with suppress(LanguageError):  # an ill-posed line has no values
        yield from solved(line, read, screen)
    yield from with_names(line, words)
    yield from of_first_side(line, words)
    yield from rare(line, words)
    yield from stated(line)
    if not _reads(line, read):
        yield from _twice(line, words, read)


def _twice(line: syntax.Node, words: Vocabulary, read: Read) -> Iterator[Edit]:
    """Two slips in a line without meaning: one that gives it one, and another one."""
    for first in (*edits(line), *rare(line, words)):
        if _reads(first.line, read):
            for second in edits(first.line):
                told = f"{first.words}; {second.words}"
                before, after = show(line), show(second.line)
                yield Edit(first.kind, line.span, before, after, told, second.line)


def _reads(line: syntax.Node, read: Read) -> bool:
    try:
        read(line)
    except LanguageError:
        return False
    return True


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


def _proved(edit: Edit, read: Read, screen: Screen) -> Decision | None:
    try:
        goal = read(edit.line)
        if not screen.holds(goal):
            return None
        decision = decide(goal, screen.scope.context(goal), screen.effort)
    except (LanguageError, Contradiction, ArithmeticError, RecursionError):
        return None
    return decision if decision.verdict is Verdict.PROVED else None


def _told(edit: Edit, decision: Decision, text: Text, scope: Scope) -> Suggestion:
    at = text.place(edit.span)
    return Suggestion(
        claim=show(edit.line),
        edit=EditRecord(
            kind=edit.kind,
            span=(at.line, at.column, at.end_line, at.end_column),
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
