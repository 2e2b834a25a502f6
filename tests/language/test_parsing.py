"""What the parser reads, as literal trees."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.language.parsing import (
    parse_expression,
    parse_heading,
    parse_proposition,
    parse_step,
    parse_type,
)
from derivcheck.language.syntax import (
    And,
    Argmin,
    ArrayLiteral,
    AsTends,
    At,
    Binary,
    Call,
    Cases,
    Expression,
    Finite,
    ForEvery,
    Heading,
    Implication,
    Indicator,
    Interval,
    Iterated,
    Limit,
    Member,
    Name,
    Negative,
    Not,
    Number,
    Or,
    Predicate,
    Proposition,
    Range,
    Relation,
    Step,
    Subdiff,
    Subscript,
    Transpose,
    TypeSyntax,
    Whole,
)

a, b, c, f, g, i, j, k, n, m, x, y, z = map(Name, "abcfgijknmxyz")
A, H, W, X = map(Name, "AHWX")


def number(digits: str) -> Number:
    return Number(Fraction(digits), digits)


zero, one, two, three = map(number, "0123")


def equal(left: Expression, right: Expression) -> Relation:
    return Relation((left, right), ("=",))


def call(function: str, *arguments: Expression) -> Call:
    return Call(function, arguments)


EXPRESSIONS = {
    # numbers and names
    "2": two,
    "0.10": Number(Fraction(1, 10), "0.10"),
    "1e-3": Number(Fraction(1, 1000), "1e-3"),
    "1.5E2": Number(Fraction(150), "1.5E2"),
    "lambda": Name("lambda"),
    "d_": Name("d_"),
    "I": Name("I"),
    # precedence and grouping
    "a + b*c": Binary("+", a, Binary("*", b, c)),
    "a - b - c": Binary("-", Binary("-", a, b), c),
    "a/b*c": Binary("*", Binary("/", a, b), c),
    "a@b .* c ./ x": Binary("./", Binary(".*", Binary("@", a, b), c), x),
    "a^b^c": Binary("^", a, Binary("^", b, c)),
    "a .^ b^c": Binary(".^", a, Binary("^", b, c)),
    "a**2": Binary("^", a, two),
    "-x^2": Negative(Binary("^", x, two)),
    "(-x)^2": Binary("^", Negative(x), two),
    "-x*y": Binary("*", Negative(x), y),
    "a*-b": Binary("*", a, Negative(b)),
    "a - -b": Binary("-", a, Negative(b)),
    "--x": Negative(Negative(x)),
    "2^-1": Binary("^", two, Negative(one)),
    "2^-a^b*c": Binary("*", Binary("^", two, Negative(Binary("^", a, b))), c),
    "-A'": Negative(Transpose(A)),
    "((a + b))*c": Binary("*", Binary("+", a, b), c),
    # postfixes
    "X'": Transpose(X),
    "X.T": Transpose(X),
    "X''": Transpose(Transpose(X)),
    "X'@y": Binary("@", Transpose(X), y),
    "(A@X)'": Transpose(Binary("@", A, X)),
    "A'^2": Binary("^", Transpose(A), two),
    "A^(2')": Binary("^", A, Transpose(two)),
    "x[i]": Subscript(x, (i,)),
    "A[i, :]": Subscript(A, (i, Whole())),
    "A[:, j]": Subscript(A, (Whole(), j)),
    "(X'@x)[i]": Subscript(Binary("@", Transpose(X), x), (i,)),
    "x[k][i]": Subscript(Subscript(x, (k,)), (i,)),
    "W[k]'": Transpose(Subscript(W, (k,))),
    "x^n[i]": Binary("^", x, Subscript(n, (i,))),
    # operators that begin like a decimal point
    "1./y": Binary("./", one, y),
    "2.*x": Binary(".*", two, x),
    "2.^x": Binary(".^", two, x),
    "1.5.^x": Binary(".^", Number(Fraction(3, 2), "1.5"), x),
    # calls and arrays
    "f(x, y)": call("f", x, y),
    "a(b + c)": call("a", Binary("+", b, c)),
    "d(f(x), x)": call("d", call("f", x), x),
    "conv2d(a, b, padding=1)": Call("conv2d", (a, b), (("padding", one),)),
    "[1, 2]": ArrayLiteral((one, two)),
    "[[1], [2]]": ArrayLiteral((ArrayLiteral((one,)), ArrayLiteral((two,)))),
    # special forms
    "cases(x if x > 0, -x otherwise)": Cases(
        ((x, Relation((x, zero), (">",))),), otherwise=Negative(x)
    ),
    "cases(1 if x > 0 and not y = 0, 2 if a <= x <= b or y = 1)": Cases(
        (
            (one, And((Relation((x, zero), (">",)), Not(equal(y, zero))))),
            (two, Or((Relation((a, x, b), ("<=", "<=")), equal(y, one)))),
        )
    ),
    "indicator(x > 0)": Indicator(Relation((x, zero), (">",))),
    "at(f, x = 0, W[1] = A)": At(f, ((x, zero), (Subscript(W, (one,)), A))),
    "lim(f, x -> 0)": Limit(f, "x", zero),
    "lim(f, x -> 0+)": Limit(f, "x", zero, "+"),
    "lim(f, x -> a + 1-)": Limit(f, "x", Binary("+", a, one), "-"),
    "lim(f, x -> -oo)": Limit(f, "x", Negative(Name("oo"))),
    "subdiff(f, x)": Subdiff(f, x),
    "subdiff(f, x = 0)": Subdiff(f, x, zero),
    "argmin(f, x)": Argmin(f, x),
    "argmin(f, [x, y], x = 1, y <= 2)": Argmin(
        f, ArrayLiteral((x, y)), (equal(x, one), Relation((y, two), ("<=",)))
    ),
    "argmin(f, x, x = a for every a, b, y = 1)": Argmin(
        f, x, (ForEvery(equal(x, a), ("a", "b")), equal(y, one))
    ),
    # ranges
    "sum(x)": call("sum", x),
    "sum(x[i] for i in 1..n)": Iterated("sum", Subscript(x, (i,)), Range("i", one, n)),
    "prod(W[j] for j in H downto k+1)": Iterated(
        "prod", Subscript(W, (j,)), Range("j", H, Binary("+", k, one), descending=True)
    ),
    "max(x for i in 1..n if i != k)": Iterated(
        "max", x, Range("i", one, n, condition=Relation((i, k), ("!=",)))
    ),
    "sum(x for i in 1..n for j in 1..i)": Iterated(
        "sum", Iterated("sum", x, Range("j", one, i)), Range("i", one, n)
    ),
    # typed Unicode
    "θ'@X·w − π²": Binary(
        "-",
        Binary("*", Binary("@", Transpose(Name("theta")), X), Name("w")),
        Binary("^", Name("pi"), two),
    ),
    "Λ_1 × dθ": Binary("*", Name("Lambda_1"), Name("dtheta")),
    "Xᵀ ⊙ y′": Binary(".*", Transpose(X), Transpose(y)),
    "lim(x³, x → ∞)": Limit(Binary("^", x, three), "x", Name("oo")),
}

PROPOSITIONS = {
    "a = b": equal(a, b),
    "a = b <= c != x": Relation((a, b, c, x), ("=", "<=", "!=")),
    "a ≥ b": Relation((a, b), (">=",)),
    "(a = b)": equal(a, b),
    "shape(x) = [n, m]": equal(call("shape", x), ArrayLiteral((n, m))),
    "not a = b and x > 0 or y < 0": Or(
        (
            And((Not(equal(a, b)), Relation((x, zero), (">",)))),
            Relation((y, zero), ("<",)),
        )
    ),
    "not not a = b": Not(Not(equal(a, b))),
    "(a = b and x = y) and c = 1": And((And((equal(a, b), equal(x, y))), equal(c, one))),
    "x^2 = 1 <=> x = 1 or x = -1": Implication(
        equal(Binary("^", x, two), one),
        Or((equal(x, one), equal(x, Negative(one)))),
        both=True,
    ),
    "a = b => b = a": Implication(equal(a, b), equal(b, a), both=False),
    "a = b <=> b = a for x, y": Implication(
        equal(a, b), equal(b, a), both=True, unknowns=("x", "y")
    ),
    "a = b <=> b = a for x for i in 1..n": ForEvery(
        Implication(equal(a, b), equal(b, a), both=True, unknowns=("x",)),
        range=Range("i", one, n),
    ),
    "a = b for every x, y": ForEvery(equal(a, b), ("x", "y")),
    "(a*x = 0 for every x) <=> a = 0": Implication(
        ForEvery(equal(Binary("*", a, x), zero), ("x",)), equal(a, zero), both=True
    ),
    "abs(x[i]) < abs(x[k]) for i in 1..n if i != k": ForEvery(
        Relation((call("abs", Subscript(x, (i,))), call("abs", Subscript(x, (k,)))), ("<",)),
        range=Range("i", one, n, condition=Relation((i, k), ("!=",))),
    ),
    "a = b for i in 1..n for j in 1..i": ForEvery(
        ForEvery(equal(a, b), range=Range("j", one, i)), range=Range("i", one, n)
    ),
    "x in span(a, b)": Member(x, call("span", a, b)),
    "x ∈ colspace(A)": Member(x, call("colspace", A)),
    "x in [0, 1]": Member(x, ArrayLiteral((zero, one))),
    "g in subdiff(f, x)": Member(g, Subdiff(f, x)),
    "subdiff(f, x = 0) = [-1, 1]": equal(Subdiff(f, x, zero), ArrayLiteral((Negative(one), one))),
    "convex(f, [x, y])": Predicate("convex", f, ArrayLiteral((x, y))),
    "not concave(f, x)": Not(Predicate("concave", f, x)),
    "differentiable(f, x)": Predicate("differentiable", f, x),
    "differentiable(f, x = 0)": Predicate("differentiable", f, x, zero),
    "f = g + O(a^2) as a -> 0": AsTends(
        equal(f, Binary("+", g, call("O", Binary("^", a, two)))), "a", zero
    ),
    "f = g as a -> 0+ and x = 1": And((AsTends(equal(f, g), "a", zero, "+"), equal(x, one))),
}

TYPES = {
    "scalar": TypeSyntax("scalar"),
    "size": TypeSyntax("size"),
    "vector[n]": TypeSyntax("vector", (n,)),
    "matrix[n, n] symmetric positive definite": TypeSyntax(
        "matrix", (n, n), words=("symmetric", "positive definite")
    ),
    "matrix[n, n] symmetric, invertible": TypeSyntax(
        "matrix", (n, n), words=("symmetric", "invertible")
    ),
    "scalar > 0": TypeSyntax("scalar", bounds=((">", zero),)),
    "scalar >= 0 and != 1, < 2": TypeSyntax(
        "scalar", bounds=((">=", zero), ("!=", one), ("<", two))
    ),
    "scalar in (0, 1) or [2, oo)": TypeSyntax(
        "scalar",
        union=(
            Interval(zero, one, low_closed=False, high_closed=False),
            Interval(two, Name("oo"), low_closed=True, high_closed=False),
        ),
    ),
    "vector[m] in {-1, 1}": TypeSyntax("vector", (m,), union=(Finite((Negative(one), one)),)),
    "index in 1..n": TypeSyntax("index", union=(Range("", one, n),)),
    "index in (n + 1)*2..m": TypeSyntax(
        "index", union=(Range("", Binary("*", Binary("+", n, one), two), m),)
    ),
    "matrix[m[k], m[k-1]] for k in 1..H": TypeSyntax(
        "matrix",
        (Subscript(m, (k,)), Subscript(m, (Binary("-", k, one),))),
        ranges=(Range("k", one, H),),
    ),
    "function(vector[n], scalar > 0) -> scalar > 0": TypeSyntax(
        "function",
        arguments=(TypeSyntax("vector", (n,)), TypeSyntax("scalar", bounds=((">", zero),))),
        result=TypeSyntax("scalar", bounds=((">", zero),)),
    ),
}

HEADINGS = {
    "x": Heading("x"),
    "θ": Heading("theta"),
    "W[k]": Heading("W", (k,)),
    "v[0]": Heading("v", (zero,)),
    "x[i, j]": Heading("x", (i, j)),
    "sigma(z)": Heading("sigma", parameters=("z",)),
    "P(i, j)": Heading("P", parameters=("i", "j")),
}

FIRST_STEPS = {
    "a + b": Step(None, Binary("+", a, b)),
    "a = b": Step(None, equal(a, b)),
    "a = b <=> b = a": Step(None, Implication(equal(a, b), equal(b, a), both=True)),
}

LATER_STEPS = {
    "= a": Step("=", a),
    "<= a": Step("<=", a),
    "= a = b": Step("=", equal(a, b)),
    "= a\n    + b": Step("=", Binary("+", a, b)),
    "<=> a = b": Step("<=>", equal(a, b)),
    "=> a = b or x = y": Step("=>", Or((equal(a, b), equal(x, y)))),
}


@pytest.mark.parametrize(("text", "tree"), EXPRESSIONS.items())
def test_reads_expressions(text: str, tree: Expression) -> None:
    assert parse_expression(text) == tree


@pytest.mark.parametrize(("text", "tree"), PROPOSITIONS.items())
def test_reads_propositions(text: str, tree: Proposition) -> None:
    assert parse_proposition(text) == tree


@pytest.mark.parametrize(("text", "tree"), TYPES.items())
def test_reads_types(text: str, tree: TypeSyntax) -> None:
    assert parse_type(text) == tree


@pytest.mark.parametrize(("text", "tree"), HEADINGS.items())
def test_reads_headings(text: str, tree: Heading) -> None:
    assert parse_heading(text) == tree


@pytest.mark.parametrize(("text", "tree"), FIRST_STEPS.items())
def test_reads_first_steps(text: str, tree: Step) -> None:
    assert parse_step(text, first=True) == tree


@pytest.mark.parametrize(("text", "tree"), LATER_STEPS.items())
def test_reads_later_steps(text: str, tree: Step) -> None:
    assert parse_step(text, first=False) == tree


def test_spans_cover_what_was_written_brackets_included() -> None:
    text = "(a + b)*c' = f(x, -y)"
    relation = parse_proposition(text)
    assert isinstance(relation, Relation)
    product, applied = relation.operands
    assert isinstance(product, Binary)
    assert isinstance(applied, Call)
    spans = [relation.span, product.span, product.right.span, applied.span]
    assert [text[span.start : span.end] for span in spans] == [
        text,
        "(a + b)*c'",
        "c'",
        "f(x, -y)",
    ]
    assert text[applied.arguments[1].span.start : applied.arguments[1].span.end] == "-y"
