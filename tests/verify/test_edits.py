"""Near edits are single slips, each with its place, its kind and its words."""

from __future__ import annotations

import pytest

from derivcheck.language.parsing import parse_proposition, parse_step
from derivcheck.language.positions import Span
from derivcheck.language.printing import show
from derivcheck.verify.repair.edits import edits


def changed(line: str, kind: str | None = None) -> set[str]:
    found = edits(parse_proposition(line))
    return {show(edit.line) for edit in found if kind in (None, edit.kind)}


@pytest.mark.parametrize(
    ("kind", "line", "repaired"),
    [
        ("sign", "a = b + c", "a = b - c"),
        ("sign", "a = b - c", "a = b + c"),
        ("sign", "a = -b", "a = b"),
        ("sign", "a = b*c", "a = -b*c"),
        ("factor", "a = c/2*b", "a = 2*c*b"),
        ("factor", "a = b", "a = 2*b"),
        ("factor", "a = b", "a = 1/2*b"),
        ("factor", "a = b*c", "a = c"),
        ("transpose", "a = X@x", "a = X'@x"),
        ("transpose", "a = X'@x", "a = X@x"),
        ("exponent", "a = x^2", "a = x^3"),
        ("exponent", "a = x^2", "a = x"),
        ("order", "a = A@B", "a = B@A"),
        ("index", "a = x[t - 1]", "a = x[t]"),
        ("index", "a = x[t]", "a = x[t - 1]"),
        ("index", "a = sum(x[i] for i in 1..n)", "a = sum(x[i] for i in 1..n - 1)"),
        ("term", "a = b + c", "a = b"),
        ("term", "a = b + c", "a = c"),
        ("term", "a = x", "a = abs(x)"),
        ("term", "a = sin(x)", "a = cos(x)"),
        ("digit", "a = 2.65", "a = 2.625"),
        ("branch", "a = cases(1 if x > 0, 2 otherwise)", "a = cases(2 if x > 0, 1 otherwise)"),
        (
            "branch",
            "a = cases(1 if x > 0, 2 if x <= 0)",
            "a = cases(2 if x > 0, 1 if x <= 0)",
        ),
    ],
)
def test_a_slip_of_each_kind_is_tried(kind, line, repaired):
    assert repaired in changed(line, kind)


def test_a_number_is_an_exponent_only_where_it_stands_as_one():
    assert "a = 3*b" not in changed("a = 2*b", "exponent")
    assert changed("a = b^2", "exponent") == {"a = b", "a = b^3", "a = b^4"}


def test_only_the_claimed_side_is_edited():
    assert all(text.startswith("a + b = ") for text in changed("a + b = c - d"))


def test_every_later_side_of_a_chained_equation_is_edited():
    assert {"a = b - c = d", "a = b + c = -d"} <= changed("a = b + c = d")


def test_the_element_of_a_membership_is_edited_and_not_its_set():
    found = changed("-x in subdiff(abs(x), x)")
    assert "x in subdiff(abs(x), x)" in found
    assert all(text.endswith("in subdiff(abs(x), x)") for text in found)


def test_the_right_equation_of_an_equivalence_is_edited():
    found = changed("x = 1 <=> x^2 = 2*x - 1")
    assert "x = 1 <=> x^2 = 2*x + 1" in found
    assert all(text.startswith("x = 1 <=> ") for text in found)


def test_a_step_is_edited_behind_its_relation():
    found = {show(edit.line) for edit in edits(parse_step("<= a + b", first=False))}
    assert "<= a - b" in found
    assert all(text.startswith("<= ") for text in found)


def test_no_edit_is_the_line_itself_and_none_comes_twice():
    line = parse_proposition("grad(L, x) = 2*X'@(X@x - y) + lambda/2*x")
    found = [show(edit.line) for edit in edits(line)]
    assert show(line) not in found
    assert len(found) == len(set(found))


def test_an_edit_knows_its_place_and_says_what_it_changed():
    line = "g = X@r"
    edit = next(e for e in edits(parse_proposition(line)) if show(e.line) == "g = X'@r")
    assert (edit.kind, edit.span, edit.before, edit.after) == ("transpose", Span(4, 5), "X", "X'")
    assert edit.words == "a transpose is missing on X"


def test_likelier_slips_are_tried_first():
    kinds = [edit.kind for edit in edits(parse_proposition("a = 2*X'@x + c"))]
    assert kinds == sorted(kinds, key=kinds.index)
    assert kinds[0] == "sign"


def test_propositions_without_a_claimed_side_have_no_edits():
    assert list(edits(parse_proposition("convex(x^2, x)"))) == []
