"""Samples reach the whole of a structure (soundness R8)."""

from __future__ import annotations

from random import Random

import pytest

from derivcheck.evaluation.sampling import structures
from derivcheck.evaluation.sampling.pools import ordinary
from derivcheck.evaluation.sampling.structures import (
    draw,
    fits,
    frame,
    identity,
    small_integer,
    special,
    to_flint,
)
from tests.evaluation.sampling.claims import array, points

WORDS = ("symmetric", "positive definite", "diagonal", "invertible", "orthogonal")
ENTRIES = pytest.mark.parametrize("entry", [small_integer, ordinary])


def drawn(structure, n, count=60, entry=small_integer):
    rng = Random(1)
    return [draw(n, n, frozenset(structure), entry, rng) for _ in range(count)]


@ENTRIES
@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize(
    "structure",
    [
        *((word,) for word in WORDS),
        ("symmetric", "invertible"),
        ("symmetric", "orthogonal"),
        ("diagonal", "positive definite"),
        ("diagonal", "orthogonal"),
        ("diagonal", "invertible"),
        ("positive definite", "symmetric"),
        ("positive definite", "orthogonal"),
    ],
)
def test_draws_have_their_structure(structure, n, entry):
    assert all(fits(a, frozenset(structure)) for a in drawn(structure, n, 8, entry))


def test_orthogonal_matrices_have_both_determinants():
    assert {to_flint(a).det() for a in drawn(("orthogonal",), 3)} == {1, -1}


def test_orthogonal_matrices_of_size_one_are_both_signs():
    assert set(drawn(("orthogonal",), 1)) == {array([1]), array([-1])}


def test_some_orthogonal_matrix_has_eigenvalue_minus_one_and_is_no_signed_permutation():
    found = [
        a
        for a in drawn(("orthogonal",), 2)
        if to_flint(a).det() == -1 and any(x not in (0, 1, -1) for row in a for x in row)
    ]
    assert found  # a plane reflection: eigenvalues 1 and -1


def test_definite_matrices_have_small_and_large_eigenvalues():
    single = [a[0][0] for a in drawn(("positive definite",), 1)]
    assert min(single) < 1 < max(single)


def test_symmetric_matrices_are_indefinite_too():
    dets = {to_flint(a).det() > 0 for a in drawn(("symmetric",), 2)}
    assert dets == {True, False}


def test_invertible_matrices_have_both_signs_of_the_determinant():
    assert {to_flint(a).det() > 0 for a in drawn(("invertible",), 2)} == {True, False}


def test_diagonal_matrices_have_zeros_and_repeated_entries():
    diagonals = [(a[0][0], a[1][1]) for a in drawn(("diagonal",), 2)]
    assert any(0 in d for d in diagonals)
    assert any(a == b != 0 for a, b in diagonals)


def test_the_special_matrices_have_their_names():
    members = special(2, 2, frozenset())
    for named in (
        identity(2),
        array((0, 0), (0, 0)),
        array((-1, 0), (0, -1)),
        array((0, 1), (0, 0)),
        array((1, 1), (1, 1)),
        array((0, 1), (1, 0)),
        array((1, 0), (0, -1)),
        array((0, 1), (-1, 0)),
    ):
        assert named in members


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("n", [1, 2, 3])
def test_every_structure_has_special_members(word, n):
    members = special(n, n, frozenset({word}))
    assert identity(n) in members
    assert all(fits(a, frozenset({word})) for a in members)


def test_special_vectors_hold_units_zero_and_ties():
    members = special(3, 1, frozenset())
    for entries in ((1, 1, 1), (0, 0, 0), (1, 0, 0), (1, 2, 3), (1, -1, 1)):
        assert array(*([x] for x in entries)) in members


def test_wrong_matrices_are_recognised():
    assert not fits(array((1, 2), (3, 4)), frozenset({"symmetric"}))
    assert not fits(array((1, 2), (2, 1)), frozenset({"positive definite"}))
    assert not fits(array((1, 1), (1, 1)), frozenset({"invertible"}))
    assert not fits(array((1, 1), (0, 1)), frozenset({"orthogonal"}))
    assert not fits(array((1, 1), (0, 1)), frozenset({"diagonal"}))
    assert not fits(array((1, 0, 0), (0, 1, 0)), frozenset({"orthogonal"}))


@ENTRIES
def test_frames_have_orthonormal_columns(entry):
    a = to_flint(frame(4, 2, entry, Random(1)))
    assert a.transpose() * a == to_flint(identity(2))


def test_a_definite_matrix_below_one_is_shown():
    found = points({"A": "matrix[n, n] positive definite"}, "logdet(A) >= 0", count=24)
    assert any(p.values["A"] == array(["1/2"]) for p in found)


def test_special_members_stand_beside_generic_ones_for_agreement():
    found = points({"A": "matrix[n, n]", "B": "matrix[n, n]"}, "A@B = A@B", purpose="agree")
    special_members = {
        name
        for p in found
        for name in ("A", "B")
        if p.values[name] in structures.special(p.sizes["n"], p.sizes["n"], frozenset())
    }
    assert special_members == {"A", "B"}
