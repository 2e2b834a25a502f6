"""Sizes, indices and depths cover every pattern (soundness R7, R20)."""

from __future__ import annotations

import pytest

from derivcheck.evaluation.sampling.sizes import covering
from tests.evaluation.sampling.claims import points, sample, scalars

BOTH = pytest.mark.parametrize("purpose", ["show", "agree"])


def sizes(found, *names):
    return {tuple(p.sizes[name] for name in names) for p in found}


def orders(found, a, b):
    return {(p.sizes[a] > p.sizes[b]) - (p.sizes[a] < p.sizes[b]) for p in found}


def test_a_single_size_takes_one_to_four():
    found = points({"x": "vector[n]"}, "norm(x) >= 0", purpose="agree")
    assert sizes(found, "n") >= {(1,), (2,), (3,), (4,)}


def test_two_sizes_occur_in_every_order_and_take_every_value():
    found = points({"X": "matrix[n, d]"}, "X'' = X", purpose="agree")
    assert orders(found, "n", "d") == {-1, 0, 1}
    assert {n for n, _ in sizes(found, "n", "d")} == {1, 2, 3, 4}
    assert {d for _, d in sizes(found, "n", "d")} == {1, 2, 3, 4}


def test_three_sizes_occur_pairwise_in_every_order():
    symbols = {"A": "matrix[n, m]", "B": "matrix[m, p]"}
    found = points(symbols, "(A@B)' = B'@A'", purpose="agree")
    for pair in (("n", "m"), ("m", "p"), ("n", "p")):
        assert orders(found, *pair) == {-1, 0, 1}


def test_shown_sizes_begin_with_one_and_ascend():
    found = points({"X": "matrix[n, d]"}, "X = X", count=24)
    assert found[0].sizes == {"n": 1, "d": 1}
    first = list(dict.fromkeys((p.sizes["n"] + p.sizes["d"]) for p in found))
    assert first == sorted(first)


@BOTH
@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ("n <= d", lambda n, d: n <= d),
        ("n < d", lambda n, d: n < d),
        ("n >= 2", lambda n, d: n >= 2),
        ("d = n + 1", lambda n, d: d == n + 1),
        ("n = 5", lambda n, d: n == 5),
        ("n > 10", lambda n, d: n > 10),
        ("n < d or d = 1", lambda n, d: n < d or d == 1),
    ],
)
def test_assumptions_on_sizes_are_met_by_choosing(purpose, given, fits):
    sampled = sample({"X": "matrix[n, d]"}, "X = X", [given], purpose=purpose)
    assert len(sampled.points) >= 12
    assert sampled.rejected == 0
    assert all(fits(p.sizes["n"], p.sizes["d"]) for p in sampled.points)


def test_requested_sizes_are_the_only_ones():
    found = points({"X": "matrix[n, d]"}, "X = X", purpose="agree", sizes={"n": (2, 5)})
    assert {n for n, _ in sizes(found, "n", "d")} == {2, 5}


def test_impossible_sizes_have_no_point_and_a_reason():
    sampled = sample({"X": "matrix[n, d]"}, "X = X", ["n < d", "d < n"])
    assert (sampled.points, sampled.note) == ([], "no sizes or indices satisfy the assumptions")


def test_a_size_that_is_a_difference_stays_positive():
    found = points({"x": "vector[n]", "y": "vector[n - 1]"}, "norm(x) >= norm(y)", purpose="agree")
    assert all(p.sizes["n"] >= 2 for p in found)


def test_an_index_runs_through_zero_to_twelve_and_beyond():
    symbols = {"t": "index >= 0", "beta": "scalar in (-1, 1)"}
    found = points(symbols, "beta^t <= 1", purpose="agree")
    seen = set(scalars(found, "t"))
    assert seen >= set(range(13))
    assert max(seen) in range(20, 61)
    assert min(seen) == 0


def test_a_free_index_is_negative_too():
    found = points({"k": "index", "x": "scalar > 0"}, "x^k > 0", purpose="agree")
    assert min(scalars(found, "k")) < 0


def test_the_bounds_of_an_index_follow_the_sizes():
    symbols = {"x": "vector[n]", "i": "index in 1..n"}
    found = points(symbols, "x[i]^2 >= 0", purpose="agree")
    pairs = {(p.sizes["n"], int(p.values["i"][0][0])) for p in found}
    assert all(1 <= i <= n for n, i in pairs)
    assert {(1, 1), (4, 4), (4, 1)} <= pairs


def test_two_indices_meet_their_order():
    symbols = {"i": "index >= 0", "j": "index >= 0", "x": "scalar"}
    found = points(symbols, "x^i*x^j = x^(i + j)", "i < j", purpose="agree")
    assert all(a < b for a, b in zip(scalars(found, "i"), scalars(found, "j"), strict=True))
    assert len(set(scalars(found, "j"))) > 4


def test_a_subscript_without_bounds_stays_in_its_array_first():
    found = points({"x": "vector[n]", "i": "index"}, "x[i] = x[i]", count=20)
    inside = [1 <= p.values["i"][0][0] <= p.sizes["n"] for p in found]
    assert sum(inside) > 10


def test_families_have_members_of_fitting_sizes():
    symbols = {"W[k]": "matrix[m[k], m[k-1]] for k in 1..H", "x": "vector[m[0]]"}
    claim = "norm(prod(W[j] for j in H downto 1)@x) >= 0"
    found = points(symbols, claim, purpose="agree")
    assert {p.sizes["H"] for p in found} == {1, 2, 3, 4}
    for p in found:
        for (name, (k,)), array in p.families.items():
            assert name == "W"
            assert len(array) == p.family_size("m", k)
            assert len(array[0]) == p.family_size("m", k - 1)
    widths = {p.family_size("m", k) for p in found for k in range(3)}
    assert widths == {1, 2, 3}


def test_a_sequence_has_a_member_for_every_index_that_is_used():
    symbols = {"g[t]": "scalar", "t": "index >= 0"}
    found = points(symbols, "sum(g[i] for i in 1..t)^2 >= 0", purpose="agree")
    for p in found:
        last = int(p.values["t"][0][0])
        assert ("g", (last + 1,)) in p.families


def test_a_cover_of_many_sizes_is_small():
    tuples = [(a, b) for a in range(1, 5) for b in range(1, 5)]
    assert len(covering(tuples)) <= 6
