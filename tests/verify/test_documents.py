"""A Markdown document as blocks: where each piece of text stands in the file."""

from __future__ import annotations

import pytest

from derivcheck.verify.reading.markdown import (
    Code,
    Fence,
    Formula,
    Heading,
    Paragraph,
    document,
)


def blocks(source, kind):
    return [each for each in document(source, "n.md").blocks if isinstance(each, kind)]


def places(text):
    """Line and column of each line of a text."""
    found, offset = [], 0
    for line in text.value.removesuffix("\n").split("\n"):
        found.append(text.position(offset))
        offset += len(line) + 1
    return found


#: name: (document, lines inside the fence, their places)
FENCES = {
    "plain": ("a\n\n```yaml x\nb: 1\n  c\n```\n", ["b: 1", "  c"], [(4, 1), (5, 1)]),
    "CRLF": ("a\r\n\r\n```yaml\r\nb\r\nc\r\n```\r\n", ["b", "c"], [(4, 1), (5, 1)]),
    "CR": ("a\r```yaml\rb\r```\r", ["b"], [(3, 1)]),
    "a separator that only YAML counts": ("a\u2028```yaml\nb\n```\n", ["b"], [(3, 1)]),
    "tildes": ("~~~ yaml\nb\n```\n~~~\n", ["b", "```"], [(2, 1), (3, 1)]),
    "four backticks": ("````yaml\n```x\n```\n````\n", ["```x", "```"], [(2, 1), (3, 1)]),
    "indented": ("  ```yaml\n  b\n   c\nd\n  ```\n", ["b", " c", "d"], [(2, 3), (3, 3), (4, 1)]),
    "in a list": ("1.  a\n\n    ```yaml\n    b\n    ```\n", ["b"], [(4, 5)]),
    "in the line of an item": ("- ```yaml\n  b\n  ```\n", ["b"], [(2, 3)]),
    "in a list by tab": ("-\ta\n\n\t```yaml\n\tb\n\t```\n", ["b"], [(4, 2)]),
    "a tab cut in two": ("- ```yaml\n\tb\n  ```\n", ["  b"], [(2, 1)]),
    "in a quote": ("> ```yaml\n>  b\n>c\n> ```\n", [" b", "c"], [(2, 3), (3, 2)]),
    "in a list in a quote": ("> - ```yaml\n>   b\n>   ```\n", ["b"], [(2, 5)]),
    "blank lines": ("```yaml\nb\n\n  c\n```\n", ["b", "", "  c"], [(2, 1), (3, 1), (4, 1)]),
    "after front matter": ("---\ntitle: t\n---\n```yaml\nb\n```\n", ["b"], [(5, 1)]),
    "after an open comment": ("<!-- a -->\n```yaml\nb\n```\n", ["b"], [(3, 1)]),
}


@pytest.mark.parametrize("name", FENCES)
def test_the_lines_of_a_fence_know_their_places(name):
    source, lines, expected = FENCES[name]
    (fence,) = blocks(source, Fence)
    assert fence.info.startswith("yaml")
    assert fence.text.value == "\n".join(lines) + "\n"
    starts = places(fence.text)
    written = document(source, "n.md").lines
    for (row, column), line in zip(starts, lines, strict=True):
        assert written[row - 1][column - 1 :].strip() == line.strip()
    assert [position for position, line in zip(starts, lines, strict=True)] == expected
    assert fence.closed


def test_a_character_behind_a_tab_that_was_cut_in_two_has_its_own_column():
    (fence,) = blocks("- ```yaml\n\tbc\n  ```\n", Fence)
    assert fence.text.value == "  bc\n"
    assert [fence.text.position(at) for at in (2, 3)] == [(2, 2), (2, 3)]


@pytest.mark.parametrize(
    "source",
    ["```yaml\na", "```yaml", "- ```yaml\n  a\n\nb\n", "> ```yaml\n> a\n\nb\n", "```yaml\na\n``\n"],
)
def test_a_fence_that_is_never_closed_says_so(source):
    (fence,) = blocks(source, Fence)
    assert not fence.closed
    assert fence.place.line == 1


def test_the_place_of_a_fence_is_its_opening_line():
    (fence,) = blocks("a\n\n1. ```yaml x  \n   b\n   ```\n", Fence)
    assert (fence.place.line, fence.place.column, fence.place.end_column) == (3, 4, 13)
    assert fence.info == "yaml x"


#: name: (document, formula, labels, line of its first sign)
FORMULAS = {
    "a line": ("$$ a = b $$\n", " a = b ", (), 1),
    "a label": ("$$ a = b $$ (eq-ab)\n", " a = b ", ("eq-ab",), 1),
    "lines": ("a\n\n$$\na\n= b\n$$ (eq ab)\n", "\na\n= b\n", ("eq-ab",), 3),
    "a label of LaTeX": ("$$ a \\label{eq:ab} $$\n", " a \\label{eq:ab} ", ("eq:ab",), 1),
    "a directive": ("```{math}\n:label: eq-ab\na\n```\n", "a\n", ("eq-ab",), 1),
    "a directive with a title": ("```{math} x\n:nowrap:\na\n```\n", "a\n", (), 1),
    "in a list": ("- b\n\n  $$ a\n  $$ (l)\n", " a\n  ", ("l",), 3),
    "in a quote": ("> $$ a\n> b $$ (l)\n", " a\nb ", ("l",), 1),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_have_labels_and_places(name):
    source, text, labels, line = FORMULAS[name]
    (formula,) = blocks(source, Formula)
    assert formula.text.value == text
    assert formula.labels == labels
    assert formula.place.line == line


@pytest.mark.parametrize(
    "source", ["$$ a\n\n$$\n", "- $$ a\n- b $$\n", "cost $$ 5\n", "```tex\n$$ a $$\n```\n"]
)
def test_what_is_no_formula_is_none(source):
    assert blocks(source, Formula) == []


def test_headings_and_paragraphs_are_told_apart():
    source = "# Ridge *regression* #\n\nWe *have*\n  this.\n\nA\n=\n\n- one\n- two\n"
    found = document(source, "n.md").blocks
    assert [type(each) for each in found] == [Heading, Paragraph, Heading, Paragraph, Paragraph]
    assert [each.text.value for each in found] == [
        "Ridge *regression*",
        "We *have*\n  this.",
        "A",
        "one",
        "two",
    ]
    assert [places(each.text) for each in found] == [
        [(1, 3)],
        [(3, 1), (4, 1)],
        [(6, 1)],
        [(9, 3)],
        [(10, 3)],
    ]
    assert [each.level for each in blocks(source, Heading)] == [1, 1]


def test_a_directive_is_looked_into_and_other_code_is_not():
    inside = "```{derivcheck}\na: 1\n```\n"
    (outer, inner) = blocks(f"````{{note}} Mind\n{inside}````\n", Fence)
    assert (outer.info, inner.info) == ("{note} Mind", "{derivcheck}")
    assert places(inner.text) == [(3, 1)]
    assert len(blocks(f"````{{code-block}} md\n{inside}````\n", Fence)) == 1
    assert len(blocks(f"````markdown\n{inside}````\n", Fence)) == 1


def test_directives_inside_each_other_end_somewhere():
    depth = 30
    opening = "".join("`" * (40 - at) + "{note}\n" for at in range(depth))
    assert len(blocks(opening, Fence)) == 9


def test_indented_code_is_code():
    (code,) = blocks("a\n\n    ```yaml\n    b\n    ```\n", Code)
    assert places(code.text) == [(3, 5), (4, 5), (5, 5)]
