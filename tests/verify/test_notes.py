"""Blocks of claims in Markdown: read as one derivation, every place that of the document."""

from __future__ import annotations

import pytest

from derivcheck.verify.judge import judge
from derivcheck.verify.reading import kind_of, read
from derivcheck.verify.settings import Settings

RIDGE = """\
# Ridge *regression*

```derivcheck
symbols:
  x: scalar
define:
  f: x^2
claims:
  - id: first
    claim: d(f, x) = 2*x
```

Text.

- an item

  ```{derivcheck} with a title
  symbols: {y: scalar}
  claims:
    - id: second
      claim: x + y = y + x
  ```
"""


def notes(source):
    return read(source.encode(), "n.md")


def block(*lines, before="", after="\n"):
    inner = "".join(f"{before}{line}\n" for line in lines)
    return f"{before}```derivcheck\n{inner}{before}```{after}"


def told(derivation):
    return [(p.code, p.place.line, p.place.column, p.message) for p in derivation.problems]


def test_blocks_are_one_derivation_with_the_places_of_the_document():
    derivation = notes(RIDGE)
    assert derivation.problems == ()
    assert derivation.title == "Ridge *regression*"
    first, second = derivation.claims
    assert [claim.address for claim in derivation.claims] == ["n.md::first", "n.md::second"]
    assert (first.place.line, first.place.column, first.place.end_column) == (10, 12, 25)
    assert (second.place.line, second.place.column, second.place.end_column) == (21, 14, 27)
    assert derivation.lines[20][13:26] == "x + y = y + x"


def test_declarations_carry_on_down_the_document_and_not_up():
    derivation = notes(RIDGE)
    first, second = derivation.claims
    names = [[heading.value for heading, _ in derivation.shared(c)[0]] for c in (first, second)]
    assert names == [["x"], ["x", "y"]]
    assert judge(derivation, second, Settings()).verdict == "proved"
    early = notes(block("claims:", "  - id: a", "    claim: y = y") + block("symbols: {y: scalar}"))
    record = judge(early, early.claims[0], Settings())
    assert [(p.code, p.line, p.column) for p in record.problems] == [("DC201", 4, 12)]


@pytest.mark.parametrize(
    ("first", "second", "message", "column"),
    [
        ("symbols: {x: scalar}", "symbols: {x: scalar}", "x is declared above, in line 2", 11),
        ("symbols: {x: scalar}", "define: {x: '1'}", "x is declared above, in line 2", 10),
        ("symbols: {'W[k]': scalar}", "symbols: {'W[j]': scalar}", "W is declared above", 12),
        ("define: {'v[0]': 1}", "define: {'v[t]': 2}", "v is declared above", 11),
        ("define: {'f(x)': x}", "define: {f: 2}", "f is declared above", 10),
    ],
)
def test_a_name_is_declared_once(first, second, message, column):
    claims = ["claims:", "  - id: a", "    claim: x = x"]
    derivation = notes(block(first, *claims) + block(second, *claims) + block(*claims))
    ((code, line, at, words),) = told(derivation)
    assert (code, line, at) == ("DC103", 8, column)
    assert words.startswith(message)
    assert len(derivation.claims) == 1
    assert derivation.unread == 2


def test_a_claim_may_have_a_symbol_of_its_own_that_a_later_block_declares():
    own = ["claims:", "  - id: a", "    symbols: {x: 'vector[n]'}", "    claim: x'@x = norm(x)^2"]
    derivation = notes(block(*own) + block("symbols: {x: scalar}"))
    assert derivation.problems == ()
    assert judge(derivation, derivation.claims[0], Settings()).verdict == "proved"


def test_an_id_is_taken_once_in_a_document():
    claims = ["claims:", "  - id: a", "    claim: 1 = 1"]
    derivation = notes(block(*claims) + block(*claims))
    assert told(derivation) == [("DC103", 8, 9, "the id a is already taken in this file")]


def test_a_title_and_a_source_are_said_once():
    derivation = notes(block("title: A", "source: {document: D}") + block("title: B"))
    assert told(derivation) == [("DC103", 6, 1, "title is said once, and an earlier block says it")]
    assert (derivation.title, derivation.source.document) == ("A", "D")


#: name: (document, code, line, column, words of the message)
BROKEN = {
    "not closed": ("a\n\n```derivcheck\nclaims: []\n", "DC101", 3, 1, "never closed"),
    "not closed in a list": ("- ```derivcheck\n  a: b\nc\n", "DC101", 1, 3, "never closed"),
    "closed by fewer signs": ("````derivcheck\na: b\n```\n", "DC101", 1, 1, "never closed"),
    "empty": ("a\n```derivcheck\n```\n", "DC101", 2, 1, "the block is empty"),
    "a comment only": ("a\n```derivcheck\n# b\n```\n", "DC101", 2, 1, "the block is empty"),
    "a word": ("```derivcheck\nab\n```\n", "DC101", 2, 1, "must be a map"),
    "unknown key": (block("symbol: {}", before="> "), "DC102", 2, 3, "unknown key symbol"),
    "questions": (block("questions: []"), "DC101", 2, 1, "a file of questions"),
    "claims no list": (block("claims: x", before="  "), "DC101", 2, 11, "claims must be a list"),
    "tab": (block("claims:", "\t- id: a", before="> "), "DC101", 3, 3, "not YAML"),
    "colon": (block("claims:", "- id: a", "  claim: f: x", before="> "), "DC101", 4, 13, "YAML"),
    "open brace": (block("claims:", "- {id: a", before="  "), "DC101", 3, 5, "never closed"),
    "no colon": (block("claims:", "symbols", "b: c", before="> "), "DC101", 3, 3, "no key"),
    "a sign": (block("claims:", "- id: a", "  claim: >= 0", before="  "), "DC101", 4, 12, ">"),
    "comma": (block("define: {f: max(1, 2)}", before="> "), "DC107", 2, 15, "a comma cut"),
    "bracket": (block("symbols: {X: matrix[n, d]}", before="> "), "DC107", 2, 16, "a bracket"),
    "alias": (block("claims: *a", before="   "), "DC101", 2, 12, "the alias *a"),
    "two documents": (block("a: b", "---", "c: d"), "DC101", 3, 1, "a second document"),
    "comment": (
        block("claims:", "- id: a", "  claim: 1 = 1 # b", before="> "),
        *("DC801", 4, 18, "a comment cut this line"),
    ),
    "indented too far": ("a\n\n    ```derivcheck\n    a: b\n    ```\n", "DC807", 3, 5, "too far"),
    "in a list, too far": ("- a\n\n      ```derivcheck\n      b\n", "DC807", 3, 7, "too far"),
    "colons": ("a\n:::{derivcheck}\nclaims: []\n:::\n", "DC807", 2, 1, "between colons"),
    "control character": ("a\n```derivcheck\n\x00\n```\n", "DC106", 3, 1, "a control character"),
    "3 MB": ("a\n```derivcheck\n" + "b\n" * 1_500_000, "DC105", 1, 1, "2 MB"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_cannot_be_read_is_one_problem_with_its_place(name, end):
    source, code, line, column, words = BROKEN[name]
    ((found, row, at, message),) = told(notes(source.replace("\n", end)))
    assert (found, row, at) == (code, line, column)
    assert words in message


def test_bytes_that_are_no_text_are_a_problem():
    problems = read(b"a\n```derivcheck\n\xff\n```\n", "n.md").problems
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [("DC106", 3, 1)]


def test_a_broken_block_costs_its_own_claims():
    claims = ["claims:", "  - id: {0}", "    claim: 1 = 1"]
    broken = block("claims:", "  - id: b", "    claim: 'x", "  - id: c")
    derivation = notes(block(*claims).format("a") + broken + block(*claims).format("d"))
    assert [claim.id.value for claim in derivation.claims] == ["a", "d"]
    assert len(derivation.problems) == 1
    assert derivation.unread == 2


def test_a_broken_block_that_declares_costs_the_claims_below_it_without_more_words():
    claims = block("claims:", "  - id: a", "    claim: x = x")
    derivation = notes(claims + block("symbols: {x: [}") + claims)
    assert [claim.id.value for claim in derivation.claims] == ["a"]
    assert len(derivation.problems) == 1
    assert derivation.unread == 1


def test_a_malformed_claim_costs_itself():
    derivation = notes(block("claims:", "- id: a", "  clam: x", "- id: b", "  claim: 1 = 1"))
    assert [(p.code, p.claim) for p in derivation.problems] == [("DC102", "a")]
    assert [claim.id.value for claim in derivation.claims] == ["b"]
    assert derivation.unread == 1


CHAIN = """\
> 1. a
>
>    ~~~derivcheck
>    symbols: {x: scalar}
>    claims:
>      - id: a
>        steps: |
>          (x + 1)^2
>          = x^2 + x*2
>            + 1
>      - id: b
>        claim: "x \\u003d x"
>        given: [x > 0, 'x < 1']
>        erratum:
>          why: none
>          correct: >-
>            x =
>            x
>    ~~~
"""


def test_every_text_stands_where_it_says():
    derivation = notes(CHAIN)
    assert derivation.problems == ()
    first, second = derivation.claims
    assert [step.position(0) for step in first.steps] == [(8, 12), (9, 12)]
    assert first.steps[1].position(len("= x^2 + x*2 ")) == (10, 14)
    assert second.claim.position(len("x =")) == (12, 26)
    assert [text.position(0) for text in second.given] == [(13, 18), (13, 26)]
    assert second.erratum.place.line == 14
    assert second.erratum.correct.claim.position(len("x = ")) == (18, 14)
    assert (first.place.line, first.place.end_line, first.place.end_column) == (8, 10, 17)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (RIDGE, "derivation"),
        ("# Title\n\nclaims: none\n", None),
        ("```yaml\nclaims: []\n```\n", None),
        ("```derivcheck-output\nclaims: []\n```\n", None),
        ("````markdown\n```derivcheck\nclaims: []\n```\n````\n", None),
        ("<!--\n```derivcheck\nclaims: []\n```\n-->\n", None),
        ("`derivcheck` and ``` derivcheck\n", None),
        ("::: a\nderivcheck\n:::\n", None),
        ("```Derivcheck\n```\n", "derivation"),
        ("~~~ {.derivcheck #a}\n~~~\n", "derivation"),
        (block("answers: []"), "submission"),
        (block("questions: []"), "assignment"),
        ("\x00```derivcheck", "derivation"),
    ],
)
def test_the_kind_of_a_document_is_that_of_its_blocks(source, kind):
    assert kind_of(source.encode(), "a/n.md") == kind
    assert kind_of(source.encode(), "a/N.MD") == kind
