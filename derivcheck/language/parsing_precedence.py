"""How tightly the operators bind, loosest first: what the parser and the printer share."""

from __future__ import annotations

# POINT is a sum that leaves a sign behind which nothing stands (`0+`), EXPONENT a power that
# leaves a transpose (`A^2'`).
IMPLICATION, OR, AND, NOT, RELATION, POINT, SUM, PRODUCT, SIGN, EXPONENT, POWER = range(1, 12)
POSTFIX, ATOM = POWER + 1, POWER + 2

IMPLICATIONS = frozenset({"=>", "<=>"})
RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})

#: the operators of expressions
ARITHMETIC = {
    **dict.fromkeys(("+", "-"), SUM),
    **dict.fromkeys(("*", "/", "@", ".*", "./"), PRODUCT),
    **dict.fromkeys(("^", ".^"), POWER),
}

#: everything that may stand behind an operand; `as` needs a relation there
INFIX = ARITHMETIC | {
    **dict.fromkeys(IMPLICATIONS, IMPLICATION),
    **dict.fromkeys(RELATIONS, RELATION),
    "or": OR,
    "and": AND,
    "in": RELATION,
    "as": RELATION,
}
