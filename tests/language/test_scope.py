"""Types and contexts: what is declared, and what a proposition's names rest on."""

from __future__ import annotations

import pytest
from declared import failure, marked, scope

from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Text
from derivcheck.language.scope import read_scope
from derivcheck.language.terms import Comparison, Declaration, Piece, constant


def declaration(kind: str, name: str = "p", **others: str) -> Declaration:
    """What a type says of p."""
    member = {"p": "p", "p[i]": "p[1]", "p[i, j]": "p[1, 1]"}[name]
    one = scope({name: kind, **others})
    return one.context(one.expression(member)).declarations["p"]


ZERO, ONE, TWO = constant(0), constant(1), constant(2)


@pytest.mark.parametrize(
    ("kind", "pieces"),
    [
        ("scalar", ()),
        ("scalar > 0", (Piece(ZERO, None),)),
        ("scalar >= 0", (Piece(ZERO, None, low_closed=True),)),
        ("scalar < 1", (Piece(None, ONE),)),
        ("scalar != 0", (Piece(None, ZERO), Piece(ZERO, None))),
        ("scalar >= 0, != 1", (Piece(ZERO, ONE, low_closed=True), Piece(ONE, None))),
        ("scalar > 0, <= 1", (Piece(ZERO, ONE, high_closed=True),)),
        ("scalar in (0, 1)", (Piece(ZERO, ONE),)),
        ("scalar in [0, 1)", (Piece(ZERO, ONE, low_closed=True),)),
        ("scalar in (-oo, 0]", (Piece(None, ZERO, high_closed=True),)),
        ("scalar in (0, 1) or [2, oo)", (Piece(ZERO, ONE), Piece(TWO, None, low_closed=True))),
        ("vector[n] in (0, 1)", (Piece(ZERO, ONE),)),
        ("index >= 0", (Piece(ZERO, None, low_closed=True),)),
        ("index in 0..2", (Piece(ZERO, TWO, low_closed=True, high_closed=True),)),
    ],
)
def test_intervals(kind, pieces):
    assert declaration(kind).pieces == pieces


def test_finite_sets():
    assert declaration("scalar in {-1, 1}").values == (constant(-1), ONE)
    assert declaration("vector[K] in {0, 1}").values == (ZERO, ONE)


def test_the_ends_of_an_interval_may_be_symbols():
    one = scope({"p": "scalar > q", "q": "scalar > p", "r": "scalar"})
    context = one.context(one.proposition("p = 0"))
    assert context.declarations.keys() == {"p", "q"}
    assert context.declarations["p"].pieces == (Piece(one.expression("q"), None),)


@pytest.mark.parametrize(
    ("kind", "structure"),
    [
        ("matrix[n, n] symmetric", {"symmetric"}),
        ("matrix[n, n] positive definite", {"positive definite", "symmetric"}),
        ("matrix[n, n] invertible", {"invertible"}),
        ("matrix[n, n] orthogonal", {"orthogonal"}),
        ("matrix[n, n] diagonal", {"diagonal"}),
        ("matrix[n, n] diagonal invertible", {"diagonal", "invertible"}),
    ],
)
def test_structures(kind, structure):
    assert declaration(kind).structure == structure


def test_an_index_is_an_integer():
    assert declaration("index").kind == "integer"
    assert declaration("scalar").kind == "real"


def test_a_function_declares_what_it_takes_and_gives():
    one = scope({"p": "function(vector[q], scalar) -> matrix[n, 2]"})
    context = one.context(one.proposition("p(0, 1) = 0"))
    made = context.declarations["p"]
    assert made.kind == "function"
    assert [str(shape) for shape in made.arguments] == ["vector[q]", "scalar"]
    assert str(made.shape) == "matrix[n, 2]"
    assert context.sizes == {"q", "n"}


def test_a_family_has_ranges_and_shapes_of_its_index():
    made = declaration("matrix[m[i], m[i-1]] for i in 1..H", "p[i]")
    (ranged,) = made.family
    assert (ranged[0], ranged[1]) == ("i#0", ONE)
    assert str(ranged[2].size) == "H"  # type: ignore[attr-defined]
    assert made.indices == ("i#0",)
    assert str(made.shape) == "matrix[m[i], m[i - 1]]"
    assert not made.sequence


def test_a_family_may_have_two_indices():
    made = declaration("scalar for i in 1..n for j in 1..i", "p[i, j]")
    assert [name for name, _, _ in made.family] == ["i#0", "j#0"]


def test_a_family_without_a_range_is_a_sequence():
    made = declaration("vector[n]", "p[i]")
    assert made.sequence
    assert made.family == ()
    assert made.indices == ("i#0",)


@pytest.mark.parametrize(
    ("symbols", "text", "message", "place"),
    [
        ({"p": "scalr"}, "p", "expected a type", "scalr"),
        ({"p": "matrix[n, m] symmetric"}, "p", "only square matrices", "matrix[n, m] symmetric"),
        ({"p": "vector[n] invertible"}, "p", "only square matrices", "vector[n] invertible"),
        ({"p": "vector[0]"}, "p", "sizes are at least 1", "0"),
        ({"p": "vector[q]", "q": "scalar"}, "p", "q is a size here and a symbol", "q"),
        ({"p": "vector[q]", "r": "vector[q[1]]"}, "p", "a size and a family of sizes", "q"),
        ({"p": "vector[n] for i in 1..n"}, "p", "p has no subscript i", "i in 1..n"),
        ({"p[i]": "scalar for j in 1..n"}, "p[1]", "p has no subscript j", "j in 1..n"),
        ({"p": "scalar in {0, 1} > 0"}, "p", "needs no further bounds", "scalar in {0, 1} > 0"),
        ({"p": "scalar > q"}, "p", "unknown name q", "q"),
        ({"p": "scalar > x", "x": "vector[n]"}, "p", "a bound is a number", "x"),
        ({"p": "index in 1..q", "q": "scalar"}, "p", "must be an integer", "q"),
        ({"p": "function(scalar > 0) -> scalar"}, "p(1)", "have no constraints", "scalar > 0"),
    ],
)
def test_a_type_that_cannot_be_used(symbols, text, message, place):
    one = scope(symbols)
    with pytest.raises(LanguageError) as caught:
        one.context(one.expression(text))
    assert message in caught.value.message
    assert marked(caught.value, text) == place
    assert caught.value.text is not None


def test_a_broken_type_costs_nothing_to_lines_that_do_not_use_it():
    one = scope({"p": "scalr", "q": "scalar"})
    assert one.context(one.proposition("q = 0")).declarations.keys() == {"q"}


@pytest.mark.parametrize("heading", ["p(x)", "1p"])
def test_a_heading_that_cannot_be_read_is_told_at_once(heading):
    with pytest.raises(LanguageError) as caught:
        scope({heading: "scalar"})
    assert caught.value.text == Text(heading)


# Contexts ---------------------------------------------------------------------------------


def test_a_context_holds_what_is_reachable():
    one = scope(
        {"x": "vector[n]", "y": "vector[r]", "b": "scalar > c", "c": "scalar", "e": "scalar"},
        {"f": "b*x"},
    )
    context = one.context(one.proposition("norm(f) = 0"))
    assert context.declarations.keys() == {"x", "b", "c"}
    assert context.sizes == {"n"}


def test_sizes_in_shapes_numbers_and_arrays_are_found():
    one = scope({"W[k]": "matrix[m[k], m[k-1]] for k in 1..H", "x": "vector[n]", "i": "index"})
    context = one.context(one.proposition("W[i]@ones(m[i-1]) = zeros(m[i])"))
    assert context.sizes == {"H"}
    assert context.size_families == {"m"}
    assert context.declarations.keys() == {"W", "i"}
    assert one.context(one.proposition("1/n = 2")).sizes == {"n"}
    assert one.context(one.proposition("shape(W[2]) = [m[2], n]")).sizes == {"n", "H"}


def test_assumptions_bring_their_symbols():
    one = scope({"a": "scalar", "b": "scalar", "x": "vector[n]"}, given=["b > 0", "n <= 3"])
    context = one.context(one.proposition("a = 0"))
    assert context.assumptions == (one.proposition("b > 0"), one.proposition("n <= 3"))
    assert context.declarations.keys() == {"a", "b"}
    assert context.sizes == {"n"}


def test_the_bounds_of_a_size_are_assumptions():
    one = scope({"n": "size >= 2", "x": "vector[n]"})
    context = one.context(one.proposition("norm(x) = 0"))
    assert context.assumptions == (Comparison(">=", one.expression("n"), TWO),)


def test_requested_sizes_are_passed_on():
    one = scope({"x": "vector[n]"}, sizes={"n": (2, 5), "unused": (3,)})
    assert one.context(one.proposition("x = 0")).requested == (("n", (2, 5)),)


def test_a_defined_name_that_became_a_variable_needs_no_declaration():
    one = scope({"x": "vector[n]"}, {"h": "exp(x)", "L": "norm(h)^2"})
    context = one.context(one.proposition("grad(L, h) = 2*h"))
    assert context.declarations.keys() == {"x"}


def test_an_error_in_an_assumption_is_placed_there():
    one = scope({"a": "scalar"}, given=["a > 0", "a > nobody"])
    error = failure(lambda text: one.context(one.proposition(text)), "a = 0")
    assert error.text == Text("a > nobody")
    assert marked(error, "a = 0") == "nobody"


def test_positions_of_a_definition_are_those_of_its_file():
    body = Text("x + z", "notes.yaml", ((0, 7, 12),))
    one = read_scope([(Text("x"), Text("scalar"))], [(Text("f"), body)], (), (), {}, None)
    error = failure(one.expression, "2*f")
    place = error.problem(Text("2*f")).place
    assert (place.file, place.line, place.column) == ("notes.yaml", 7, 16)


def test_a_layout_is_one_of_two():
    with pytest.raises(LanguageError) as caught:
        scope({}, layout="sideways")
    assert "numerator or denominator" in caught.value.message
