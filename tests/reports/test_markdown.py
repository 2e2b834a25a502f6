"""Markdown, read back by a parser of CommonMark with the tables of GitHub."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hostile import EVERYTHING, EVIL, FORBIDDEN, GOOD, HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import SIGN, report

from derivcheck.reports import Options, render
from derivcheck.reports._clean import harmless
from derivcheck.reports.markdown import code, fenced, table

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
#: the only elements of HTML that the report writes itself
OWN = {"<details>", "</details>", "<summary>", "</summary>", "<code>", "</code>"}


def tokens(text):
    found = []
    for token in PARSER.parse(text):
        found += [token, *(token.children or [])]
    return found


def cells(text):
    """The cells of the rows below the head of the only table, as text."""
    rows = []
    inside = False
    for token in PARSER.parse(text):
        inside = inside or token.type == "tbody_open"
        if inside and token.type == "tr_open":
            rows.append([])
        if inside and token.type == "inline":
            told = (t.content for t in token.children if t.type != "html_inline")
            rows[-1].append("".join(told))
    return rows


def test_a_good_run_has_a_row_a_file_and_its_known_mistakes():
    assert render(GOOD, "markdown", Options()) == (
        """\
## derivcheck: 2 claims in 1 file, all as expected

| File | Claims | Proved | Supported | Errata | Not as expected or not read |
| --- | --- | --- | --- | --- | --- |
| `derivations/ridge.yaml` | 2 | 1 | 0 | 1 | 0 |

<details>
<summary><code>1 known mistake</code></summary>

| Claim | Written | Verdict | Mistake | Correct |
| --- | --- | --- | --- | --- |
| `ridge.sign` | `grad(L, theta) = X'@y` | refuted | `the sign of X'@y is lost` |"""
        """ `grad(L, theta) = -X'@y` (proved) |

</details>
"""
    )


def test_findings_stand_in_a_table_and_in_full():
    text = render(EVERYTHING, "markdown", Options())
    assert "## derivcheck: 5 claims in 4 files, 3 not as expected, 2 problems" in text
    row = (
        "| `derivations/optimiser.yaml:40:42` | DC202 | `ill-posed step 3 of lr.solving` |"
        " `a0'@X@X' is matrix[1, n] and X' is matrix[d, n]: cannot multiply.` |"
    )
    assert row in text.splitlines()
    assert text.count("<details>") == text.count("</details>") == 6
    blocks = [token.content for token in PARSER.parse(text) if token.type == "fence"]
    assert any("Meant?  grad(L, theta) = -X'@y" in block for block in blocks)


def test_every_claim_is_listed_on_request():
    text = render(GOOD, "markdown", Options(verbosity=1))
    assert "| `derivations/ridge.yaml::tanh` |" in text
    assert "`proved for every real x`" in text


@pytest.mark.parametrize("verbosity", [0, 1])
def test_texts_of_users_are_no_markup(verbosity):
    text = render(HOSTILE, "markdown", Options(verbosity=verbosity))
    found = tokens(text)
    assert not {t.type for t in found} & {"link_open", "image", "em_open", "strong_open"}
    assert [t.content for t in found if t.type == "heading_open"] == [""] * 2
    for token in found:
        if token.type in ("html_block", "html_inline"):
            assert set(re.findall(r"<[^>]*>", token.content)) <= OWN
    shown = [t.content for t in found if t.type == "text"]
    assert not any("@someone" in content or "evil" in content for content in _bare(found))
    assert not any(sign in text for sign in FORBIDDEN)
    assert shown


def _bare(found):
    """Texts outside code: those in which a platform looks for mentions and links."""
    inside = 0
    for token in found:
        if token.type == "html_inline":
            inside += {"<code>": 1, "</code>": -1}.get(token.content, 0)
        if token.type == "text" and not inside:
            yield token.content


@given(st.text(max_size=30))
def test_a_cell_holds_any_text_in_one_harmless_line(text):
    written = table(("a", "b"), [(code(text), "end")])
    assert cells(written) == [[" ".join(harmless(text).split()), "end"]]


@pytest.mark.parametrize("text", ["a|b", "a \\| b", "``a`", "`", "\\", "\\|", "a`|`b", "<b>|&amp;"])
def test_signs_of_tables_and_code_are_told_as_they_are(text):
    assert cells(table(("a", "b"), [(code(text), "end")])) == [[text, "end"]]


def test_a_block_ends_where_it_should():
    blocks = [t for t in PARSER.parse(fenced(EVIL) + "\n\nafter\n") if t.type == "fence"]
    assert len(blocks) == 1
    assert blocks[0].content.rstrip("\n").endswith("<i>")


def test_of_very_many_findings_as_many_are_told_as_a_summary_may_hold():
    wide = "x" * 1_000
    many = report(*[replace(SIGN, id=f"c{n}", message=wide, code="DC404") for n in range(2_000)])
    told = render(many, "markdown", Options())
    assert len(told.encode()) < 2**20
    shown = told.count("<details>")
    assert 100 < shown < 2_000
    assert told.endswith(f"2,000 findings; {shown:,} are told in full.\n")
