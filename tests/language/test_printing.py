"""What is shown of a tree, and that showing and reading undo each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from syntax_trees import EVERY_KIND, Grower, trees

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import (
    parse_expression,
    parse_heading,
    parse_proposition,
    parse_step,
    parse_type,
)
from derivcheck.language.printing import show
from derivcheck.language.syntax import Node
from derivcheck.verify.folders import holds_claims

DERIVATIONS = Path(__file__).parents[2] / "derivations"


def parse_first(text: str) -> Node:
    return parse_step(text, first=True)


def parse_later(text: str) -> Node:
    return parse_step(text, first=False)


SHOWN = [
    # spacing
    (parse_expression, "1 / 2 * norm( y-X @ theta ) ^ 2", "1/2*norm(y - X@theta)^2"),
    (parse_expression, "a.*b./c.^2", "a .* b ./ c .^ 2"),
    (parse_expression, "f( x ,y , k = 1 )", "f(x, y, k=1)"),
    (parse_expression, "[ [1,2],[3,4] ]", "[[1, 2], [3, 4]]"),
    (parse_expression, "A[ i,: ]", "A[i, :]"),
    (parse_expression, "sum(x[i]for i in 1 .. n if i!=k)", "sum(x[i] for i in 1..n if i != k)"),
    (parse_expression, "lim(x,x->0 +)", "lim(x, x -> 0+)"),
    (parse_expression, "at(f,x=1,W[1]=A)", "at(f, x = 1, W[1] = A)"),
    (parse_proposition, "a=b<=c", "a = b <= c"),
    (parse_proposition, "f=g+O(a^2)as a->0", "f = g + O(a^2) as a -> 0"),
    (parse_type, "matrix[n,d]symmetric,>=0", "matrix[n, d] symmetric >= 0"),
    (parse_type, "scalar in(0,1]or{2}", "scalar in (0, 1] or {2}"),
    (parse_heading, "P( i ,j )", "P(i, j)"),
    (parse_later, "=a", "= a"),
    (parse_later, "<=>a=b", "<=> a = b"),
    # brackets
    (parse_expression, "((a) + ((b)))*(c)", "(a + b)*c"),
    (parse_expression, "(a*b)*c + (d + e)", "a*b*c + (d + e)"),
    (parse_expression, "a*(b*c) - (d - e)", "a*(b*c) - (d - e)"),
    (parse_expression, "(a^b)^(c^d)", "(a^b)^c^d"),
    (parse_expression, "2^(-1) - (-x)^2 + -(x^2)", "2^-1 - (-x)^2 + -x^2"),
    (parse_expression, "-(a*b)*(-c)", "-(a*b)*-c"),
    (parse_expression, "(X@Y)' + (-X)' + (X')'", "(X@Y)' + (-X)' + X''"),
    (parse_expression, "(A^2)'@A^(B')@(A^B)[1]", "(A^2)'@A^(B')@(A^B)[1]"),
    (
        parse_expression,
        "sum(sum(x for j in 1..i) for i in 1..n)",
        "sum(x for i in 1..n for j in 1..i)",
    ),
    (parse_proposition, "(a = b and c = d) or (not (e = f))", "a = b and c = d or not e = f"),
    (parse_proposition, "(a = b or c = d) and e = f", "(a = b or c = d) and e = f"),
    (parse_proposition, "(a = b for every c) <=> (d = e)", "(a = b for every c) <=> d = e"),
    (parse_proposition, "(a = b <=> c = d) for every x", "a = b <=> c = d for every x"),
    (parse_later, "= (a = b)", "= a = b"),
    # typed Unicode and other spellings
    (parse_expression, "θ**2·X.T", "theta^2*X'"),
    (parse_proposition, "x ≥ 0 ⇒ x ≠ −1", "x >= 0 => x != -1"),
]


@pytest.mark.parametrize(("parse", "text", "shown"), SHOWN)
def test_shows_with_few_brackets_and_even_spacing(
    parse: Callable[[str], Node], text: str, shown: str
) -> None:
    tree = parse(text)
    assert show(tree) == shown
    assert parse(shown) == tree


@pytest.mark.parametrize(
    "text",
    [
        "cases(x if x > 0, -x otherwise)",
        "prod(W[j] for j in H downto k + 1)",
        "indicator(x > 0 and y < 1)",
        "argmin(f, [x, y], X@w = t, norm(x) <= 1)",
        "subdiff(f, x = 0)",
        "lim(f, t -> -oo)",
        "D(norm(X)^2, X, dX)",
    ],
)
def test_well_written_expressions_are_shown_as_they_are(text: str) -> None:
    assert show(parse_expression(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "matrix[m[k], m[k - 1]] positive definite for k in 1..H",
        "scalar > 0 and <= 1",
        "scalar in (0, 1) or [2, oo)",
        "vector[m] in {-1, 1}",
        "index in 1..n",
        "function(vector[p], scalar) -> scalar > 0",
    ],
)
def test_well_written_types_are_shown_as_they_are(text: str) -> None:
    assert show(parse_type(text)) == text


# Showing and reading -----------------------------------------------------------------------


def assert_comes_back(parse: Callable[[str], Node], tree: Node) -> None:
    """What is shown reads as the same tree; trees the parser refuses as too large are skipped."""
    text = show(tree)
    try:
        again = parse(text)
    except LanguageError as error:
        assume(error.code != "DC105")
        raise
    assert again == tree


@given(trees(Grower.expression))
def test_every_expression_comes_back(tree: syntax.Expression) -> None:
    assert_comes_back(parse_expression, tree)


@given(trees(Grower.condition))
def test_every_proposition_comes_back(tree: syntax.Proposition) -> None:
    assert_comes_back(parse_proposition, tree)


@given(trees(Grower.family, depth=3))
def test_every_type_comes_back(tree: syntax.TypeSyntax) -> None:
    assert_comes_back(parse_type, tree)


@given(trees(Grower.heading))
def test_every_heading_comes_back(tree: syntax.Heading) -> None:
    assert_comes_back(parse_heading, tree)


@given(trees(Grower.step))
def test_every_step_comes_back(tree: syntax.Step) -> None:
    assert_comes_back(parse_first if tree.relation is None else parse_later, tree)


def test_every_kind_of_node_can_be_shown() -> None:
    kinds = {
        kind
        for kind in vars(syntax).values()
        if isinstance(kind, type) and issubclass(kind, Node) and not kind.__subclasses__()
    }
    assert kinds == {type(node) for node in EVERY_KIND}
    assert all(show(node) for node in EVERY_KIND)


# The derivations of this project -----------------------------------------------------------


def written(part: Mapping[str, Any]) -> Iterator[tuple[Callable[[str], Node], str]]:
    """Every text of the language in a file or a claim, with what reads it."""
    for heading, text in (part.get("symbols") or {}).items():
        yield parse_heading, str(heading)
        yield parse_type, str(text)
    for heading, text in (part.get("define") or {}).items():
        yield parse_heading, str(heading)
        yield parse_expression, str(text)
    for text in part.get("given") or []:
        yield parse_proposition, str(text)
    if "claim" in part:
        yield parse_proposition, str(part["claim"])
    yield from chain(part.get("steps") or [])
    correct = part.get("erratum", {}).get("correct")
    if isinstance(correct, Mapping):
        yield from written(correct)
    elif isinstance(correct, str) and "\n" not in correct.strip():
        yield parse_proposition, correct
    else:
        yield from chain(correct or [])
    for claim in part.get("claims") or []:
        yield from written(claim)


def chain(steps: str | list[str]) -> Iterator[tuple[Callable[[str], Node], str]]:
    """The lines of a chain; an indented line continues the one above."""
    lines = steps
    if isinstance(steps, str):
        lines = steps.strip().replace("\n ", "\0").replace("\n\t", "\0").split("\n")
        lines = [line.replace("\0", "\n ") for line in lines]
    for number, line in enumerate(lines):
        yield (parse_later if number else parse_first), str(line)


FILES = [path for path in sorted(DERIVATIONS.rglob("*.yaml")) if holds_claims(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_derivations_read_and_come_back(path: Path) -> None:
    texts = list(written(yaml.safe_load(path.read_text(encoding="utf-8"))))
    assert texts
    for parse, text in texts:
        tree = parse(text)
        assert parse(show(tree)) == tree
