"""What a student wrote wrongly and used again: such a line follows from the student's own.

Where `grad(L, h2) = Z` was wrong, `grad(L, a1) = W2'@Z` is judged as if the true value stood
in the place of `Z`: it follows if `grad(L, a1) = W2'@grad(L, h2)` does. A line that may have
been made from `Z` in another way waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derivcheck.grading.claims import Claim
from derivcheck.grading.prepared import Prepared
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import measure, parse_proposition, parse_step
from derivcheck.language.printing import show
from derivcheck.language.scope import Scope

#: an expression and what the student took it to be
OwnLine = tuple[syntax.Expression, syntax.Expression]

#: nodes of a value that is recognised when it stands elsewhere
_LEAST = 3
#: claims asked for one line, lines looked back at, and nodes of a line that is looked at
_MOST, _BACK, _LARGEST = 4, 12, 600
#: the part of a wrong value that a line shares when it may have been made from it
_SHARED = 0.6


def restored(claim: Claim, own: Sequence[OwnLine], scope: Scope) -> Iterator[Claim]:
    """The claim with true values in the place of the student's, the latest ones first.

    Where the student took an array for a number, what is multiplied by that number is meant to be
    multiplied by the array. Values that stand in each other make a line grow with every exchange;
    it ends where the line is too large to be looked at.
    """
    *before, line = claim.lines
    try:
        tree: syntax.Node = parse_step(line, False) if before else parse_proposition(line)
    except LanguageError:
        return
    if measure(tree)[0] > _LARGEST:
        return
    seen = {line}
    for _ in range(2):
        for expression, value in reversed(own[-_BACK:]):
            if measure(value)[0] >= _LEAST:
                tree = exchanged(tree, value, expression)
                if measure(tree)[0] > _LARGEST:
                    return
                if _is_number_for_array(expression, value, scope):
                    tree = _multiplied(tree, expression, scope)
            text = show(tree)
            if text not in seen and len(seen) <= _MOST:
                seen.add(text)
                yield replace(claim, lines=(*before, text))


def _is_number_for_array(
    expression: syntax.Expression, value: syntax.Expression, scope: Scope
) -> bool:
    return _is_scalar(value, scope) is True and _is_scalar(expression, scope) is False


def _is_scalar(node: syntax.Expression, scope: Scope) -> bool | None:
    """Whether an expression is a number; None where it has no meaning."""
    try:
        return scope.elaborate_expression(node).shape.is_scalar
    except LanguageError:
        return None


def _multiplied(node: syntax.Node, array: syntax.Expression, scope: Scope) -> syntax.Node:
    """The node with the product of arrays wherever an array is multiplied as a number is."""
    either = (array, syntax.Negative(array))

    def change(part: syntax.Node) -> syntax.Node:
        made = syntax.rebuild(part, change)
        match made:
            case syntax.Binary(operator="*", left=left, right=right) if (
                right in either and _is_scalar(left, scope) is False
            ):
                return replace(made, operator="@")
            case _:
                return made

    return change(node)


def stands(value: syntax.Expression, content: syntax.Node) -> bool:
    """Whether all of a value stands in a line, up to its sign."""
    core = _Cores()
    wanted = core(value)[1]
    every = (part for part in syntax.parts(content) if isinstance(part, syntax.Expression))
    return any(core(part)[1] == wanted for part in every)


def resembles(value: syntax.Expression, content: syntax.Node) -> bool:
    """Whether most of a value stands in a line."""
    sizes = {show(each): measure(each)[0] for each in syntax.parts(content)}
    least = max(_LEAST, _SHARED * measure(value)[0])
    return any(sizes.get(show(each), 0) >= least for each in syntax.parts(value))


def rests(head: syntax.Expression, on: syntax.Expression, ready: Prepared) -> bool:
    """Whether one derivative is worked out through another: by what a defined name rests on."""
    mine, theirs = syntax.names(head) & ready.names, syntax.names(on) & ready.names
    if theirs <= mine:
        return True
    through = (syntax.mentioned(syntax.Name(name), ready.bodies) for name in theirs - mine)
    return any(each & (mine - theirs) for each in through)


class _Cores:
    """The sign of a product, and the product without signs of its factors; each found once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, syntax.Expression]] = {}

    def __call__(self, node: syntax.Expression) -> tuple[int, syntax.Expression]:
        """Of a node that lives as long as this."""
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = self._found(node)
        return known

    def _found(self, node: syntax.Expression) -> tuple[int, syntax.Expression]:
        match node:
            case syntax.Negative(operand=inner):
                sign, inside = self(inner)
                return -sign, inside
            case syntax.Binary(operator="*" | "@" | ".*" | "/" | "./", left=left, right=right):
                (one, first), (other, second) = self(left), self(right)
                return one * other, replace(node, left=first, right=second)
            case _:
                return 1, node


def exchanged(node: syntax.Node, old: syntax.Expression, new: syntax.Expression) -> syntax.Node:
    """The node with one expression in the place of another wherever it stands, up to its sign."""
    core = _Cores()
    sign, wanted = core(old)

    def change(part: syntax.Node) -> syntax.Node:
        if isinstance(part, syntax.Expression):
            found, inside = core(part)
            if inside == wanted:
                return new if found == sign else syntax.Negative(new)
        return syntax.rebuild(part, change)

    return change(node)
