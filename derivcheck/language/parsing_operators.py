"""Operators, brackets and postfixes: a Pratt parser of bounded depth.

Only what opens a level (a bracket, a sign, an exponent, the right side of a relation or a
connective) counts as depth; sums and products of many operands do not nest.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.language import parsing_numbers as numbers
from derivcheck.language import syntax as s
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing_precedence import (
    AND,
    EXPONENT,
    IMPLICATION,
    IMPLICATIONS,
    INFIX,
    NOT,
    OR,
    POINT,
    POWER,
    RELATIONS,
    SIGN,
    SUM,
)
from derivcheck.language.parsing_quantifiers import quantified
from derivcheck.language.parsing_reader import Formula, Reader
from derivcheck.language.tokens import Kind, Token


class Parser(Reader):
    """Reads formulas; `form` gives the reader of what stands in the brackets of a call."""

    def __init__(self, text: str, form: Callable[[str], Form]) -> None:
        super().__init__(text)
        self.form = form

    def anything(self) -> Formula:
        """An expression or a proposition, quantifiers included."""
        start = self.token.start
        formula = self.nested(IMPLICATION)
        if self.token.text != "for":
            return formula
        return quantified(self, self.as_proposition(formula, start), start)

    # Operators -----------------------------------------------------------------------------

    def formula(self, power: int) -> Formula:
        """Operands and the operators between them that bind at least as tightly as `power`."""
        start = self.token.start
        left = self.operand(power)
        while True:
            sign = self.token.text
            tightness = INFIX.get(sign, 0)
            if tightness < power:
                return left
            if tightness == POWER:
                left = self.power(left, start)
            elif tightness >= SUM:
                if power == POINT and tightness == SUM and not _starts_operand(self.peek()):
                    return left
                left = self.as_expression(left, start)
                self.advance()
                begin = self.token.start
                right = self.as_expression(self.formula(tightness + 1), begin)
                left = s.Binary(sign, left, right, span=self.since(start))
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
        sign = self.advance()
        begin = self.token.start
        exponent = self.expression(EXPONENT)
        if self.token.text == "'":
            raise self.two_readings(start, sign, begin)
        return numbers.power(sign.text, base, exponent, self.since(start))

    def two_readings(self, start: int, sign: Token, exponent: int) -> LanguageError:
        """`A^2'` is refused: a quote binds tighter than a power, and nobody reads it so."""
        raised, base = self.written(start), self.text[start : sign.start].rstrip()
        inside = f"{base}{sign.text}({self.written(exponent)}')"
        self.advance()
        return LanguageError(
            "DC104",
            f"`{self.written(start)}` can be read in two ways",
            self.since(start),
            expected="brackets",
            found="`'` behind an exponent",
            hint=f"write `({raised})'` or `{inside}`",
        )

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
            found, hint = (
                "an expression",
                "an order is told of an equation: `f = g + O(a) as a -> 0`",
            )
            raise self.mismatch("an equation before `as`", found, self.since(start), hint)
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
        both = self.advance().text == "<=>"
        conclusion = self.condition(OR)
        if self.token.text in IMPLICATIONS:
            found, hint = f"`{self.token.text}`", "write one step a line under `steps:`"
            raise self.mismatch("one arrow a line", found, self.token.span, hint)
        return s.Implication(premise, conclusion, both, span=self.since(start))

    # Operands ------------------------------------------------------------------------------

    def operand(self, power: int) -> Formula:
        """A sign or `not` and what it applies to, or an atom with its postfixes."""
        first = self.token
        if first.text == "-":
            self.advance()
            inner = self.expression(EXPONENT if power == EXPONENT else SIGN)
            return s.Negative(inner, span=self.since(first.start))
        if first.text == "not" and power <= NOT:
            self.advance()
            return s.Not(self.condition(NOT), span=self.since(first.start))
        atom = self.atom(first)
        if self.token.text == "[" or (self.token.text == "'" and power != EXPONENT):
            return self.postfixes(atom, first, power)
        return atom

    def atom(self, first: Token) -> Formula:
        """A number, a name, a call, an array or a formula in brackets."""
        if first.kind is Kind.NUMBER:
            self.advance()
            return numbers.number(first.text, first.span)
        if first.kind is Kind.NAME:
            self.advance()
            if self.token.text == "(":
                return self.form(first.text)(self, first, self.advance())
            return s.Name(first.text, span=first.span)
        if first.text == "(":
            opening = self.advance()
            formula = self.anything()
            self.close(opening, "an operator or `)`")
            return formula
        if first.text == "[":
            opening = self.advance()
            entries = self.expressions()
            self.close(opening, "an operator, `,` or `]`")
            return s.ArrayLiteral(entries, span=self.since(first.start))
        raise self.unexpected("an expression")

    def postfixes(self, atom: Formula, first: Token, power: int) -> s.Expression:
        """Transposes and subscripts; a transpose stands directly behind its operand."""
        base = self.as_expression(atom, first.start)
        while True:
            if self.token.text == "'" and power != EXPONENT:
                if self.token.start > self.end:
                    raise self.unexpected("an operator or the end")
                self.advance()
                base = s.Transpose(base, span=self.since(first.start))
            elif self.token.text == "[":
                if first.kind is Kind.NUMBER and self.end == first.end:
                    raise self.unexpected("an operator behind the number")
                indices = self.subscripts()
                base = s.Subscript(base, indices, span=self.since(first.start))
            else:
                return base

    def subscripts(self) -> tuple[s.Expression, ...]:
        """`[i, :]`."""
        opening = self.advance()
        indices = [self.subscript()]
        while self.accept(","):
            indices.append(self.subscript())
        self.close(opening, "an operator, `,` or `]`")
        return tuple(indices)

    def subscript(self) -> s.Expression:
        """An index, or `:` for all of them."""
        token = self.token
        return s.Whole(span=token.span) if self.accept(":") else self.expression()


#: reads a call from behind its opening bracket to the closing one
Form = Callable[[Parser, Token, Token], Formula]


def _starts_operand(token: Token) -> bool:
    return token.kind in (Kind.NAME, Kind.NUMBER) or token.text in ("(", "[", "-")
