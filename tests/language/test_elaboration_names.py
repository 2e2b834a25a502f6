"""Names: bound ones, definitions, functions, families, sequences; and names nobody declared."""

from __future__ import annotations

from fractions import Fraction

import pytest
from declared import SYMBOLS, failure, marked, scope

from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR, Size
from derivcheck.language.terms import (
    Apply,
    Entry,
    Index,
    Iterated,
    Pi,
    SizeOf,
    Unknown,
    Variable,
    constant,
)

DEFINE = {
    "q": "x'@A@x",
    "sigma(v)": "1 ./ (1 + exp(-v))",
    "P(i, j)": "prod(W[l] for l in i downto j)",
    "mi(i)": "y[i]*z[i]'@x",
    "margin[i]": "y[i]*z[i]'@x",
    "shifted[i + 1]": "x[i]",
    "total": "sum(x[i] for i in 1..n)",
    "broken": "1 + * 2",
    "misfit": "x + theta",
    "here": "there + 1",
    "there": "2*here",
}
SCOPE = scope(SYMBOLS, DEFINE)


def read(text):
    return SCOPE.expression(text)


def test_numbers_are_exact_and_literals_are_one_constant():
    assert read("0.10") == constant(Fraction(1, 10))
    assert read("-1/2") == constant(Fraction(-1, 2))
    assert read("1/3/2") == constant(Fraction(1, 6))


def test_a_size_is_a_number():
    assert read("n") == SizeOf(SCALAR, Size.of("n"))


def test_pi_is_a_constant():
    assert read("pi") == Pi(SCALAR)


def test_bound_names_carry_their_depth():
    term = read("sum(sum(w[i, j] for i in 1..N) for j in 1..N)")
    assert isinstance(term, Iterated)
    inner = term.body
    assert isinstance(inner, Iterated)
    assert (term.index, inner.index) == ("j#1", "i#2")
    assert inner.body == Variable(SCALAR, "w", (Index(SCALAR, "i#2"), Index(SCALAR, "j#1")))


def test_a_bound_name_hides_a_symbol():
    term = read("sum(a for a in 1..n)")
    assert isinstance(term, Iterated)
    assert term.body == Index(SCALAR, "a#1")


def test_a_definition_is_its_body():
    assert read("q") == read("x'@A@x")


def test_a_function_takes_arguments_of_any_shape():
    assert read("sigma(a)") == read("1 ./ (1 + exp(-a))")
    assert read("sigma(A@x)") == read("1 ./ (1 + exp(-(A@x)))")


def test_a_definition_does_not_see_the_bound_names_of_its_caller():
    one = scope({"x": "vector[n]", "i": "index"}, {"f": "i^2"})
    term = one.expression("sum(f for i in 1..n)")
    assert isinstance(term, Iterated)
    assert term.body == one.expression("i^2")


def test_an_argument_is_not_captured_by_a_binder_in_the_body():
    one = scope({"u": "vector[n]", "v": "vector[n]"}, {"s(j)": "sum(u[i]*v[j] for i in 1..n)"})
    term = one.expression("sum(s(i) for i in 1..n)")
    assert isinstance(term, Iterated)
    assert isinstance(term.body, Iterated)
    product = term.body.body
    assert isinstance(product, Apply)
    rows = [part.row for part in product.arguments if isinstance(part, Entry)]
    assert rows == [Index(SCALAR, "i#2"), Index(SCALAR, "i#1")]


def test_indexed_definitions_and_parameters_mean_the_same():
    assert read("margin[2]") == read("mi(2)") == read("y[2]*z[2]'@x")


def test_a_heading_may_shift_its_index():
    assert read("shifted[3]") == Entry(SCALAR, read("x"), read("3 - 1"), constant(1))


def test_a_product_by_a_function_of_its_ends():
    assert read("P(H, 1)") == read("prod(W[l] for l in H downto 1)")


def test_an_unknown_function_stays_one():
    term = read("l(x, a)")
    assert term == Unknown(SCALAR, "l", (read("x"), read("a")))


def test_zero_takes_the_shape_of_a_functions_argument():
    assert read("l(0, 0)") == Unknown(SCALAR, "l", (read("zeros(n)"), constant(0)))


def test_a_name_is_a_function_only_before_a_bracket():
    one = scope({"d": "scalar", "gamma": "scalar", "X": "matrix[n, n]"})
    assert one.expression("d(d^2, d)").shape == SCALAR
    assert one.expression("gamma(gamma)") == Apply(
        SCALAR, Operator.GAMMA, (Variable(SCALAR, "gamma"),)
    )


def test_a_declared_function_hides_that_of_the_table():
    one = scope({"x": "scalar", "sigmoid": "function(scalar) -> scalar"}, {"relu(z)": "2*z"})
    assert isinstance(one.expression("sigmoid(x)"), Unknown)
    assert one.expression("relu(x)") == one.expression("2*x")


def test_the_index_of_a_matrix_power_may_be_a_symbol():
    term = read("A^k")
    assert isinstance(term, Apply)
    assert term.operator is Operator.MATRIX_POWER
    assert term.parameter == read("k")


@pytest.mark.parametrize(
    ("text", "code", "message", "place", "hint"),
    [
        ("thetta", "DC201", "unknown name thetta", "thetta", "did you mean theta?"),
        ("Theta + 1", "DC201", "unknown name Theta", "Theta", "did you mean theta?"),
        ("e^a", "DC201", "unknown name e", "e", "exp(1)"),
        ("ln(a)", "DC201", "unknown function ln", "ln(a)", "write `log(x)`"),
        ("trace(a)", "DC201", "unknown function trace", "trace(a)", "write `tr(A)`"),
        (
            *("floor(a)", "DC201", "unknown function floor", "floor(a)"),
            "roundings and remainders are not in the language",
        ),
        ("sigmod(a)", "DC201", "unknown function sigmod", "sigmod(a)", "did you mean sigmoid?"),
        ("x(1)", "DC104", "x is not a function", "x(1)", "x*(1), an entry x[1]"),
        ("oo", "DC104", "oo stands only in limits", "oo", None),
        ("W", "DC104", "W is a family: write W[k]", "W", None),
        ("m", "DC104", "m is a family of sizes", "m", None),
        ("l", "DC104", "l is a function: write l(...)", "l", None),
        ("sigma", "DC104", "sigma is a function: write sigma(v)", "sigma", None),
        ("margin", "DC104", "margin needs its subscript", "margin", None),
        ("sigma(a, c)", "DC104", "sigma takes 1 argument, not 2", "sigma(a, c)", None),
        ("l(x)", "DC104", "l takes 2 arguments, not 1", "l(x)", None),
        ("exp(a, c)", "DC104", "exp takes 1 argument, not 2", "exp(a, c)", None),
        ("ones(1, 2, 3)", "DC104", "ones takes 1 or 2 arguments, not 3", "ones(1, 2, 3)", None),
        ("conv2d(A, B, stride=2)", "DC104", "no argument stride", "2", None),
        ("prod(x)", "DC104", "prod runs over a range", "prod(x)", "prod(x[i] for i in 1..n)"),
        ("x[a]", "DC104", "a subscript must be an integer, and a is not", "a", "a: index"),
        ("I(a)", "DC104", "a size must be an integer", "a", "a: index"),
        ("sum(a for i in 1..a)", "DC104", "the end of a range must be an integer", "a", "index"),
        ("sum(a for i in 1..oo)", "DC104", "a range has an end", "oo", "lim(sum("),
        ("A^(1/2)", "DC104", "needs an integer, and 1/2 is not", "1/2", "A .^ (1/2)"),
        ("z[1, 2]", "DC104", "z takes 1 subscript, not 2", "z[1, 2]", None),
        ("w[1]", "DC104", "w takes 2 subscripts, not 1", "w[1]", None),
        ("W[:]", "DC104", "`:` takes a row or a column", ":", None),
        ("[[1, 2], [3]]", "DC104", "the rows of an array have one length", "[3]", None),
        ("[1, [2]]", "DC104", "either every entry", "[1, [2]]", None),
        ("here", "DC104", "here is defined by itself: here -> there -> here", "here", None),
        ("O(a)", "DC104", "as a -> 0", "O(a)", None),
        ("shape(A)", "DC104", "alone on one side of `=`", "shape(A)", None),
        ("span(x)", "DC104", "after `in`", "span(x)", None),
        ("argmin(q, x)", "DC104", "argmin stands alone", "argmin(q, x)", None),
        ("subdiff(q, x)", "DC104", "subdiff stands after `in`", "subdiff(q, x)", None),
    ],
)
def test_an_error_of_names(text, code, message, place, hint):
    error = failure(read, text)
    assert error.code == code
    assert message in error.message
    assert marked(error, text) == place
    if hint is not None:
        assert error.hint is not None
        assert hint in error.hint


def test_a_broken_definition_costs_nothing_to_lines_that_do_not_use_it():
    assert read("a + 1").shape == SCALAR


@pytest.mark.parametrize(("text", "place"), [("broken", "*"), ("misfit + y", "x + theta")])
def test_an_error_in_a_definition_is_placed_there(text, place):
    error = failure(read, text)
    assert error.text is not None
    assert error.text.value == DEFINE[text.split()[0]]
    assert marked(error, text) == place


def test_definitions_that_double_are_refused():
    define = {"f0": "a", **{f"f{k + 1}": f"f{k} + f{k}" for k in range(30)}}
    error = failure(scope({"a": "scalar"}, define).expression, "f30")
    assert error.code == "DC105"


def test_arguments_that_double_are_refused():
    text = "f(" * 25 + "a" + ")" * 25
    error = failure(scope({"a": "scalar"}, {"f(v)": "v + v"}).expression, text)
    assert error.code == "DC105"


def test_a_deep_chain_of_definitions_is_refused():
    define = {"f0": "a", **{f"f{k + 1}": f"exp(sin(cos(f{k})))" for k in range(400)}}
    error = failure(scope({"a": "scalar"}, define).expression, "f400")
    assert error.code == "DC105"


# The one-line check -----------------------------------------------------------------------


def test_undeclared_names_are_real_scalars_where_allowed():
    one = scope({}, assume_scalars=True)
    goal = one.proposition("d(tanh(u), u) = 1 - v^2")
    assert one.assumed == ("u", "v")
    assert one.context(goal).declarations["u"].kind == "real"


def test_an_assumed_scalar_has_no_entries():
    error = failure(scope({}, assume_scalars=True).proposition, "x[1] = 0")
    assert error.code == "DC202"


# Levels -----------------------------------------------------------------------------------

FILE = scope({"x": "vector[n]", "h": "vector[n]"}, {"f": "2*x", "v[0]": "0", "v[t]": "v[t-1] + 1"})


def test_a_claims_symbol_hides_a_definition_of_the_file():
    one = scope({"f": "vector[n]"}, base=FILE)
    assert one.expression("f") == Variable(one.expression("x").shape, "f")


def test_a_claims_definition_hides_a_symbol_of_the_file():
    one = scope({}, {"h": "x + f"}, base=FILE)
    assert one.expression("h") == one.expression("x + 2*x")


def test_a_claim_may_replace_a_start():
    one = scope({}, {"v[0]": "5"}, base=FILE)
    context = one.context(one.proposition("v[3] = 8"))
    assert context.recurrences["v"].starts == ((0, constant(5)),)


def test_definitions_of_the_file_are_read_under_the_claims_symbols():
    one = scope({"x": "matrix[p, p]"}, base=FILE)
    assert str(one.expression("f").shape) == "matrix[p, p]"


def test_in_one_level_the_later_heading_counts():
    one = scope({"x": "scalar"}, {"f": "x"})
    assert one.expression("f").shape == SCALAR


# Remarks ----------------------------------------------------------------------------------


def test_a_declared_name_that_hides_one_of_the_language_is_told():
    one = scope({"gamma": "scalar", "x": "vector[d]"}, {"relu(z)": "z"})
    assert [(each.code, each.message) for each in one.warnings] == [
        ("DC804", "gamma hides a name of the language"),
        ("DC804", "relu hides a name of the language"),
    ]


def test_a_function_of_a_square_matrix_is_told_to_act_entry_by_entry():
    one = scope({"A": "matrix[n, n]", "B": "matrix[n, m]"})
    one.expression("exp(A)@B + exp(B)")
    assert [(each.code, each.message) for each in one.warnings] == [
        ("DC805", "exp of a matrix acts entry by entry")
    ]


def test_symbols_that_no_line_used_are_told():
    one = scope({"x": "vector[n]", "y": "vector[n]", "a": "scalar > c", "c": "scalar"})
    one.context(one.proposition("a*x = 0"))
    assert [each.message for each in one.unused()] == ["y is declared and not used"]
