"""A text of the language as formulas, or as it is written where it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derivcheck.language import syntax as s
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_expression, parse_proposition, parse_step
from derivcheck.reports.mathml import elements as m
from derivcheck.reports.mathml.calls import notation
from derivcheck.reports.mathml.expressions import expression
from derivcheck.reports.mathml.factors import binding
from derivcheck.reports.mathml.propositions import RULES, pieces
from derivcheck.reports.page.elements import Markup, element
from derivcheck.reports.page.frame import stylesheet

#: the style sheet of formulas
STYLE = stylesheet("derivcheck.reports.mathml", "mathml.css")


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Typesets trees; a name among `declared` is never a function of the language."""

    declared: frozenset[str] = frozenset()
    small: bool = False

    def show(self, node: s.Node) -> Markup:
        """A tree without brackets around it."""
        match node:
            case s.Call() if (known := notation(node, self.declared)) is not None:
                return known.rule(node, self)
            case s.Expression():
                return expression(node, self)
            case s.Proposition():
                return RULES[type(node)](node, self)
            case _:
                raise TypeError(f"{type(node).__name__} is not typeset")

    def at(self, node: s.Node, least: int) -> Markup:
        """A tree, in brackets where it holds together less than asked for."""
        shown = self.show(node)
        return shown if self.binding(node) >= least else m.fenced(shown)

    def script(self, node: s.Node) -> Markup:
        """A tree as an index or an exponent."""
        return replace(self, small=True).show(node)

    def binding(self, node: s.Node) -> int:
        """How tightly what a tree is typeset as holds together."""
        return binding(node, small=self.small, declared=self.declared)


def typeset(text: str, declared: frozenset[str] = frozenset()) -> Markup:
    """A claim, an expression or a line of a chain; what cannot be read stands as it is.

    `declared` are the functions that the claim declares itself. A formula is a row of parts
    between which a line may be broken.
    """
    tree = _read(text)
    if tree is None:
        return element("code", text, class_="unread")
    parts = [
        element("math", part, displaystyle="true") for part in pieces(tree, Typesetter(declared))
    ]
    return element("span", ([element("wbr"), part] for part in parts), class_="formula")


def _read(text: str) -> s.Node | None:
    """The tree of a text, None if it is no text of the language."""
    for read in (parse_proposition, parse_expression, _later_step):
        try:
            return read(text)
        except LanguageError:
            continue
    return None


def _later_step(text: str) -> s.Step:
    return parse_step(text, False)
