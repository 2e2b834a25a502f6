"""What a student wrote wrongly and used again: such a line follows from the student's own.

Where `grad(L, h2) = Z` was wrong, `grad(L, a1) = W2'@Z` is judged as if the true value stood
in the place of `Z`: it follows if `grad(L, a1) = W2'@grad(L, h2)` does. A line that only looks
like it uses `Z` waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from derivcheck.grading.abbreviations import parts
from derivcheck.grading.claims import Claim
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import measure, parse_proposition, parse_step
from derivcheck.language.printing import show

#: an expression and what the student took it to be
OwnLine = tuple[syntax.Expression, syntax.Expression]

#: nodes of a value that is recognised when it stands elsewhere
_LEAST = 3
#: claims asked for one line
_MOST = 4
#: the part of a wrong value that a line shares when it may have been made from it
_SHARED = 0.6


def restored(claim: Claim, own: Sequence[OwnLine]) -> Iterator[Claim]:
    """The claim with true values in the place of the student's, the latest ones first."""
    *before, line = claim.lines
    try:
        tree: syntax.Node = parse_step(line, False) if before else parse_proposition(line)
    except LanguageError:
        return
    seen = {line}
    for _ in range(2):
        for expression, value in reversed(own):
            if measure(value)[0] >= _LEAST:
                tree = exchanged(tree, value, expression)
            text = show(tree)
            if text not in seen and len(seen) <= _MOST:
                seen.add(text)
                yield replace(claim, lines=(*before, text))


def resembling(
    content: syntax.Node, head: syntax.Expression, own: Sequence[OwnLine]
) -> syntax.Expression | None:
    """A value of another expression of which most, but not all, stands in a line again."""
    written = {show(each) for each in parts(content) if measure(each)[0] >= _LEAST}
    for expression, value in reversed(own):
        size = measure(value)[0]
        if show(value) in written:
            continue
        for each in parts(value) if expression != head else ():
            if measure(each)[0] >= max(_LEAST, _SHARED * size) and show(each) in written:
                return value
    return None


def exchanged(node: syntax.Node, old: syntax.Expression, new: syntax.Expression) -> syntax.Node:
    """The node with one expression in the place of another wherever it stands."""

    def change(value: Any) -> Any:
        if value == old:
            return new
        if isinstance(value, tuple):
            return tuple(map(change, value))
        if isinstance(value, syntax.Node):
            return replace(value, **{f.name: change(getattr(value, f.name)) for f in fields(value)})
        return value

    made: syntax.Node = change(node)
    return made
