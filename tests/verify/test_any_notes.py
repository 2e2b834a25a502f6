"""Whatever a Markdown file holds, reading it ends with values and placed problems."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from test_any_file import PIECES, check

from derivcheck.verify.reading import kind_of
from derivcheck.verify.reading.markdown import document

START = """\
---
title: a
---
# Ridge

$$ a
= b $$ (eq-a)

```derivcheck
symbols: {x: scalar}
claims:
  - id: a
    claim: x = x
```

> 1. more
>
>    ~~~{derivcheck} b
>    claims:
>      - id: b
>        steps: |
>          x
>          = x
>        erratum: {why: w, correct: 'x = x'}
>    ~~~

````{note} c
```derivcheck
define: {f: x}
```
````
"""

#: pieces that mean something to Markdown
SIGNS = ["```derivcheck\n", "```\n", "````{note}\n", "~~~ {derivcheck}\n", "> ", "- ", "1. "]
SIGNS += ["\n", "\n\n", "\r\n", "    ", "\t", "$$", "$$ (a)", "<!--", "-->", "<div>", "# ", "---"]
SIGNS += ["```{math}\n:label: b\n", "\\label{c}", "[a]: b", "***", "=", "`", "\xa0", "\u3000"]
SIGNS += ["claims:\n", "  - id: c\n", "    claim: x\n", "symbols: {x: scalar}\n", "\x00"]


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_bytes(data):
    check_notes(b"```derivcheck\n" + data)


@given(st.lists(st.sampled_from(SIGNS), max_size=40))
@settings(max_examples=400, deadline=None)
def test_signs(pieces):
    check_notes("".join(pieces).encode())


@given(
    st.integers(0, len(START)),
    st.integers(0, 6),
    st.lists(st.sampled_from(SIGNS + PIECES), max_size=3),
)
@settings(max_examples=400, deadline=None)
def test_a_document_with_a_slip(at, lost, pieces):
    check_notes((START[:at] + "".join(pieces) + START[at + lost :]).encode())


@given(st.lists(st.sampled_from(SIGNS + PIECES), max_size=40))
@settings(max_examples=300, deadline=None)
def test_the_text_of_every_block_stands_in_the_file(pieces):
    found = document("".join(pieces).replace("\x00", ""), "f.md")
    for block in found.blocks:
        for offset, sign in enumerate(block.text.value):
            line, column = block.text.position(offset)
            written = found.lines[line - 1]
            assert 1 <= column <= len(written) + 1
            if not sign.isspace() and not hasattr(block, "level"):
                assert written[column - 1] == sign


def check_notes(data):
    """As for other files; a file without blocks is none."""
    check(data, "f.md")
    assert kind_of(data, "f.md") in ("derivation", "assignment", "submission", None)
