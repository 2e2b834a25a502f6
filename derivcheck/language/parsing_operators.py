"""Operators, brackets and quantifiers: a Pratt parser with bounded depth.

Expressions and propositions share one grammar, for `(` may open either; where one of the two
is needed, `as_expression` and `as_proposition` say what was found instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derivcheck.language import parsing_numbers as numbers
from derivcheck.language import syntax as s
from derivcheck.language.parsing_cursor import Cursor
from derivcheck.language.tokens import Kind, Token

Formula = s.Expression | s.Proposition

# Binding powers, loosest first. POINT is a sum that leaves a sign nothing follows (`0+`),
# EXPONENT a power that leaves a transpose (`A^2'`).
IMPLICATION, OR, AND, NOT, RELATION, POINT, SUM, PRODUCT, SIGN, EXPONENT, POWER = range(1, 12)

RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
IMPLICATIONS = frozenset({"=>", "<=>"})

_INFIX = {
    **dict.fromkeys(IMPLICATIONS, IMPLICATION),
    **{"or": OR, "and": AND, "in": RELATION, "as": RELATION},
    **dict.fromkeys(RELATIONS, RELATION),
    **dict.fromkeys(("+", "-"), SUM),
    **dict.fromkeys(("*", "/", "@", ".*", "./"), PRODUCT),
    **dict.fromkeys(("^", ".^"), POWER),
}

_CLAIM = "a proposition says something: `a = b`, `a <= b`, `convex(f, x)`"
_ARROW = "`=>` is `implies`; at least is written `>=`"


class Parser(Cursor):
    """Reads formulas; `form` gives the reader of what stands in the brackets of a call."""

    def __init__(self, text: str, form: Callable[[str], Form]) -> None:
        super().__init__(text)
        self.form = form

    # What callers ask for ------------------------------------------------------------------

    def anything(self) -> Formula:
        """An expression or a proposition, quantifiers included."""
        start = self.token.start
        formula = self.nested(IMPLICATION)
        return self.quantified(formula, start) if self.token.text == "for" else formula

    def statement(self) -> s.Proposition:
        """A proposition, quantifiers included."""
        start = self.token.start
        return self.as_proposition(self.anything(), start)

    def condition(self, power: int = IMPLICATION) -> s.Proposition:
        """A proposition without quantifiers."""
        start = self.token.start
        return self.as_proposition(self.nested(power), start)

    def expression(self, power: int = IMPLICATION) -> s.Expression:
        """An expression; up to a relation if `power` is at least SUM."""
        start = self.token.start
        return self.as_expression(self.nested(power), start)

    def as_expression(self, formula: Formula, start: int) -> s.Expression:
        """The formula read since `start`, which must be an expression."""
        if isinstance(formula, s.Expression):
            return formula
        self.fail(None, self.since(start), "an expression", kind_of(formula))

    def as_proposition(self, formula: Formula, start: int) -> s.Proposition:
        """The formula read since `start`, which must be a proposition."""
        if isinstance(formula, s.Proposition):
            return formula
        hint = _ARROW if self.token.text == "=>" else _CLAIM
        self.fail(None, self.since(start), "a proposition", "an expression", hint)

    # Operators -----------------------------------------------------------------------------

    def nested(self, power: int) -> Formula:
        """A formula one level deeper."""
        self.deeper()
        formula = self.formula(power)
        self.depth -= 1
        return formula

    def formula(self, power: int) -> Formula:
        """Operands and the operators between them that bind at least as tightly as `power`."""
        start = self.token.start
        left = self.operand(power)
        while True:
            sign = self.token.text
            tightness = _INFIX.get(sign, 0)
            if tightness < power or self.token.kind is Kind.END:
                return left
            if tightness == POWER:
                left = self.power(left, start)
            elif tightness >= SUM:
                if power == POINT and tightness == SUM and not _starts_operand(self.peek()):
                    return left
                operand = self.as_expression(left, start)
                self.advance()
                begin = self.token.start
                right = self.as_expression(self.formula(tightness + 1), begin)
                left = s.Binary(sign, operand, right, span=self.since(start))
            elif sign in RELATIONS:
                left = self.relation(left, start)
            elif sign == "in":
                left = self.member(left, start)
            elif sign == "as":
                left = self.tends(left, start)
            elif sign in IMPLICATIONS:
                left = self.implication(left, start)
            else:
                left = self.connective(left, start)

    def power(self, left: Formula, start: int) -> s.Expression:
        """`^` or `.^` and its exponent, grouped to the right."""
        base = self.as_expression(left, start)
        written = self.written(start)
        sign = self.advance().text
        begin = self.token.start
        exponent = self.expression(EXPONENT)
        if self.token.text == "'":
            raised = f"({self.written(start)})'` or `{written}{sign}({self.written(begin)}')"
            self.advance()
            self.fail(
                f"`{self.written(start)}` can be read in two ways",
                self.since(start),
                "brackets",
                "`'` after an exponent",
                f"write `{raised}`",
            )
        return numbers.power(sign, base, exponent, self.since(start))

    def relation(self, left: Formula, start: int) -> s.Relation:
        """A chain `a = b <= c`."""
        operands, relations = [self.as_expression(left, start)], []
        while self.token.text in RELATIONS:
            relations.append(self.advance().text)
            operands.append(self.expression(SUM))
        return s.Relation(tuple(operands), tuple(relations), span=self.since(start))

    def member(self, left: Formula, start: int) -> s.Member:
        """`v in span(a, b)`."""
        element = self.as_expression(left, start)
        self.advance()
        collection = self.expression(SUM)
        return s.Member(element, collection, span=self.since(start))

    def tends(self, left: Formula, start: int) -> s.AsTends:
        """`f = g + O(a^2) as a -> 0`."""
        if not isinstance(left, s.Relation):
            self.unexpected("an equation before `as`")
        self.advance()
        variable, point, side = self.approach()
        return s.AsTends(left, variable, point, side, span=self.since(start))

    def approach(self) -> tuple[str, s.Expression, str]:
        """`x -> 0+`: the variable, the point and the side."""
        variable = self.expect_name("the variable that moves")
        self.expect("->")
        point = self.expression(POINT)
        side = self.advance().text if self.token.text in ("+", "-") else ""
        return variable, point, side

    def connective(self, left: Formula, start: int) -> s.And | s.Or:
        """`P and Q and R`, `P or Q`."""
        word = self.token.text
        operands = [self.as_proposition(left, start)]
        while self.accept(word):
            operands.append(self.condition(NOT if word == "and" else AND))
        node = s.And if word == "and" else s.Or
        return node(tuple(operands), span=self.since(start))

    def implication(self, left: Formula, start: int) -> s.Implication:
        """`P => Q`, `P <=> Q`."""
        premise = self.as_proposition(left, start)
        sign = self.advance().text
        conclusion = self.condition(OR)
        if self.token.text in IMPLICATIONS:
            self.fail(
                "`=>` and `<=>` do not chain in one line",
                self.token.span,
                "the end",
                self.shown(self.token),
                "write one step a line under `steps:`, or put brackets",
            )
        return s.Implication(premise, conclusion, sign == "<=>", span=self.since(start))

    # Quantifiers ---------------------------------------------------------------------------

    def quantified(self, formula: Formula, start: int) -> s.Proposition:
        """`for theta`, `for every c`, `for i in 1..n if i != k`, the outermost first."""
        statement = self.as_proposition(formula, start)
        suffixes: list[s.Range | tuple[str, ...]] = []
        while self.token.text == "for":
            opening = self.advance()
            if self.accept("every"):
                suffixes.append(self.names())
            elif self.peek().text in ("in", "="):
                suffixes.append(self.range())
            elif isinstance(statement, s.Implication) and not (suffixes or statement.unknowns):
                statement = replace(statement, unknowns=self.names(), span=self.since(start))
            else:
                self.names()
                self.fail(
                    "only `<=>` and `=>` have unknowns",
                    self.since(opening.start),
                    "`for every x` or `for i in 1..n`",
                    f"`{self.written(opening.start)}`",
                )
        for suffix in reversed(suffixes):
            names, bounds = ((), suffix) if isinstance(suffix, s.Range) else (suffix, None)
            statement = s.ForEvery(statement, names, bounds, span=self.since(start))
        return statement

    def names(self) -> tuple[str, ...]:
        """`theta, c`: as many as are not the beginning of a next argument."""
        names = [self.expect_name("a name")]
        while self.token.text == "," and self.peek().kind is Kind.NAME:
            after = self.tokens[self.index + 2]
            if after.kind is not Kind.END and after.text not in (",", ")", "for"):
                break
            self.advance()
            names.append(self.advance().text)
        return tuple(names)

    def range(self) -> s.Range:
        """`i in 1..n if i != k`, behind `for`."""
        start = self.token.start
        index = self.expect_name("the name of an index")
        self.expect("in")
        first, last, descending = self.ends()
        condition = self.condition(OR) if self.accept("if") else None
        return s.Range(index, first, last, descending, condition, span=self.since(start))

    def ends(self) -> tuple[s.Expression, s.Expression, bool]:
        """`1..n` or `H downto k + 1`: both ends, and whether it descends."""
        first = self.expression(SUM)
        if self.token.text not in ("..", "downto"):
            self.unexpected("`..` or `downto`")
        descending = self.advance().text == "downto"
        return first, self.expression(SUM), descending

    # Operands ------------------------------------------------------------------------------

    def operand(self, power: int) -> Formula:
        """A sign or `not` and what it applies to, or an atom with its postfixes."""
        token = self.token
        if token.text == "-":
            self.advance()
            inner = self.expression(EXPONENT if power == EXPONENT else SIGN)
            return s.Negative(inner, span=self.since(token.start))
        if token.text == "not" and power <= NOT:
            self.advance()
            return s.Not(self.condition(NOT), span=self.since(token.start))
        formula = self.atom(token)
        if self.token.text not in ("'", "["):
            return formula
        return self.postfixes(formula, token, transposes=power != EXPONENT)

    def atom(self, token: Token) -> Formula:
        """A number, a name, a call, an array or a formula in brackets."""
        if token.kind is Kind.NUMBER:
            self.advance()
            return numbers.number(token.text, token.span)
        if token.kind is Kind.NAME:
            self.advance()
            if self.token.text == "(":
                return self.form(token.text)(self, token, self.open())
            return s.Name(token.text, span=token.span)
        if token.text == "(":
            opening = self.open()
            formula = self.anything()
            self.close(opening)
            return formula
        if token.text == "[":
            opening = self.open()
            entries = self.expressions()
            self.close(opening, "`,` or `]`")
            return s.ArrayLiteral(entries, span=self.since(token.start))
        self.unexpected("an expression")

    def postfixes(self, formula: Formula, first: Token, *, transposes: bool) -> s.Expression:
        """Transposes and subscripts, directly behind their operand."""
        expression = self.as_expression(formula, first.start)
        while True:
            if self.token.text == "'" and transposes:
                if self.token.start > self.end:
                    self.unexpected("an operator or the end")
                self.advance()
                expression = s.Transpose(expression, span=self.since(first.start))
            elif self.token.text == "[":
                if first.kind is Kind.NUMBER and expression.span == first.span:
                    self.unexpected("an operator")
                opening = self.open()
                indices = [self.subscript()]
                while self.accept(","):
                    indices.append(self.subscript())
                self.close(opening, "`,` or `]`")
                span = self.since(first.start)
                expression = s.Subscript(expression, tuple(indices), span=span)
            else:
                return expression

    def subscript(self) -> s.Expression:
        """An index, or `:` for all of them."""
        token = self.token
        if self.accept(":"):
            return s.Whole(span=token.span)
        return self.expression()

    def expressions(self) -> tuple[s.Expression, ...]:
        """One or more expressions with commas between them."""
        entries = [self.expression()]
        while self.accept(","):
            entries.append(self.expression())
        return tuple(entries)


#: reads a call from behind its opening bracket to the closing one
Form = Callable[[Parser, Token, Token], Formula]


def kind_of(formula: Formula) -> str:
    """What a formula is, in words."""
    if isinstance(formula, s.Expression):
        return "an expression"
    if isinstance(formula, s.Relation):
        return "an equation" if set(formula.relations) == {"="} else "an inequality"
    return "a proposition"


def _starts_operand(token: Token) -> bool:
    return token.kind in (Kind.NAME, Kind.NUMBER) or token.text in ("(", "[", "-")
