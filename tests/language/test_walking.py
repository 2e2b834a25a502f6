"""Walks over trees as written, and trees with other parts."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from syntax_trees import EVERY_KIND, Grower, trees

from derivcheck.language import syntax
from derivcheck.language.parsing import parse_expression, parse_proposition
from derivcheck.language.printing import show


def directly_below(value: object) -> list[syntax.Node]:
    """The nodes in all fields, whatever their names."""
    if isinstance(value, syntax.Node):
        return [value]
    return [node for item in value for node in directly_below(item)] if type(value) is tuple else []


@pytest.mark.parametrize("node", EVERY_KIND, ids=lambda node: type(node).__name__)
def test_no_part_of_any_kind_of_node_is_passed_over(node: syntax.Node) -> None:
    handed: list[syntax.Node] = []
    syntax.rebuild(node, lambda part: handed.append(part) or part)  # type: ignore[func-returns-value]
    below = [part for field in fields(node) for part in directly_below(getattr(node, field.name))]
    assert sorted(map(id, handed)) == sorted(map(id, below))
    assert {id(part) for part in below} <= {id(part) for part in syntax.parts(node)}


@given(trees(Grower.condition))
def test_a_tree_of_the_same_parts_is_the_same_tree(tree: syntax.Proposition) -> None:
    def same(node: syntax.Node) -> syntax.Node:
        return syntax.rebuild(node, same)

    assert same(tree) == tree


def test_parts_are_changed_wherever_they_stand() -> None:
    def change(node: syntax.Node) -> syntax.Node:
        return syntax.Name("z") if node == syntax.Name("x") else syntax.rebuild(node, change)

    tree = parse_proposition("cases(x if x > 0, y otherwise) = sum(x[i] for i in 1..x)")
    assert show(change(tree)) == "cases(z if z > 0, y otherwise) = sum(z[i] for i in 1..z)"


def test_names_come_once_each_in_the_order_of_the_text() -> None:
    tree = parse_proposition("grad(L, theta) = X'@theta + sum(x[i] for i in 1..n)")
    assert list(syntax.names(tree)) == ["grad", "L", "theta", "X", "x", "i", "n"]


def test_what_a_tree_mentions_goes_through_definitions_of_definitions() -> None:
    bodies = {"L": parse_expression("norm(r)"), "r": parse_expression("y - L")}
    assert syntax.mentioned(parse_expression("2*L"), bodies) == {"L", "norm", "r", "y"}
