"""Formulas are printed from our own trees, every operator by a rule, nothing misleadingly."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given

from derivcheck.language import syntax
from derivcheck.language.elaboration.calls import _NO_VALUES
from derivcheck.language.elaboration.derivatives import DERIVATIVES
from derivcheck.language.elaboration.functions import TABLE
from derivcheck.language.operators import Operator
from derivcheck.language.parsing_precedence import ARITHMETIC, IMPLICATIONS
from derivcheck.language.parsing_precedence import RELATIONS as READ
from derivcheck.reports.mathml import expressions, propositions, typeset
from derivcheck.reports.mathml.calls import NOTATIONS
from derivcheck.reports.mathml.typesetting import Typesetter
from tests.language.syntax_trees import EVERY_KIND, Grower, trees


def told(text, declared=frozenset()):
    """A formula without the elements that only group or name what is in them."""
    made = unescape(typeset(text, declared).text)
    made = re.sub("</?(span|math|mrow|mi|mn|mo|mtext|wbr)( [^>]*)?>", "", made)
    made = re.sub("<mspace[^>]*></mspace>", " ", made)
    return made.replace("\u2061", "").replace("\u2062", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a - (b - c)", "a−(b−c)"),
        ("a*-b", "a·(−b)"),
        ("-(a + b)", "−(a+b)"),
        ("2*3*x", "2·3 x"),
        ("lr*x", "lr·x"),
        ("x*log(y)", "x  log(y)"),
        ("x*(y + 1)", "x·(y+1)"),
        ("X@(a + b)", "X  (a+b)"),
        ("a/b", "<mfrac>ab</mfrac>"),
        ("(a + b)/c", "<mfrac>a+bc</mfrac>"),
        ("(a/b)^2", "<msup>(<mfrac>ab</mfrac>)2</msup>"),
        ("x^(1/2*a)", "<msup>x(1/2) a</msup>"),
        ("x[i]^2", "<msubsup>xi2</msubsup>"),
        ("x1[i]", "<msub>(<msub>x1</msub>)i</msub>"),
        ("X'@y", "<msup>X⊤</msup> y"),
        ("grad(L, h)@a'", "(<msub>∇h</msub> L) <msup>a⊤</msup>"),
        ("sum(a[i] for i in 1..n)*b", "(<munderover>∑i=1n</munderover> <msub>ai</msub>) b"),
        ("1/n*sum(a for i in 1..n)", "<mfrac>1n</mfrac> <munderover>∑i=1n</munderover> a"),
        ("prod(a for j in H downto 1)", "<munder>∏j=H,…,1</munder> a"),
        ("theta_old - yhat", '<msub>θold</msub>−<mover accent="true">y^</mover>'),
        ("1e-3*x", "1·<msup>10−3</msup> x"),
        ("<= b", "≤b"),
        ("not v in span(w)", "v∉span(w)"),
        ("not convex(f, x)", "f is not convex in x"),
        ("x^2 = 1 <=> x = 1 or x = -1 for x", "<msup>x2</msup>=1⇔x=1 or x=−1 for x"),
        ("f = O(a^2) as a -> 0+", "f=O(<msup>a2</msup>) as a→<msup>0+</msup>"),
        ("norm1(x) != oo", "<msub>‖x‖1</msub>≠∞"),
    ],
)
def test_formulas_look_like_this(text, shown):
    assert told(text) == shown


def test_a_function_of_the_claim_is_no_function_of_the_language():
    assert told("inv(x)") == "<msup>x−1</msup>"
    assert told("inv(x)", frozenset({"inv"})) == "inv(x)"
    assert told("inv(x)^2", frozenset({"inv"})) == "<msup>inv(x)2</msup>"


@pytest.mark.parametrize("text", ["", "x +", "<script>alert(1)</script>", "\\frac{a}{b}", "a\nb"])
def test_what_cannot_be_read_stands_as_it_is(text):
    made = typeset(text).text
    assert made.startswith('<code class="unread">')
    assert unescape(re.sub("<[^>]*>", "", made)) == text


# Nothing of the language lacks a rule --------------------------------------------------------


def test_every_function_of_the_language_has_a_rule_and_no_other_name_has():
    assert set(NOTATIONS) == {*TABLE, *DERIVATIVES, *_NO_VALUES}


def test_every_operator_is_a_function_or_a_sign_with_a_rule():
    signs = {*expressions.INFIX, *expressions.JUXTAPOSED, "^", ".^", "'"}
    written = {"max of entries": "max", "min of entries": "min"}
    names = {written.get(operator.value, operator.value) for operator in Operator}
    assert names <= {*NOTATIONS, *signs}
    assert set(ARITHMETIC) <= signs
    assert set(propositions.RELATIONS) == {*READ, *IMPLICATIONS}


def _constructs(base):
    return {
        kind
        for kind in vars(syntax).values()
        if isinstance(kind, type) and issubclass(kind, base) and kind is not base
    }


def test_every_construct_of_the_syntax_has_a_rule():
    named = {syntax.Number, syntax.Name, syntax.Whole, syntax.Negative, syntax.Binary, syntax.Call}
    assert _constructs(syntax.Expression) == {*expressions.RULES, *named}
    assert _constructs(syntax.Proposition) == set(propositions.RULES)


#: a call of every function with as many arguments as it takes
_TAKES = {
    name: max(2, function.least) if function.most != 1 else 1 for name, function in TABLE.items()
}
_CALLS = {name: f"{name}({', '.join('xyzw'[:count])})" for name, count in _TAKES.items()}


@pytest.mark.parametrize(
    "text",
    [
        *_CALLS.values(),
        "d(x, y)",
        "deriv(x, y)",
        "D(x, y, z)",
        "grad(x, y)",
        "jac(x, y)",
        "hess(x, y)",
    ],
)
def test_every_function_is_typeset_with_all_its_arguments(text):
    made = told(text)
    assert "<code" not in made
    for letter in re.findall(r"(?<=[( ])[wxyz](?=[,)])", text):
        assert letter in made


def test_no_two_functions_of_a_name_look_alike():
    same = [{"d", "deriv"}]  # both are the quotient of two differentials
    looks = {}
    for name in NOTATIONS:
        looks.setdefault(typeset(f"{name}(x, y)").text, set()).add(name)
    assert [names for names in looks.values() if len(names) > 1 and names not in same] == []


#: how many children an element has (MathML Core, sections 3.3 and 3.4)
CHILDREN = {
    **dict.fromkeys(("msup", "msub", "mfrac", "mover", "munder"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
    "msqrt": 1,
}
KNOWN = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mtable", "mtr", "mtd", *CHILDREN}


def meets_the_standard(made):
    for element in ElementTree.fromstring(f"<math>{made.text}</math>").iter():
        assert element.tag in KNOWN
        assert len(element) == CHILDREN.get(element.tag, len(element))


@given(trees(Grower.condition) | trees(Grower.expression))
def test_every_tree_is_typeset_as_the_standard_says(tree):
    meets_the_standard(Typesetter().show(tree))
    meets_the_standard(Typesetter(small=True).show(tree))
    for part in propositions.pieces(tree, Typesetter()):
        meets_the_standard(part)


@pytest.mark.parametrize("node", EVERY_KIND, ids=lambda node: type(node).__name__)
def test_every_kind_of_proposition_and_expression_is_typeset(node):
    if isinstance(node, (syntax.Expression, syntax.Proposition)):
        meets_the_standard(Typesetter().show(node))


@pytest.mark.parametrize(
    "text",
    [
        f"exp({' + '.join(['x'] * 117)}) = 0",
        f"exp({'*'.join(['x'] * 117)}) = 0",
        f"exp({' - '.join(['x/y'] * 115)}) = 0",
        f"{'sqrt(' * 57}x{')' * 57} = 0",
        f"{'-(' * 28}x{')' * 28} = 0",
    ],
)
def test_the_deepest_texts_that_are_read_are_typeset(text):
    assert "<math" in typeset(text).text
