"""How each function of the language is typeset: one rule a name.

A name that a claim declares itself is no function of the language and has no rule here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from derivcheck.language import parsing_precedence as level
from derivcheck.language import syntax as s
from derivcheck.reports.mathml import elements as m
from derivcheck.reports.page.elements import Content, Markup, element


class Typesetter(Protocol):
    """Typesets the parts of a formula; a `small` one stands in an index or an exponent."""

    @property
    def small(self) -> bool:
        """Whether quotients are written in one line."""

    def binding(self, node: s.Node) -> int:
        """How tightly what a tree is typeset as holds together."""

    def show(self, node: s.Node) -> Markup:
        """A tree without brackets around it."""

    def at(self, node: s.Node, least: int) -> Markup:
        """A tree, in brackets where it holds together less than asked for."""

    def script(self, node: s.Node) -> Markup:
        """A tree as an index or an exponent."""


_NABLA = element("mi", "∇")
_PARTIAL = element("mi", "∂")

Rule = Callable[[s.Call, Typesetter], Markup]


class Notation(NamedTuple):
    """A rule, how tightly what it gives holds together, and how many arguments it needs.

    A call with more or fewer arguments has no meaning and is shown as it is written.
    """

    rule: Rule
    binding: int
    least: int = 1
    most: int = 1


def notation(node: s.Call, declared: frozenset[str]) -> Notation | None:
    """The rule for a call, None for a function of the claim or a call without meaning."""
    found = NOTATIONS.get(node.function)
    if found is None or node.function in declared:
        return None
    plain = not node.keywords or node.function in _WORDS
    return found if plain and found.least <= len(node.arguments) <= found.most else None


#: as many arguments as there are
_ANY = 10**9

#: what may stand as a factor, and what may also carry an exponent
FACTOR, BASE = level.POSTFIX, level.ATOM


def call(name: Content, node: s.Call, to: Typesetter) -> Markup:
    """`f(x, y; k = 1)`"""
    arguments = m.commas([to.show(each) for each in node.arguments])
    parts: list[Content] = [arguments]
    for keyword, given in node.keywords:
        parts += [m.operator(";"), m.identifier(keyword), m.operator("="), to.show(given)]
    return m.row(name, m.APPLICATION, m.fenced(parts))


def _named(name: str) -> Notation:
    return Notation(lambda node, to: call(m.identifier(name), node, to), BASE, 0, _ANY)


def _between(left: str, right: str, index: str | None = None, count: int = 1) -> Notation:
    """The argument between two signs, as a norm."""

    def rule(node: s.Call, to: Typesetter) -> Markup:
        shown = m.fenced(m.commas([to.show(each) for each in node.arguments]), left, right)
        return shown if index is None else m.subscript(shown, m.operator(index))

    return Notation(rule, BASE if index is None else FACTOR, count, count)


def _raised(exponent: Content) -> Notation:
    """The argument with an exponent that is a sign of its own."""
    return Notation(
        lambda node, to: m.superscript(to.at(node.arguments[0], BASE), exponent), FACTOR
    )


def _infix(sign: str) -> Notation:
    def rule(node: s.Call, to: Typesetter) -> Markup:
        left, right = (to.at(each, FACTOR) for each in node.arguments)
        return m.row(left, m.operator(sign), right)

    return Notation(rule, level.PRODUCT, 2, 2)


def _sized(base: Markup, most: int) -> Notation:
    """An array of a size: the size is its index."""

    def rule(node: s.Call, to: Typesetter) -> Markup:
        parts: list[Content] = []
        for size in node.arguments:
            parts += [m.operator("×") if parts else None, to.script(size)]
        return m.subscript(base, parts)

    return Notation(rule, BASE, 1, most)


def _square_root(node: s.Call, to: Typesetter) -> Markup:
    return element("msqrt", to.show(node.arguments[0]))


def _outer(node: s.Call, to: Typesetter) -> Markup:
    left, right = node.arguments
    transposed = m.superscript(to.at(right, BASE), m.operator("⊤"))
    return m.row(to.at(left, FACTOR), m.PRODUCT, transposed)


def _basis(node: s.Call, to: Typesetter) -> Markup:
    index, size = (to.script(each) for each in node.arguments)
    return m.scripts(_bold("e"), index, m.fenced(size))


def _logdet(node: s.Call, to: Typesetter) -> Markup:
    return m.row(m.identifier("log"), m.thin(), call(m.identifier("det"), node, to))


def _bold(text: str) -> Markup:
    return element("mi", text, class_="bold")


# Derivatives ------------------------------------------------------------------------------


def _derivative(node: s.Call, to: Typesetter) -> Markup:
    """`∂²f/∂x∂y`; a longer function stands beside the fraction."""
    f, *variables = node.arguments
    order = len(variables)
    above = _PARTIAL if order == 1 else m.superscript(_PARTIAL, element("mn", str(order)))
    below = [m.row(_PARTIAL, to.at(each, BASE)) for each in variables]
    unknown = isinstance(f, s.Call) and f.function not in NOTATIONS
    if unknown or isinstance(f, (s.Name, s.Subscript)):
        return m.fraction([above, to.at(f, BASE)], below)
    return m.row(m.fraction(above, below), m.fenced(to.show(f)))


def _operated(operator: Callable[[Markup], Markup], count: int = 2) -> Notation:
    """A differential operator with its variable as an index, before its function."""

    def rule(node: s.Call, to: Typesetter) -> Markup:
        f, variable, *along = node.arguments
        shown = to.at(f, BASE)
        direction = m.fenced(m.commas([to.show(each) for each in along]), "[", "]")
        return m.row(operator(to.script(variable)), m.thin(), shown, direction if along else None)

    return Notation(rule, FACTOR, count, count)


#: functions that keep their name, and how it is written
_WORDS = {
    **{name: name for name in ("exp", "log", "sigmoid", "softplus", "step", "softmax", "rank")},
    **{name: name for name in ("sin", "cos", "tan", "sec", "csc", "cot", "erf", "tr", "det")},
    **{name: name for name in ("sinh", "cosh", "tanh", "sech", "csch", "coth", "vec", "diag")},
    **{name: name for name in ("sum", "mean", "var", "max", "min", "logsumexp", "diagonal")},
    **{name: name for name in ("conv2d", "O", "shape", "span", "colspace", "rowspace")},
    "sign": "sgn",
    "relu": "ReLU",
    "gamma": "Γ",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
}

NOTATIONS: dict[str, Notation] = {
    **{name: _named(written) for name, written in _WORDS.items()},
    "sqrt": Notation(_square_root, BASE),
    "abs": _between("|", "|"),
    "norm": _between("‖", "‖"),
    "norm1": _between("‖", "‖", "1"),
    "norminf": _between("‖", "‖", "∞"),
    "dot": _between("⟨", "⟩", count=2),
    "inv": _raised(m.minus_or_number("-1")),
    "pinv": _raised(m.operator("+")),
    "logdet": Notation(_logdet, FACTOR),
    "kron": _infix("⊗"),
    "had": _infix("⊙"),
    "outer": Notation(_outer, level.PRODUCT, 2, 2),
    "I": _sized(m.identifier("I"), 1),
    "ones": _sized(element("mn", "1", class_="bold"), 2),
    "zeros": _sized(element("mn", "0", class_="bold"), 2),
    "basis": Notation(_basis, FACTOR, 2, 2),
    "d": Notation(_derivative, FACTOR, 2, _ANY),
    "deriv": Notation(_derivative, FACTOR, 2, 2),
    "grad": _operated(lambda x: m.subscript(_NABLA, x)),
    "hess": _operated(lambda x: m.scripts(_NABLA, x, element("mn", "2"))),
    "jac": _operated(lambda x: m.subscript(m.identifier("J"), x)),
    "D": _operated(lambda x: m.subscript(m.identifier("D"), x), 3),
}
