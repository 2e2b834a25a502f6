"""Shifted indices are brought down by the recurrence, a last term, or a factor."""

from __future__ import annotations

import pytest

from derivcheck.deciders._facts.least import Least, integers
from derivcheck.deciders._induction.integer_powers import opaque, shifts
from derivcheck.deciders._induction.unrolling import Stuck, Unrolling, at_index
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    Iterated,
    SequenceMember,
    Term,
    as_size,
    integer,
    rebuild,
    walk,
)
from tests.deciders.asked import scope

SYMBOLS = {"t": "index >= 0", "g[t]": "scalar", "A": "matrix[n, n]", "M[j]": "matrix[n, n]"}
DEFINE = {"v[0]": "0", "v[t]": "alpha*v[t-1] - eps*g[t]", "f[0]": "0", "f[1]": "1"}
DEFINE |= {"f[t]": "f[t-1] + f[t-2]"}
NAMES = scope(SYMBOLS, define=DEFINE)


def term(text: str):
    return NAMES.expression(text)


def plain(node):
    """The node with its integers as polynomials, so that t + 1 - 1 is t."""

    def change(part):
        inner = rebuild(part, change)
        size = as_size(inner) if isinstance(inner, Term) and inner.shape.is_scalar else None
        return inner if size is None else integer(size)

    return change(node)


def rules(text: str, base: int = 0) -> Unrolling:
    return Unrolling(NAMES.context(term(text)), "t", base)


def reduced(text: str, base: int = 0):
    return plain(rules(text, base).reduced(term(text)))


def written(text: str):
    return plain(term(text))


def test_a_member_past_the_start_becomes_its_recurrence_step():
    assert reduced("v[t+1]") == written("alpha*v[t] - eps*g[t+1]")
    assert reduced("v[t+2]") == written("alpha*(alpha*v[t] - eps*g[t+1]) - eps*g[t+2]")


def test_a_member_at_the_induction_variable_stays():
    assert reduced("v[t] + v[t-1]") == written("v[t] + v[t-1]")


def test_starts_have_their_values_and_small_members_are_computed():
    assert reduced("v[0]") == written("0")
    assert reduced("f[1] + f[0]") == written("1 + 0")
    assert reduced("f[3]") == written("1 + 0 + 1")


def test_a_step_that_may_reach_below_the_starts_is_not_taken():
    """At t = 0 the member f[t + 1] is the start f[1], not f[0] + f[-1]."""
    assert reduced("f[t+1]") == written("f[t+1]")
    assert reduced("f[t+1]", base=1) == written("f[t] + f[t-1]")


def test_a_sum_gives_up_its_last_term():
    assert reduced("sum(g[i] for i in 1..t+1)") == written("sum(g[i] for i in 1..t) + g[t+1]")
    peeled = written("sum(alpha^(t+1-i)*g[i] for i in 1..t) + alpha^(t+1-(t+1))*g[t+1]")
    assert reduced("sum(alpha^(t+1-i)*g[i] for i in 1..t+1)") == peeled


def test_a_range_up_to_the_induction_variable_stays():
    kept = "sum(g[i] for i in 1..t)"
    assert reduced(kept) == written(kept)


def test_a_range_that_may_be_empty_is_not_peeled():
    """At t = 0 the sum over 5..t+1 is empty and has no last term."""
    kept = "sum(g[i] for i in 5..t+1)"
    assert reduced(kept) == written(kept)
    assert reduced(kept, base=4) != written(kept)


def test_ranges_of_known_length_are_written_out():
    assert reduced("sum(g[i] for i in 1..3)") == written("0 + g[1] + g[2] + g[3]")
    assert reduced("sum(g[i] for i in 3..2)") == written("0")
    assert reduced("sum(g[i] for i in 4..1)") == written("0")


def test_an_empty_product_of_matrices_is_the_identity():
    assert reduced("prod(M[j] for j in 2..1)@A") == written("I(n)@A")


def test_the_order_of_a_product_is_kept():
    assert reduced("prod(M[j] for j in 1..t+1)") == written("prod(M[j] for j in 1..t)@M[t+1]")
    assert reduced("prod(M[j] for j in t+1 downto 1)") == written(
        "M[t+1]@prod(M[j] for j in t downto 1)"
    )


def test_a_long_range_is_refused():
    with pytest.raises(Stuck, match="a range of 1000"):
        reduced("sum(i for i in 1..1000)")


def test_an_index_is_replaced_in_sizes_too():
    at_three = at_index(term("sum(t*g[i] for i in 1..t)"), "t", Size.of(3))
    assert plain(at_three) == written("sum(3*g[i] for i in 1..3)")
    assert not any(isinstance(part, SequenceMember) for part in walk(at_three))


def test_powers_of_one_base_share_the_smallest_shift():
    one = term("alpha^(t+2) - alpha^2*alpha^t")
    least = Least({"t": 0})
    found = opaque(one, shifts((one,)), least)
    letters = {part for part in walk(found) if type(part).__name__ == "Unknown"}
    assert len(letters) == 1


def test_a_power_is_split_only_where_both_exponents_are_natural():
    """0^(t - 1) has no value at t = 0, so alpha^t is not alpha * alpha^(t - 1) there."""
    one = term("alpha^t - alpha*alpha^(t-1)")
    at_zero = opaque(one, shifts((one,)), Least({"t": 0}))
    at_one = opaque(one, shifts((one,)), Least({"t": 1}))

    def letters(tree):
        return {part for part in walk(tree) if type(part).__name__ == "Unknown"}

    assert (len(letters(at_zero)), len(letters(at_one))) == (2, 1)


@pytest.mark.parametrize(
    ("text", "lower", "answer"),
    [
        ("t", 0, True),
        ("t - 1", 0, False),
        ("t - 1", 1, True),
        ("2*t - 5", 3, True),
        ("1 - t", 0, False),
    ],
)
def test_lower_bounds_come_from_the_smallest_value(text, lower, answer):
    size = term(f"sum(i for i in 1..{text})")
    assert isinstance(size, Iterated)
    assert Least({"t": lower}).nonnegative(as_size(size.stop), {}) is answer


def test_a_bound_name_is_as_small_as_its_range():
    t, i = Size.of("t"), Size.of("i")
    ranges = {"i": (Size.of(1), t)}
    assert Least({"t": 0}).nonnegative(t - i, ranges)
    assert not Least({"t": 0}).nonnegative(i - t, ranges)
    assert Least({"t": 0}).nonnegative(i, ranges)


def test_only_integers_with_a_smallest_value_are_inducted_on():
    names = scope({"t": "index >= 1", "k": "index", "j": "index > 2", "x": "scalar > 0"})
    goal = names.proposition("t + k + j = x")
    assert integers(names.context(goal)) == {"t": 1, "j": 3}


def test_an_inner_range_knows_how_far_the_outer_name_runs():
    """In sum over i of prod over j from i + 1 to t + 1 the inner top exists only for i <= t."""
    names = scope(SYMBOLS)
    nested = names.expression("sum(prod(g[j] for j in i+1..t+1) for i in 1..t+1)")
    peeled = Unrolling(names.context(nested), "t", 0).reduced(nested)
    stops = {as_size(part.stop) for part in walk(peeled) if isinstance(part, Iterated)}
    assert stops == {Size.of("t")}


def test_a_matrix_power_gives_up_a_factor_where_the_exponent_is_natural():
    assert reduced("A^(t+1)@A") == written("A@A^t@A")
    assert reduced("A^(t-1)@A") == written("A^(t-1)@A")


def test_sums_are_lowered_to_the_ends_that_a_claim_has():
    claim = term("sum(g[i] for i in 0..t-1) + alpha")
    lowered = rules("alpha").lowered_to(claim)
    assert plain(lowered.reduced(term("sum(g[i] for i in 0..t)"))) == written(
        "sum(g[i] for i in 0..t-1) + g[t]"
    )
