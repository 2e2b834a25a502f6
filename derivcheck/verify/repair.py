"""What was probably meant: the first near edit of a wrong line that is proved."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice

from derivcheck import claims
from derivcheck.deciders import ball
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.obligations import Effort
from derivcheck.language.positions import Text
from derivcheck.language.printing import show
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Comparison, Condition
from derivcheck.verify.edits import Edit, edits
from derivcheck.verify.record import Edit as EditRecord
from derivcheck.verify.record import Suggestion, Verdict
from derivcheck.verify.verdicts import Contradiction, decide, proved

#: edits tried, and seconds of the processor, before nothing is suggested
TRIES, SECONDS = 400, 2.0

Read = Callable[[syntax.Node], Condition]


def suggestion(
    line: syntax.Node, text: Text, read: Read, scope: Scope, effort: Effort
) -> Suggestion | None:
    """A repaired line that is proved, or None."""
    deadline = time.process_time() + SECONDS * effort.scale
    for edit in islice(edits(line), TRIES * effort.scale):
        if time.process_time() > deadline:
            return None
        if _proved(edit, read, scope, effort):
            return _told(edit, text)
    return None


def _proved(edit: Edit, read: Read, scope: Scope, effort: Effort) -> bool:
    try:
        goal = read(edit.line)
        context = scope.context(goal)
        # most edits fail at the first point, which is told sooner than that no proof is found
        if any(ball.fails(each, effort) for each in claims.obligations(goal, context)):
            return False
        if (
            isinstance(goal, Comparison)
            and goal.relation == "="
            and not proved(goal, context, effort)
        ):
            return False
        return decide(goal, context, effort).verdict is Verdict.PROVED
    except (LanguageError, Contradiction):
        return False


def _told(edit: Edit, text: Text) -> Suggestion:
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
    )
