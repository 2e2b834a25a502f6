"""Claims as written: frozen trees, one node for each construct of the language.

Nothing is simplified here and no name is resolved; `elaboration` turns these trees into typed
terms. Equality ignores spans, so that a tree equals what is read back from its print.
"""

from __future__ import annotations

from derivcheck.language.syntax.declarations import (
    Finite,
    Heading,
    Interval,
    Step,
    TypeSyntax,
)
from derivcheck.language.syntax.expressions import (
    Argmin,
    ArrayLiteral,
    At,
    Binary,
    Call,
    Cases,
    Indicator,
    Iterated,
    Limit,
    Name,
    Negative,
    Number,
    Range,
    Subdiff,
    Subscript,
    Transpose,
    Whole,
)
from derivcheck.language.syntax.nodes import (
    NOWHERE,
    Expression,
    Node,
    Proposition,
)
from derivcheck.language.syntax.propositions import (
    And,
    AsTends,
    ForEvery,
    Implication,
    Member,
    Not,
    Or,
    Predicate,
    Relation,
)
from derivcheck.language.syntax.walking import mentioned, names, parts, rebuild

__all__ = [
    "NOWHERE",
    "And",
    "Argmin",
    "ArrayLiteral",
    "AsTends",
    "At",
    "Binary",
    "Call",
    "Cases",
    "Expression",
    "Finite",
    "ForEvery",
    "Heading",
    "Implication",
    "Indicator",
    "Interval",
    "Iterated",
    "Limit",
    "Member",
    "Name",
    "Negative",
    "Node",
    "Not",
    "Number",
    "Or",
    "Predicate",
    "Proposition",
    "Range",
    "Relation",
    "Step",
    "Subdiff",
    "Subscript",
    "Transpose",
    "TypeSyntax",
    "Whole",
    "mentioned",
    "names",
    "parts",
    "rebuild",
]
